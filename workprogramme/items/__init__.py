"""Items of a work programme: their words, place, follow-ups."""
