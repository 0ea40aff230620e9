"""What a review recommends, and to whom."""
