"""Cells of the tables that somebody opens in a spreadsheet."""

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """
    Return a value as a cell of a CSV file holds it; nothing for None.

    SECURITY: a spreadsheet computes what begins like a formula, so that gets an apostrophe before it.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_COMPUTED) else text
