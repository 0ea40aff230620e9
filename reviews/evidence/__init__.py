"""What a panel is given as evidence, sent in answer to a call, or told in a session."""
