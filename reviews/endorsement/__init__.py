"""What each committee of a review decides about its report."""
