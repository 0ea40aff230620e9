"""Briefings held outside meetings."""
