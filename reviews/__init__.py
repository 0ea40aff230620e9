"""The reviews app: spotlight reviews by scrutiny committees, from the question to progress on recommendations."""
