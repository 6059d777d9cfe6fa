"""Which part replies, and what was said before."""
