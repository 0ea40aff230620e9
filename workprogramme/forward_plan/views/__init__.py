"""Pages of the forward plan, by who reads them."""
