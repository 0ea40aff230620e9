"""Rich text: cleaned HTML, its tree, the differences between two texts, and its parts in Word."""
