"""The calendar: verbs that schedule, move and cancel meetings; rules on notice; the plan of a year."""
