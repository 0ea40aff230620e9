"""A review as it is proposed, described and published, with its committees and its panel."""
