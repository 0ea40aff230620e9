"""A review at a glance, no verbs: its path with the clock, what is to be done next, and who has not answered."""
