"""A draft goes to named people for comments by a date; each comment is about one minute and is answered."""

from collections.abc import Iterable
from datetime import date, datetime

from committee.models import Person, User
from meetings.models import Circulation, Comment, Minute, Minutes


def circulate(
    minutes: Minutes, *, to: Iterable[Person], comments_by: date, message: str = "", at: datetime, by: User
) -> Circulation:
    """Freeze a version and send it to those of `to` who have a sign-in, for comments by that day. Raises Refused."""
    raise NotImplementedError


def comment(
    circulation: Circulation, minute: Minute, *, text: str, quoted: str = "", at: datetime, by: User
) -> Comment:
    """Say something of one minute, or of the words `quoted` from it. Raises Refused where it was not sent to `by`."""
    raise NotImplementedError


def answer_comment(comment: Comment, *, accepted: bool, reply: str = "", at: datetime, by: User) -> Comment:
    """Accept or decline a comment, once; declining needs a reply. Raises Refused."""
    raise NotImplementedError
