"""The notice that asks for a response, and the response to each recommendation."""
