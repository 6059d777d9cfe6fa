"""Citations, and the sentences around quotations."""
