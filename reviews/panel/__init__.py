"""Who sits on the panel of a review."""
