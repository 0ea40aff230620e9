"""Open data: public rows, stored as records in the transaction that publishes them, for anybody to reuse."""
