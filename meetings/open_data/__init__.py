"""Open data of meetings: calendar, agendas, papers, minutes, votes, actions and answers, recordings."""
