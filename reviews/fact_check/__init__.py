"""The draft of a report goes to named people for a check of its facts; what they say is answered, and stops nothing."""
