"""The report of a review: written in sections, commented on, checked for facts, handed down and printed."""
