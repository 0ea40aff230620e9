"""Addresses of reviews, one module an audience; the roof puts them in their trees."""
