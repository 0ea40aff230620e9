"""A PDF library: pikepdf and the standard library, no Django, no model. Kept empty: the sandbox starts fast."""
