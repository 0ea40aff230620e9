"""A whole programme (open, publish, print, carry forward to the next year), its briefings and its duties."""
