"""Addresses of the work programme: desk outcomes."""

urlpatterns: list = []
