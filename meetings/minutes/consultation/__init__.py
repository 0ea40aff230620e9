"""Drafts of minutes sent round for comments."""
