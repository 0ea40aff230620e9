"""
Refuse to sign, publish or confirm a row that has changed since the page showed it to the user.

A verb that signs, publishes or confirms declares which values its page shows:

    @verb(may_this=signs, seen=shows("answer", "reasons", "addressee.recommendation.text"))
    def sign_off(draft, *, seen: str, at, by):
        held = hold_draft(draft)
        refuse_unseen(held, seen)

`as_shown` returns a hash of these values, called the mark. The page puts the mark into its form
(`committee.forms.shown`). The verb locks the rows, then compares the mark with the rows' present values. The mark
has no default: a timer or a command that has just read the row calls `having_read(sign_off)(draft, at=at, by=by)`.
Give `shows` no value that the act itself changes. Otherwise a form sent twice is refused as if somebody else had
changed the row.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Manager, Model, QuerySet

from committee.acts.refusal import Refused

Shows = Callable[[Any], object]
CHANGED = (
    "Someone has changed this since you opened the page, so nothing is saved. The page now shows "
    "how it stands. Check it again before you go on."
)


class Unseen(Refused):
    """Raised where the row has changed since the page showed it."""

    def __init__(self) -> None:
        super().__init__(CHANGED)


class Mark(str):
    """The mark that a form sends with an act. The verb must call `refuse_unseen`, which sets `is_compared`."""

    __slots__ = ("is_compared", "shows")

    shows: Shows
    is_compared: bool

    @classmethod
    def of(cls, sent: object, shows: Shows) -> "Mark":
        """Return the sent mark ("" for none) as a Mark, with the function that returns the values of the act's page."""
        mark = cls(sent or "")
        mark.shows, mark.is_compared = shows, False
        return mark


def shows(*paths: str) -> Shows:
    """
    Return a function from a row to its values at these dotted paths, such as `"recommendation.text"`.

    A path through several rows (`"limbs.text"`) gives a list of their values, in order. Where a path ends at a row,
    only the row's id is compared.
    """

    def content(thing: Any) -> object:
        return [(path, _at(thing, path.split("."))) for path in paths]

    return content


def _at(value: Any, names: list[str]) -> object:
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet | list | tuple):
        return [_at(row, names) for row in value]
    if value is None or not names:
        return value
    try:
        following = getattr(value, names[0])
    except ObjectDoesNotExist:  # a one-to-one row that does not exist
        return None
    return _at(following() if callable(following) and not isinstance(following, Manager) else following, names[1:])


def as_shown(act: Callable[..., Any], thing: Any) -> str:
    """
    Return the mark of the values of `thing` that a page of this act shows now: a SHA-256 in hex.

    A page computes the mark before it reads related rows. If a row changes in between, the act is then refused.
    """
    return mark_of_content(act.__dict__["shows"](thing))


def having_read[R](act: Callable[..., R]) -> Callable[..., R]:
    """
    Return the act for a caller that reads the row itself: a timer, a command, another verb under its lock.

    The row is read again, because the caller may have changed the row since it loaded the object.

    SECURITY: a page must not use this function, because the page's reader has seen only the values that it showed.
    """

    def done(thing: Any, *args: Any, **kwargs: Any) -> R:
        anew = type(thing)._base_manager.filter(pk=thing.pk).first() if isinstance(thing, Model) else None
        return act(thing, *args, seen=as_shown(act, anew or thing), **kwargs)

    return done


def mark_of_content(content: object) -> str:
    """Return the mark of `content`: a SHA-256 in hex. A row in `content` counts only by its model and its id."""
    return sha256(repr(_plain(content)).encode()).hexdigest()


def _plain(value: Any) -> object:
    if isinstance(value, Model):
        return (value._meta.label, value.pk)
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(item)) for key, item in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(item)) for item in value)
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(item) for item in value]
    if isinstance(value, dt.datetime):
        return value.timestamp()
    return str(value) if isinstance(value, str) else value


def comparing[**P, R](act: Callable[P, R], shows: Shows) -> Callable[P, R]:
    """Return a wrapper that passes `seen` to `act` as a Mark, and raises RuntimeError if `act` does not compare it."""

    def compared(*args: P.args, **kwargs: P.kwargs) -> R:
        mark: Any = Mark.of(kwargs.get("seen"), shows)
        kwargs["seen"] = mark
        done = act(*args, **kwargs)
        if not mark.is_compared:
            raise RuntimeError(f"{act.__qualname__} did not compare its mark `seen`.")
        return done

    return compared


def refuse_unseen(thing: Any, seen: str) -> None:
    """Raise Unseen where the values of the locked row `thing` no longer have the mark `seen`, which the page sent."""
    mark = cast(Mark, seen)
    mark.is_compared = True
    if not is_same(mark, mark_of_content(mark.shows(thing))):
        raise Unseen


def is_same(sent: str, now: str) -> bool:
    """Return whether the sent mark equals the mark `now`; False for an empty sent mark."""
    return sent == now
