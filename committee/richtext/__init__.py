"""Rich text: cleaned HTML, its tree, what differs between two texts, and its parts in Word."""
