"""The minutes read, put into words and onto paper; no verbs."""
