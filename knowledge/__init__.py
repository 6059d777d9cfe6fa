"""What is known, how it is searched and how it is answered. Knows no channel and no loader."""
