"""The desk's pages of the work programme."""
