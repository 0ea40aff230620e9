"""The read-only data API, open to anybody: public records under /api/v1/ (docs/api.md)."""
