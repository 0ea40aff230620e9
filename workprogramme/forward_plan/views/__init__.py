"""Pages of the forward plan, by audience."""
