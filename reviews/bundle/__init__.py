"""What a panel member reads of their review."""
