"""Addresses of the work programme: desk items."""

urlpatterns: list = []
