"""What a panel is given as evidence, sent to a call for it or said in a session: taken in, read, published, forgotten."""
