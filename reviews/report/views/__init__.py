"""Pages of the report, a module for each audience."""
