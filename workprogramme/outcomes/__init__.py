"""Outcomes of items: drafted from the minute, asked of officers, accepted."""
