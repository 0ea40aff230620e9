"""Exceptions for an act that cannot be done. Each has a sentence that says why, and what to do instead."""

from typing import Any


class Refused(ValueError):
    """Raised where an act cannot be done; ``text`` is one or two plain sentences to show to the user."""

    def __init__(self, text: str, *, rule: str = "", about: str = "") -> None:
        """
        ``rule`` is the number of the legal rule that forbids the act, such as ``R16``; "" where no law forbids it.

        ``about`` is the name of the refused argument: a form with a field of that name shows the refusal there.
        """
        super().__init__(text)
        self.rule, self.about = rule, about

    @property
    def text(self) -> str:
        """The sentence to show."""
        return str(self.args[0])


class Busy(Refused):
    """Raised where too many acts of the same kind run at the same time; the user can try again in a minute."""


class Conflict(Refused):
    """Raised where somebody else saved the row while the user wrote; `theirs` is the row as it is saved now."""

    def __init__(self, text: str, theirs: Any) -> None:
        super().__init__(text)
        self.theirs = theirs
