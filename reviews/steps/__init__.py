"""The steps of a review from state to state, the committees' decisions about its report, and its history."""
