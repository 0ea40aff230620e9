"""Pages of actions, by who reads them."""
