"""What meetings have to reuse: themselves, agendas, papers, minutes, votes, actions and answers, recordings."""
