"""Views of a member's own things."""
