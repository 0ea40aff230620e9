"""Answers that are overdue, said with the work programme of the committee that monitors the review (R39)."""
