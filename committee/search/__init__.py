"""The search of everybody: what is public, indexed as it is published, found by its stems on every database alike."""
