"""The large-print edition."""
