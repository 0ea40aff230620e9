"""A refusal: a sentence that says what may not be done, why, and what to do instead."""


class Refused(ValueError):
    """What was asked cannot be done; ``text`` is one or two plain sentences fit to show to the person who asked."""

    def __init__(self, text: str) -> None:
        super().__init__(text)

    @property
    def text(self) -> str:
        """The sentence to show."""
        return str(self.args[0])
