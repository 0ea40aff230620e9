"""Proposing, describing and publishing a review; its scope, its committees and its panel."""
