"""A review as it is proposed, described and published, with its scope, its committees and its panel."""
