"""Addresses of the work programme: desk forward plan."""

urlpatterns: list = []
