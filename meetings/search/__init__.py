"""What meetings have to find: items of agendas, pages of papers, minutes, decisions, actions and answers."""
