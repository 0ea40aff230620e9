"""Tables of figures: counts with percentages of our own, small ones suppressed for everybody, and their charts."""
