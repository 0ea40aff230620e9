"""Search of meetings: the calendar, items of agendas, pages of papers, minutes, decisions, actions and answers."""
