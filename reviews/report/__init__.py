"""The report of a review: written in sections, commented on in the margin, handed down and printed."""
