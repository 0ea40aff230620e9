"""
The decorator of every verb: it checks the actor's right, and runs the act in one transaction.

A verb is a function that takes the actor as `by=`. Its decorator names the right to do the act:

    @verb(may=runs_the_desk)
    def add_item(meeting, *, title, by): ...

The gate of a page checks the same right. The check here is made for every caller: a page, a command, another verb. A
verb that calls another verb passes `by` on, and the other verb's right is checked too. If the actor need not have that
right, the other verb is called as a part: `as_part(schedule)(committee, ...)`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import wraps
from inspect import signature
from typing import Any, Final

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from committee.access.limits import may_work_on
from committee.acts.refusal import Refused
from committee.acts.seen import Shows, comparing
from committee.models import Person, User
from committee.models.triggers import executive_and_scrutiny, one_at_a_time

CROSSED = (
    "Someone else made a change at the same time, so yours was not saved. Reload the page, check "
    "what is there now, then try again."
)


class Portal:
    """The portal itself: its timers and workers, commands run on its server, the demonstration."""

    def __str__(self) -> str:
        return "The portal"

    def __repr__(self) -> str:
        return "PORTAL"

    def get_full_name(self) -> str:
        """Return the portal's name in the trail."""
        return str(self)


PORTAL: Final = Portal()


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """A person who does one act by a signed link; `committee.sign_in.signed_links.use` has checked the link."""

    person: Person

    def get_full_name(self) -> str:
        """Return the link holder's name in the trail."""
        return f"{self.person} (by signed link)"


type Actor = User | Portal | LinkHolder
# None is a visitor who has not signed in.
type Anybody = Actor | None


def signed_in(who: Anybody) -> User | None:
    """Return the actor if it is a user, else None: the value for a foreign key to User."""
    return who if isinstance(who, User) else None


class NotAllowed(Exception):
    """
    Raised before an act that the actor has no right to do. A page answers 404, a command prints one line.

    Unlike `Refused`, this exception does not say what to do instead, and does not reveal whether the row exists.
    """

    def __init__(self, by: Anybody, act: str) -> None:
        who = by.get_full_name() if by is not None else "No one who is signed in"
        super().__init__(f"{who} may not do this: {act}.")


@dataclass(frozen=True, slots=True)
class Right:
    """
    The right to do an act: `may(user, day)` or `may_this(actor, day, *arguments of the act)` must be true.

    For a clerk limited to some committees (`committee.access.limits`), `may` does not count where an argument belongs
    to another committee. Arguments named in `points_to`, which the act only cites, may belong to any committee.
    `names` are the names of all arguments without `by`. The portal may do everything, because no page acts as the
    portal.
    """

    may: Callable[[Any, date], bool] | None
    may_this: Callable[..., bool] | None
    names: tuple[str, ...]
    points_to: frozenset[str]

    def allows(self, by: Anybody, *args: Any, **kwargs: Any) -> bool:
        """Return whether `by` may do the act with these arguments."""
        if isinstance(by, Portal):
            return True
        # The clock is read here, for every verb. If the day were an argument, a caller could choose a day on which the
        # user still had the role.
        today = timezone.localdate()
        if self.may is not None and self.may(by, today):
            arguments = {**dict(zip(self.names, args, strict=False)), **kwargs}
            if may_work_on(by, today, *(arguments[name] for name in arguments.keys() - self.points_to)):
                return True
        return self.may_this is not None and self.may_this(by, today, *args, **kwargs)


def verb[**P, R](
    *,
    may: Callable[[Any, date], bool] | None = None,
    may_this: Callable[..., bool] | None = None,
    points_to: Collection[str] = (),
    in_one_transaction: bool = True,
    seen: Shows | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """
    Decorate an act: the actor's right is checked first, and the act runs in one transaction.

    - `may`: a function of `committee.access.permissions`.
    - `may_this(who, on, ...)`: a function for rights that depend on the row; it gets the actor, today, and the act's
      own arguments without `by`. An actor who has no right by `may` may still have one by `may_this`.
    - `points_to`: names of arguments that the act only cites, so that they may belong to committees outside a clerk's
      limits.
    - `in_one_transaction=False`: for an act that must not hold locks while it reads a file, builds a pack or sends an
      email. The act opens its own transactions.
    - `seen`: the values that the page of the act shows; required of an act that signs, publishes, issues, confirms or
      hands down. The act calls `refuse_unseen` as soon as its rows are locked (see `committee.acts.seen`).

    The decorated act raises NotAllowed for an actor without the right. A refusal by the database is raised as Refused
    with a sentence. Some refusals come only at the commit, for example where another user has deleted a row.
    """

    def decorate(act: Callable[P, R]) -> Callable[P, R]:
        names = list(signature(act).parameters)
        place, name = names.index("by"), f"{act.__module__}.{act.__qualname__}"
        right = Right(may, may_this, (*names[:place], *names[place + 1 :]), frozenset(points_to))
        compared = comparing(act, seen) if seen else act

        @wraps(act)
        def part(*args: P.args, **kwargs: P.kwargs) -> R:
            if not in_one_transaction:
                return compared(*args, **kwargs)
            try:
                with transaction.atomic():
                    return compared(*args, **kwargs)
            except DatabaseError as error:
                if sentence := refused_by_the_database(error):
                    raise Refused(sentence) from error
                raise

        @wraps(act)
        def done(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any
            others: tuple[Any, ...] = args
            if len(args) > place:
                by, others = args[place], args[:place] + args[place + 1 :]
            else:
                by = kwargs.get("by")
            if not right.allows(by, *others, **{key: value for key, value in kwargs.items() if key != "by"}):
                raise NotAllowed(by, name)
            return part(*args, **kwargs)

        done.__dict__.update(right=right, part=part, shows=seen)
        return done

    return decorate


def as_part[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """
    Return the act without its check of rights, for a larger act that has checked its own right.

    SECURITY: use this only where more people may do the whole act than its part. For example, an officer hands in a
    paper, whose file a worker takes in; a scrutiny officer puts an item on the agenda that the desk publishes.
    """
    part: Callable[P, R] = act.__dict__.get("part", act)
    return part


def is_seen(act: Callable[..., Any]) -> bool:
    """Return whether an act compares the values that its page showed with the present values (see `seen`)."""
    return act.__dict__.get("shows") is not None


def right_of(act: Callable[..., Any]) -> Right | None:
    """Return the right that an act requires; None for a function that is no verb."""
    return act.__dict__.get("right")


def anybody(who: Any, on: date) -> bool:
    """Return True: the right to acts of public pages, such as a suggestion or a complaint."""
    return True


def refused_by_the_database(error: DatabaseError) -> str:
    """Return the database's refusal as a sentence; "" where the error is a failure and not a refusal."""
    text = str(error)
    if sentence := next(
        (refusal for refusal in executive_and_scrutiny.REFUSALS if refusal in text), ""
    ) or one_at_a_time.sentence_of(error):
        return sentence
    return CROSSED if isinstance(error, IntegrityError) else ""
