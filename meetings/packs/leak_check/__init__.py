"""The leak check: nothing for the public may hold anything that identifies a withheld paper (R16)."""
