"""Referrals: parts of resolutions that another body, or the body's own next meeting, is to consider."""
