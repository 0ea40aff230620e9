"""The minutes as a document: numbers, text, generated words, layout, PDF and Word."""
