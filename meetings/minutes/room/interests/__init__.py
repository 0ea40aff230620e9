"""Interests declared, and what was done in breach of one (LA 2011 ss.29-34)."""
