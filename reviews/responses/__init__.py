"""The notice that asks for a response, the response to each recommendation, and which are overdue."""
