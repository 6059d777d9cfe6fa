"""How documents become an index: load, split, encode, write, publish."""
