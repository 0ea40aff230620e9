"""URL patterns of the work programme, a module for each audience; `committee.portal.urls` includes them."""
