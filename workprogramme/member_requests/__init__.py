"""What members ask of scrutiny: documents (R46), calls for action (R47), decisions called in (LGA 2000 s.9F(4))."""
