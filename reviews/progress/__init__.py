"""Progress on accepted recommendations, what the committee makes of it, and the look-back twelve months later."""
