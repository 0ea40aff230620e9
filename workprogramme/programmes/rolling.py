"""The verb that carries a programme forward to a later municipal year, and the items that come along."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import MunicipalYear, User
from workprogramme.items.verbs import CHANGES
from workprogramme.locking import hold_programmes, step
from workprogramme.models import COMING, WAITING, ItemState, Lead, Programme, ProgrammeItem
from workprogramme.programmes import verbs as programmes

WORDS = ("introduction", "outcome", "venues")
CARRIED = sorted(CHANGES - {"position"})


@dataclass(frozen=True, slots=True)
class Along:
    """
    The items that rolling forward takes along, by reason, and the unfinished items that stay behind (`left`).

    `suggestions` come along only if the user chooses them.
    """

    standing: list[ProgrammeItem] = field(default_factory=list)
    to_be_scheduled: list[ProgrammeItem] = field(default_factory=list)
    follow_ups: list[ProgrammeItem] = field(default_factory=list)
    scheduled: list[ProgrammeItem] = field(default_factory=list)
    left: list[ProgrammeItem] = field(default_factory=list)
    suggestions: list[ProgrammeItem] = field(default_factory=list)

    @property
    def coming(self) -> list[ProgrammeItem]:
        """Items that come along without being chosen."""
        return [*self.scheduled, *self.to_be_scheduled, *self.follow_ups, *self.standing]


def what_comes_along(programme: Programme, year: MunicipalYear) -> Along:
    """
    Return the items that rolling forward into `year` would carry over now, in two queries.

    A scheduled item comes along if its meeting or day is in `year`. Other scheduled items are left behind. An item
    marked for a follow-up that nobody has proposed yet is left behind too.
    """
    along = Along()
    loose = Q(state=ItemState.FOLLOW_UP, follow_ups__isnull=True)
    rows = programme.items.filter(Q(state__in=(ItemState.STANDING, *COMING, *WAITING)) | loose).select_related(
        "meeting__committee", "agenda_item__meeting__committee", "programme__committee", "programme__year"
    )
    for item in rows.distinct().prefetch_related(Prefetch("leads", Lead.objects.select_related("person"))).in_order():
        if item.state == ItemState.STANDING:
            along.standing.append(item)
        elif item.state in WAITING:
            along.suggestions.append(item)
        elif item.state == ItemState.TBC:
            (along.follow_ups if item.follow_up_of_id else along.to_be_scheduled).append(item)
        elif item.state in COMING and item.day and year.starts <= item.day <= year.ends:
            along.scheduled.append(item)
        else:
            along.left.append(item)
    return along


@verb(may=plans_scrutiny)
def roll_forward(
    programme: Programme,
    year: MunicipalYear,
    *,
    suggestions: Collection[ProgrammeItem] = (),
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> Programme:
    """
    Roll a programme forward: open the programme of `year` if there is none, and carry over `what_comes_along`.

    - Running this again carries over only items that were added, or moved into `year`, since then.
    - Each item except a suggestion gets a new row with the same leads, brief and origin. The new row's `rolled_from` is
      the old row. The old row's state becomes rolled.
    - Of the suggestions that wait, only `suggestions` come along. Their rows move to the new programme.

    Raises Refused where `year` is not later, where this programme has been rolled forward to another year, or where the
    programme of `year` continues another programme.
    """
    if year.starts <= programme.year.starts:
        raise Refused(f"{year} is not after {programme.year}: choose a later municipal year.")
    new = programmes.open_programme(
        programme.committee, year, load_limit=programme.load_limit, at=at, by=by,
        **{name: getattr(programme, name) for name in WORDS},
    )  # fmt: skip
    locked = hold_programmes(programme, new)
    old, new = locked[programme.pk], locked[new.pk]
    _tie(old, new, by)
    along = what_comes_along(old, year)
    position = max(new.items.values_list("position", flat=True), default=0)
    for place, item in enumerate(along.coming, position + 1):
        item.programme = old
        _carry(item, new, place, on=on, at=at, by=by)
    chosen = {item.pk for item in suggestions}
    taken = [item for item in along.suggestions if item.pk in chosen]
    for place, item in enumerate(taken, position + len(along.coming) + 1):
        _hand_over(item, new, place, on=on, at=at, by=by)
    if along.coming or taken:
        titles = [item.title for item in along.coming]
        audit.record(by, "carried forward", old, to=str(new), items=titles, suggestions=len(taken))
    return new


def _tie(old: Programme, new: Programme, by: User) -> None:
    """
    Set `rolled_from` of `new` to `old`, and copy texts that `new` lacks.

    Raises Refused where `old` is rolled forward to another programme, or `new` continues another programme.
    """
    after = Programme.objects.filter(rolled_from=old).select_related("year").first()
    if after and after.pk != new.pk:
        raise Refused(f"This programme has been carried forward to {after.year} already.")
    if new.rolled_from and new.rolled_from_id != old.pk:
        raise Refused(f"The programme of {new.year} continues that of {new.rolled_from.year}.")
    if after:
        return
    new.rolled_from = old
    for name in WORDS:
        setattr(new, name, getattr(new, name) or getattr(old, name))
    save(new)


def _carry(
    old: ProgrammeItem, programme: Programme, position: int, *, on: dt.date, at: dt.datetime, by: User
) -> ProgrammeItem:
    """Carry an old item over into the new programme, and return the new item."""
    meeting, agenda_item, state = old.meeting, old.agenda_item, old.state
    old.agenda_item = None
    step(
        old, ItemState.ROLLED, meeting=meeting, on=on, at=at, by=by,
        did="carried forward", to=str(programme),
    )  # fmt: skip
    new = ProgrammeItem(
        programme=programme, state=state, meeting=meeting, agenda_item=agenda_item, rolled_from=old,
        position=position, created_at=at, created_by=by, **{name: getattr(old, name) for name in CARRIED},
    )  # fmt: skip
    save(new)
    for lead in old.leads.all():
        save(Lead(item=new, role=lead.role, person=lead.person, name=lead.name, position=lead.position))
    step(new, state, meeting=meeting, on=on, at=at, by=by, did="added", first=True, rolled_from=str(old.programme))
    return new


def _hand_over(
    item: ProgrammeItem, programme: Programme, position: int, *, on: dt.date, at: dt.datetime, by: User
) -> None:
    """
    Move a suggestion's row into the new programme. No row stays in the old programme.

    SECURITY: a suggestion is not copied. A copy would need a second row of the suggester's personal data, and one of
    the two rows could be erased later than the other. The old row would become a rolled item, and the public may
    read rolled items.
    """
    item.programme, item.position = programme, position
    step(item, item.state, meeting=None, on=on, at=at, by=by, did="carried forward", to=str(programme))
