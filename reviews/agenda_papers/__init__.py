"""Papers of a review for its committees' agendas, and notice letters, printed by the portal."""
