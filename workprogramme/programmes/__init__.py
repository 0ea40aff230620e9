"""A whole programme: opened, changed, published, rolled into the next year."""
