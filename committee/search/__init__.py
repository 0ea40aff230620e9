"""The public search: rows are indexed when they are published, and found by the stems of their words."""
