"""Verbs of the minutes, from the opening of the meeting to the signature."""
