"""Forms of the work programme."""
