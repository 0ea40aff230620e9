"""The committees that commission a review, and the programme items it grew from."""
