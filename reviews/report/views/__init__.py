"""Pages of the report, one module an audience."""
