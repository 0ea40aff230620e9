"""Verbs of the work programme: each checks, does and records in one transaction."""
