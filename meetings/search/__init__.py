"""Search of meetings: items of agendas, pages of papers, minutes, decisions, actions and answers."""
