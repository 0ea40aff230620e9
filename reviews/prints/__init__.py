"""Printed documents of reviews: one tree of content, as HTML page, as PDF/UA-1 and as Word document."""
