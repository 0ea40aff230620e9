"""Attendance: people in the room, the presiding person, substitutes, and interests."""
