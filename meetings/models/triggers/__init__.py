"""What the database itself refuses of meetings: triggers, by what they guard."""
