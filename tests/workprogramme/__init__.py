"""The work programme."""
