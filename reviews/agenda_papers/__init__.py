"""Papers that a review puts on its committees' agendas, printed by the portal; and its letters."""
