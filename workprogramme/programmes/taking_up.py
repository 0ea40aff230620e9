"""Adding members' business, such as an accepted call-in, to the committee's work programme."""

import datetime as dt

from committee.access.permissions import plans_scrutiny
from committee.acts.refusal import Refused
from committee.acts.saving import day_of
from committee.acts.verbs import verb
from committee.models import Committee, MunicipalYear, User
from meetings.models import Meeting
from workprogramme.items import verbs as items
from workprogramme.models import Origin, ProgrammeItem
from workprogramme.programmes import verbs as programmes


@verb(may=plans_scrutiny, in_one_transaction=False)
def take_up(
    committee: Committee,
    *,
    title: str,
    purpose: str,
    details: str,
    names: str,
    meeting: Meeting | None,
    on: dt.date,
    at: dt.datetime,
    by: User,
) -> ProgrammeItem:
    """
    Add a programme item for business of the members in `names`, scheduled for `meeting`, or to be scheduled.

    The item goes into the programme of the municipal year of `on`. That programme is opened if needed. Raises Refused
    where that year is not in the register, or the meeting is not suitable. The calling verb must have begun a
    transaction.
    """
    year = MunicipalYear.of(on)
    if year is None:
        raise Refused("The municipal year for that day is not in the register. Add it first.")
    programme = programmes.open_programme(committee, year, at=at, by=by)
    return items.add_item(
        programme,
        title=title[:250],
        details=details,
        purpose=purpose,
        meeting=meeting,
        origin=Origin.MEMBER,
        origin_words=names[:250],
        origin_on=on,
        on=on,
        at=at,
        by=by,
    )


def met_on(item: ProgrammeItem | None, on: dt.date, at: dt.datetime) -> Meeting:
    """
    Return the formal meeting that considered `item` by `on`.

    Raises Refused if there is no such meeting, or if `on` is in the future.
    """
    if on > day_of(at):
        raise Refused("That date is in the future: record the decision once the committee has met.", about="on")
    meeting = item.meeting if item else None
    if meeting is None or not meeting.is_formal or meeting.is_cancelled or meeting.date > on:
        raise Refused(
            "The committee decides this at a meeting. Put its item of the work programme before one, and record the "
            "decision on or after that day."
        )
    return meeting
