"""A stranger's file made into a safe part, in a child process. Kept empty, so that the sandbox starts fast."""
