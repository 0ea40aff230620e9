"""Intake: a stranger's file made into a safe part, in a child process. Left empty, so that the sandbox starts fast."""
