"""Addresses of the work programme: desk printing."""

urlpatterns: list = []
