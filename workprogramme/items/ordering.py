"""The order of the items of one meeting, in the planner and in print."""

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.verbs import verb
from workprogramme.locking import hold_item
from workprogramme.models import DONE, GONE, PROPOSED, ProgrammeItem


def beside(item: ProgrammeItem) -> list[ProgrammeItem]:
    """The items at the meeting of `item`, itself among them, in their order; none where it has no meeting."""
    rows = ProgrammeItem.objects.filter(programme=item.programme_id, meeting=item.meeting_id, meeting__isnull=False)
    return list(rows.exclude(state__in=(*PROPOSED, *GONE)).order_by("position", "pk"))


@verb(may=plans_scrutiny)
def put_earlier(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """
    Let an item change places with the one before it at its meeting; what is before it now.

    Raises Refused where it is first already, has no meeting, or has been considered or ended.
    """
    return _change_places(item, -1, "put earlier", "It is already the first item of its meeting.", by=by)


@verb(may=plans_scrutiny)
def put_later(item: ProgrammeItem, *, by: User) -> ProgrammeItem:
    """The same with the one after it. Raises Refused where it is last already, and as `put_earlier` does."""
    return _change_places(item, 1, "put later", "It is already the last item of its meeting.", by=by)


def _change_places(item: ProgrammeItem, way: int, did: str, at_the_end: str, *, by: User) -> ProgrammeItem:
    held = hold_item(item)
    if held.is_ended or held.state in DONE or held.has_outcome:
        raise Refused("The item has been considered or has ended, so its order cannot change.")
    there = beside(held)
    if held.pk not in (ids := [one.pk for one in there]):
        raise Refused("It has no meeting, so it cannot be ordered. Schedule it first.")
    place = ids.index(held.pk)
    if not 0 <= place + way < len(there):
        raise Refused(at_the_end)
    other = there[place + way]
    there[place], there[place + way] = other, there[place]
    _number(there)
    audit.record(by, did, held, programme=str(held.programme), meeting=str(held.meeting), beside=other.title)
    return other


def _number(rows: list[ProgrammeItem]) -> None:
    """Give `rows` their positions in this order, none twice: those they had, as far as they do."""
    last = -1
    for row, position in zip(rows, sorted(item.position for item in rows), strict=True):
        last = max(position, last + 1)
        ProgrammeItem.objects.filter(pk=row.pk).exclude(position=last).update(position=last)
