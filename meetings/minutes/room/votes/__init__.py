"""Votes: by show of hands, by name, the casting vote (R29-R33)."""
