"""Addresses by audience: public, members, officers, desk."""
