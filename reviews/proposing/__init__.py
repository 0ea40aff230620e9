"""A review as it is proposed, described and published."""
