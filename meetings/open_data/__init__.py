"""What meetings have to reuse: themselves, items, papers, minutes, resolutions, votes, actions and answers."""
