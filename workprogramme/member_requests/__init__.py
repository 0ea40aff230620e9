"""What members ask: documents of the executive (R46), calls for action (R47)."""
