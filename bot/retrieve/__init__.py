"""A question becomes a query; a query becomes ranked evidence."""
