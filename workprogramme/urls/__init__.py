"""Addresses of the work programme, one module an audience; the roof puts them in their trees."""
