"""Evidence sessions of a review: witnesses, invitations, questions, and what the panel asks for on its own account."""
