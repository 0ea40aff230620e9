"""Registers drawn from published minutes: attendance, interests."""
