"""The steps of a review from state to state, and its story."""
