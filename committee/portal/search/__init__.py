"""The pages of the search: for everybody, as a page, data and a feed; for the desk, what it treats as the same."""
