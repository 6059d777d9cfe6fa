"""What is kept in PostgreSQL: connections, transactions and migrations. Loaded only where PostgreSQL is chosen."""
