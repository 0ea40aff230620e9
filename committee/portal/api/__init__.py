"""The data interface for anybody, read only: what is public as records, by /api/v1/ (docs/api.md)."""
