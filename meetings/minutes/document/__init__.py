"""The document of minutes: its numbers, text, words, layout, print and Word."""
