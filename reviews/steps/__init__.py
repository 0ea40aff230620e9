"""The steps of a review from state to state, what each committee decides of its report, and its story."""
