"""The desk's pages: each a gate, a form, a verb and a page."""
