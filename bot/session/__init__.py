"""What is remembered of a chat."""
