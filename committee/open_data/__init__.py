"""Open data: what is public, kept as records in the transaction that publishes it, for whoever reuses it."""
