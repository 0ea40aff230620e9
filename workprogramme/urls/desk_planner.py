"""Addresses of the work programme: desk planner."""

urlpatterns: list = []
