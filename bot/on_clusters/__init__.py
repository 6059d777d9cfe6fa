"""Messages that go on with a wish or with clusters shown."""
