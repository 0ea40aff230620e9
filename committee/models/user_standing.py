"""What a user is on a day: roles, whether a councillor or in the Cabinet, where they sit, asked for in one query."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from committee.models.committees import Seat, executive_members
from committee.models.people import Term
from committee.models.user import Role, RoleGrant, User

Visitor = User | AnonymousUser

ROLE, TERM, SEAT, LIMIT, CABINET, CHOSEN = "role", "term", "seat", "limit", "cabinet", "chosen"
DESK = frozenset({Role.CLERK, Role.PROPER_OFFICER})
PLANNERS = DESK | {Role.SCRUTINY_OFFICER}
# Whose work is that of every committee, whatever a clerk is limited to.
UNLIMITED = frozenset({Role.PROPER_OFFICER, Role.SCRUTINY_OFFICER, Role.ADMINISTRATOR})
OFFICERS = PLANNERS | {Role.OFFICER, Role.MONITORING_OFFICER}
# Whose papers all are: the desk's, and the monitoring officer's, who is named for every paper.
READERS_OF_ALL = DESK | {Role.MONITORING_OFFICER}


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What somebody is on a day; `seats` are ids of committees, substitutes' seats among them.

    `user` is the id of their sign-in, `person` that of who they are in the council, if anybody; `chosen` are ids of the
    committees that a clerk wants to see first. What they may read, `readable_by` of the models' querysets, is told from
    it.
    """

    roles: frozenset[str]
    is_councillor: bool
    seats: frozenset[int]
    person: int | None = None
    user: int | None = None
    limits: frozenset[int] = frozenset()
    is_in_cabinet: bool = False
    chosen: frozenset[int] = frozenset()

    def holds(self, *roles: str) -> bool:
        """Whether one of `roles` is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def runs_the_desk(self) -> bool:
        """Whether the desk is theirs: clerks, and the proper officer whose acts the desk's are."""
        return self.holds(*DESK)

    @property
    def limited_to(self) -> frozenset[int] | None:
        """Ids of the committees to which a clerk is limited; None for whoever works for every committee."""
        return self.limits if self.limits and self.holds(Role.CLERK) and not self.holds(*UNLIMITED) else None

    @property
    def plans_scrutiny(self) -> bool:
        """Whether they plan work programmes: scrutiny officers, and the desk."""
        return self.holds(*PLANNERS)

    @property
    def is_officer(self) -> bool:
        """Whether they may be given papers to write."""
        return self.holds(*OFFICERS)

    @property
    def is_member(self) -> bool:
        """Whether they are a councillor or a co-optee."""
        return self.is_councillor or bool(self.seats)

    @property
    def reads_all(self) -> bool:
        """Whether every paper of every committee may be read: by the desk, and by the monitoring officer."""
        return self.holds(*READERS_OF_ALL)

    def reads_in_full(self, committee: int) -> bool:
        """Whether every paper of that committee (by its id) may be read: by a seat, or by them that read all."""
        return self.reads_all or committee in self.seats


NOBODY = Standing(frozenset(), is_councillor=False, seats=frozenset())


def standing_of(user: Visitor, on: date) -> Standing:
    """What `user` is on that day, read once per user object and day; nothing where they cannot sign in."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    kept = user.__dict__.setdefault("_standing_on", {})
    if on not in kept:
        kept[on] = _read(user, on)
    return cast(Standing, kept[on])


def _read(user: User, on: date) -> Standing:
    # One query instead of three: nearly every page asks all of it of whoever is signed in.
    rows = RoleGrant.objects.on(on).filter(user=user).order_by().values_list(Value(ROLE), "role")
    limits = User.limited_to.through.objects.filter(user=user).order_by()
    chosen = User.desk_committees.through.objects.filter(user=user).order_by()
    rows = rows.union(
        limits.values_list(Value(LIMIT), Cast("committee_id", CharField())),
        chosen.values_list(Value(CHOSEN), Cast("committee_id", CharField())),
        all=True,
    ).order_by()
    if user.person_id is not None:
        terms = Term.objects.on(on).filter(person=user.person_id).order_by()
        seats = Seat.objects.on(on).filter(person=user.person_id).order_by()
        executive = executive_members(on, on).filter(pk=user.person_id).order_by()
        rows = rows.union(
            terms.values_list(Value(TERM), Cast("pk", CharField())),
            seats.values_list(Value(SEAT), Cast("committee_id", CharField())),
            executive.values_list(Value(CABINET), Cast("pk", CharField())),
            all=True,
        ).order_by()  # A union takes the model's own ordering again, by columns it has not got.
    found: dict[str, set[str]] = {kind: set() for kind in (ROLE, TERM, SEAT, LIMIT, CABINET, CHOSEN)}
    for kind, value in rows:
        found[kind].add(value)
    sat_on, limited, first = (frozenset(map(int, found[kind])) for kind in (SEAT, LIMIT, CHOSEN))
    return Standing(
        frozenset(found[ROLE]), bool(found[TERM]), sat_on, user.person_id, user.pk, limited, bool(found[CABINET]), first
    )
