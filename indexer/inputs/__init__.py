"""What is to be indexed, from what the command line names."""
