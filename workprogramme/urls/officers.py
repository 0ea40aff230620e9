"""Addresses of the work programme: officers."""

urlpatterns: list = []
