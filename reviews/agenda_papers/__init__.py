"""What a review puts before its committees: papers of their agendas, printed by the portal; and its letters."""
