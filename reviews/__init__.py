"""The fourth storey: reviews that scrutiny committees carry out, from the question to what came of the answer."""
