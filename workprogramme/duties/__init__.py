"""Duties: what must come round at a committee (R42)."""
