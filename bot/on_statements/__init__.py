"""Messages that go on with a question to the sources."""
