"""The response to a review: notices, drafted and recorded answers, and progress on accepted recommendations."""
