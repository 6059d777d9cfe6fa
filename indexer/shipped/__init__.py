"""The shipped corpus: asked lines, claims, known gaps, profiles."""
