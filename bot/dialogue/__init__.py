"""Message in, reply out."""
