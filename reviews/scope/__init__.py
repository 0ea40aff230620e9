"""What a review looks into and how: the points of its scope, and that its committees agreed to them."""
