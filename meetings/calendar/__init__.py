"""The calendar: meetings scheduled, moved, cancelled; notice periods and the year plan."""
