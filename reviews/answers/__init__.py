"""The response to a review: notices, answers on their way and signed off, and how far what was accepted is done."""
