"""URL patterns by audience: public, members, officers, desk."""
