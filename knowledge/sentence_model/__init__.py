"""The sentence model, and what runs it."""
