"""Evidence of a review: given to the panel, sent in answer to a call, or told in a session."""
