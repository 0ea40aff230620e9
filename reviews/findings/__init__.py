"""Findings of a review with their evidence, its recommendations and figures, and gaps before the report."""
