"""The leak check: no file or text for the public may contain anything that identifies a withheld paper (R16)."""
