"""Suggestions: made, weighed, taken up or turned down."""
