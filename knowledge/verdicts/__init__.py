"""Yes or no: what a statement, its marked lines and its claims say to a question."""
