"""How people talk to the knowledge base: the conversation, its channels and the command line."""
