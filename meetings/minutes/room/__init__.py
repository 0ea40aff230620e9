"""The room: a meeting minuted as it happens."""
