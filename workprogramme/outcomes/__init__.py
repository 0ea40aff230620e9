"""Outcomes: drafted from the minute, asked for, accepted."""
