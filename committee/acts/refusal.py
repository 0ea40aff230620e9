"""A refusal: a sentence that says what may not be done, why, and what to do instead."""

from typing import Any


class Refused(ValueError):
    """An act that cannot be done; ``text`` is one or two plain sentences fit to show to the person who asked."""

    def __init__(self, text: str, *, rule: str = "", about: str = "") -> None:
        """
        ``rule`` is the number of the legal rule that forbids the act, such as ``R16``, where there is one.

        ``about`` is the name of the refused argument: a form with a field of that name shows the refusal there.
        """
        super().__init__(text)
        self.rule, self.about = rule, about

    @property
    def text(self) -> str:
        """The sentence to show."""
        return str(self.args[0])


class Busy(Refused):
    """Too many such acts are being done at once; the act can be tried again in a minute."""


class Conflict(Refused):
    """Somebody else saved the row meanwhile: `theirs` is the row as saved now."""

    def __init__(self, text: str, theirs: Any) -> None:
        super().__init__(text)
        self.theirs = theirs
