"""URLs of reviews, one module for each audience. `committee/portal/urls.py` includes the modules."""
