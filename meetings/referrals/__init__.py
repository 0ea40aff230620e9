"""Referrals: what a body resolves that another body, or its own next meeting, should consider."""
