"""Who is in the room, who presides, who stands in for whom."""
