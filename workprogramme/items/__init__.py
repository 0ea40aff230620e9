"""Items of a work programme: their texts, their meetings, and follow-ups."""
