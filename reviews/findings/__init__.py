"""Findings of a review with their evidence, and what is missing before its report can be handed down."""
