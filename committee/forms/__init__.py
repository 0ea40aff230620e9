"""Forms of the committee app. A form reads what was typed; the verb decides whether the act is allowed."""
