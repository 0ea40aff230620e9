"""What a panel is given as evidence: taken in, read, published, forgotten."""
