"""Addresses of the work programme: desk suggestions."""

urlpatterns: list = []
