"""Addresses of the work programme: public."""

urlpatterns: list = []
