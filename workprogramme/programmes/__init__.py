"""A whole programme: opened, published, printed, rolled into the next year; its briefings and its duties."""
