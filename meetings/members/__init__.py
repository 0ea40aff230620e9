"""A member's own things: what they read, their notes, what they tell the clerk before a meeting."""
