"""Public registers from published minutes: decisions, interests, named votes and attendance."""
