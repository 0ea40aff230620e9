"""Findings that stop the publication of minutes or warn of it, each with its legal source."""
