"""What a question asks for and claims, and whether a statement has it."""
