"""Minutes published, in versions, and as each reader sees them."""
