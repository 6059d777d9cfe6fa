"""What outlives a message: updates in hand, sessions, ratings, questions without an answer. Knows no channel."""
