"""Minutes: taken in the room, written up, published, confirmed, and listed in public registers."""
