"""The only SQL. Everything that lasts, behind plain values."""
