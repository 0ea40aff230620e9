"""Collated files: all papers of an agenda in one."""
