"""Template tags of the work programme."""
