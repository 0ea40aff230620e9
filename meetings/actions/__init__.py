"""Actions: requests by meetings, their owners and due dates; answers, reminders, absences."""
