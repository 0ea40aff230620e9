"""Open data of meetings: themselves, agendas, papers, minutes, votes, actions and answers, recordings."""
