"""Addresses of the work programme: members."""

urlpatterns: list = []
