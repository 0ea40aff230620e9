"""The public search: public rows, indexed as they are published, and found by word stems on either database."""
