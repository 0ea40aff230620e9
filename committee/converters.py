"""What an address may hold in place of a number."""


class IdConverter:
    """
    A whole number of at most 18 digits.

    Longer ones are no id of ours, and SQLite raises OverflowError on them: the address simply does not exist.
    """

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the id as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the id as digits."""
        return str(value)
