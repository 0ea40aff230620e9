"""Suggestions to a committee: make, weigh, accept or decline a suggestion."""
