"""Words that stand for what was spoken of, and what takes its place."""
