"""The leak check: nothing for the public holds what a withheld paper is known by (R16)."""
