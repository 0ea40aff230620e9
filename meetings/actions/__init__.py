"""Actions: what a meeting asked for, of whom, by when; answers, reminders, absences."""
