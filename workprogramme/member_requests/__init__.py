"""Members' requests to scrutiny: documents (R46), calls for action (R47) and call-ins (LGA 2000 s.9F(4))."""
