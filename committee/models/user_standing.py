"""The standing of a user on a day, read in one query: roles, council and Cabinet membership, seats."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from committee.models.committees import Seat, executive_members
from committee.models.people import Post, Term
from committee.models.user import Role, RoleGrant, User
from committee.public_pages.compiled import compiled

Visitor = User | AnonymousUser

KEPT = "_standing_on"  # the attribute of a user's object that caches standings by day
DESK = frozenset({Role.CLERK, Role.PROPER_OFFICER})  # the committee team
PLANNERS = DESK | {Role.SCRUTINY_OFFICER}
# Roles with work for every committee, even where the user is also a clerk with limits.
UNLIMITED = frozenset({Role.PROPER_OFFICER, Role.SCRUTINY_OFFICER, Role.ADMINISTRATOR})
OFFICERS = PLANNERS | {Role.OFFICER, Role.MONITORING_OFFICER}
# Roles that read every paper: the desk's roles, and the monitoring officer, who is a named officer for every paper.
READERS_OF_ALL = DESK | {Role.MONITORING_OFFICER}


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A user's roles and seats on a day, from which the querysets' `readable_by` decides what the user may read.

    - `user`: id of the sign-in; `person`: id of the user's entry in the register, if any
    - `limits`: ids of the committees entered as a clerk's limit; `limited_to` says whether they apply
    - `seats`: ids of the committees with a seat of the user, even as a substitute
    - `reading`: ids of the committees where the seat opens withheld papers
    - `drawn`: ids of the committees where it does for the meetings to whose panel the user is drawn (R69)
    - `chosen`: ids of the committees that a clerk wants to see first
    """

    roles: frozenset[str]
    is_councillor: bool
    seats: frozenset[int]
    person: int | None = None
    user: int | None = None
    limits: frozenset[int] = frozenset()
    is_in_cabinet: bool = False
    chosen: frozenset[int] = frozenset()
    reading: frozenset[int] = frozenset()
    drawn: frozenset[int] = frozenset()

    def holds(self, *roles: str) -> bool:
        """Return whether the user holds one of `roles`."""
        return not self.roles.isdisjoint(roles)

    @property
    def runs_the_desk(self) -> bool:
        """True for clerks, and for the proper officer, in whose name the desk acts."""
        return self.holds(*DESK)

    @property
    def limited_to(self) -> frozenset[int] | None:
        """Ids of the committees to which a clerk is limited; None for a user who works for every committee."""
        return self.limits if self.limits and self.holds(Role.CLERK) and not self.holds(*UNLIMITED) else None

    @property
    def plans_scrutiny(self) -> bool:
        """True for users who plan work programmes: scrutiny officers and the desk."""
        return self.holds(*PLANNERS)

    @property
    def is_officer(self) -> bool:
        """True where the user may be given papers to write."""
        return self.holds(*OFFICERS)

    @property
    def is_member(self) -> bool:
        """True where the user is a councillor or a co-optee."""
        return self.is_councillor or bool(self.seats)

    @property
    def reads_all(self) -> bool:
        """True where the user may read every paper of every committee: the desk, and the monitoring officer."""
        return self.holds(*READERS_OF_ALL)


NOBODY = Standing(frozenset(), is_councillor=False, seats=frozenset())


def standing_of(user: Visitor, on: date) -> Standing:
    """
    Return the standing of `user` on that day, read once per user object and day.

    NOBODY where the user cannot sign in; a user who has left the council (`leavers`) has no rights either.
    """
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return NOBODY
    # Use getattr, not `__dict__`: a request's user is a lazy wrapper with another `__dict__`.
    cached: dict[date, Standing] | None = getattr(user, KEPT, None)
    if cached is None:
        setattr(user, KEPT, cached := {})
    if on not in cached:
        cached[on] = next(map(_standing_from, _with_person(user=user.pk, on=on)), NOBODY)
    return cached[on]


def signed_in(user: int, on: date) -> User | None:
    """Return the user of that id with their person and their standing on that day, all in one query."""
    for user_row in _with_person(user=user, on=on):
        setattr(user_row, KEPT, {on: _standing_from(user_row)})
        return user_row
    return None


# Compiled: each signed-in request and each verb runs this query, and writing its SQL took longer than running it.
@compiled(user=BigIntegerField(), on=DateField())
def _with_person(user: int, on: date) -> QuerySet[User]:
    return User.objects.filter(pk=user).select_related("person").annotate(**_facts(on)).order_by()


def _facts(on: date) -> dict[str, Any]:
    """Return the annotations of a user from which a standing is made; ids and roles are comma-separated texts."""
    reading = Seat.objects.on(on).reading()
    limits, chosen = User.limited_to.through.objects.all(), User.desk_committees.through.objects.all()
    return {
        "_roles": _listed(RoleGrant.objects.on(on), "role", user=OuterRef("pk")),
        "_limits": _listed(limits, "committee_id", user=OuterRef("pk")),
        "_chosen": _listed(chosen, "committee_id", user=OuterRef("pk")),
        "_seats": _listed(Seat.objects.on(on), "committee_id", person=OuterRef("person")),
        "_reading": _listed(reading.filter(committee__panel_size=None), "committee_id", person=OuterRef("person")),
        "_drawn": _listed(reading.exclude(committee__panel_size=None), "committee_id", person=OuterRef("person")),
        "_is_councillor": Exists(Term.objects.on(on).filter(person=OuterRef("person"))),
        "_has_left": ExpressionWrapper(_has_left(on), BooleanField()),
        "_is_in_cabinet": Exists(executive_members(on, on).filter(pk=OuterRef("person"))),
    }


def leavers(on: date) -> QuerySet[User]:
    """Return users whose last post has ended before the day `on`; they sign in no more, whatever a directory says."""
    return User.objects.filter(_has_left(on))


def _has_left(on: date) -> Q:
    """Return a condition of users: their person has had a post, but from `on` no post, seat or term of office."""
    theirs = [rows.overlapping(on, None) for rows in (Post.objects.all(), Term.objects.all(), Seat.objects.all())]
    lasting = [Q(Exists(rows.filter(person=OuterRef("person")))) for rows in theirs]
    return Q(Exists(Post.objects.filter(person=OuterRef("person")))) & ~(lasting[0] | lasting[1] | lasting[2])


def _listed(rows: QuerySet[Any, Any], name: str, **whose: OuterRef) -> Subquery:
    (of,) = whose
    texts = StringAgg(Cast(name, CharField()), Value(","))
    return Subquery(rows.filter(**whose).order_by().values(of).annotate(listed=texts).values("listed"))


def _standing_from(user: User) -> Standing:
    facts = vars(user)
    if facts["_has_left"]:
        return replace(NOBODY, person=user.person_id, user=user.pk)
    roles, *others = (
        frozenset((facts[name] or "").split(",")) - {""}
        for name in ("_roles", "_limits", "_chosen", "_seats", "_reading", "_drawn")
    )
    limits, chosen, seats, reading, drawn = (frozenset(map(int, ids)) for ids in others)
    is_councillor, is_in_cabinet = facts["_is_councillor"], facts["_is_in_cabinet"]
    return Standing(roles, is_councillor, seats, user.person_id, user.pk, limits, is_in_cabinet, chosen, reading, drawn)
