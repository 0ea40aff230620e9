"""Intake makes a stranger's file into a safe part, in a child process. Left empty, so that the sandbox starts fast."""
