"""What the page of an item says."""

import datetime as dt
from typing import Any

from committee.models import User
from committee.permissions import runs_the_desk
from meetings.lookup import address as meeting_address
from meetings.models import MinutesState
from workprogramme.document import rows as words
from workprogramme.document.prose import blocks
from workprogramme.history.story import story
from workprogramme.items.views.desk_offered import acts_on
from workprogramme.lookup import address, address_of
from workprogramme.models import HAPPENS, OFFICER_ROLES, PROPOSED, ProgrammeItem
from workprogramme.time_limits import decision_warning


def page_of(item: ProgrammeItem, user: User, today: dt.date) -> dict[str, Any]:
    """Everything that the page of `item` says to `user`."""
    leads, briefings = list(item.leads.select_related("person")), list(item.briefings.all())
    return {
        "item": item,
        "programme": item.programme,
        "leads": [line.split(": ", 1) for line in words.leads(leads)],
        "warnings": warnings_of(item, today, has_officer=any(lead.role in OFFICER_ROLES for lead in leads)),
        "acts": acts_on(item, today),
        "outcome": blocks(item.outcome),
        "minute": _minute(item),
        "builder": meeting_address("meeting", item.agenda_item.meeting)
        if item.is_on_agenda and runs_the_desk(user, today) and item.agenda_item
        else "",
        "public_url": address("public:programme-item", item.programme, pk=item.pk) if item.is_public else "",
        "links": linked(item),
        "briefings": [
            (briefing, address("desk:programme-briefing", item.programme, pk=briefing.pk)) for briefing in briefings
        ],
        "story": story(item, public=False, briefings=briefings),
        "proposed": item.state in PROPOSED,
    }


def warnings_of(item: ProgrammeItem, today: dt.date, *, has_officer: bool) -> list[str]:
    """What a planner should mend (R48), as sentences; of what has ended only what is withheld since."""
    if item.state in PROPOSED:
        return []
    if item.is_ended:
        return _withheld_since(item)
    found = [decision_warning(item), *_withheld_since(item)]
    if item.meeting and item.meeting.is_cancelled:
        found.append("Its meeting is cancelled: move it to another, or return it to be scheduled.")
    elif item.day and item.day < today and not item.has_outcome and item.table in HAPPENS:
        found.append("The meeting has been held, and no outcome has been accepted.")
    if not has_officer:
        found.append("No officer leads it.")
    return [warning for warning in found if warning]


def _withheld_since(item: ProgrammeItem) -> list[str]:
    """What anybody may read here of something that is withheld on its agenda or in its minute."""
    there = item.agenda_item
    found = []
    if there and there.public_title and there.title.casefold() == item.title.casefold():
        found.append("Its agenda has a different title for the public: this title is public.")
    if item.is_minute_withheld and item.tells_outcome:
        found.append("Its minute is not for publication: this outcome is public.")
    elif item.is_minute_withheld and item.has_outcome:
        found.append(
            "Its minute has been withheld since its outcome was accepted, so the outcome is not shown. "
            "Withdraw the outcome, remove anything that must not be public, and accept it again."
        )
    return found


def linked(item: ProgrammeItem) -> list[tuple[str, str, str]]:
    """Items that it came from, went on in or that go on from it: (how, title and year, address)."""
    found = []
    if item.follow_up_of:
        found.append(("Follows up", item.follow_up_of))
    if item.rolled_from:
        found.append(("Carried forward from", item.rolled_from))
    if item.merged_into:
        found.append(("Continues in", item.merged_into))
    if later := getattr(item, "rolled_to", None):
        found.append(("Carried forward to", later))
    for how, rows in (("Followed up by", item.follow_ups), ("Merged into it", item.merged_from)):
        found += [(how, one) for one in rows.select_related("programme__year")]
    for _, one in found:
        one.programme.committee = item.programme.committee
    return [(how, f"{one.title} ({one.programme.year})", address_of(one)) for how, one in found]


def _minute(item: ProgrammeItem) -> Any:
    """The minute of its item on the agenda; None before minutes are published, and where it is withheld."""
    minute = getattr(item.agenda_item, "minute", None) if item.agenda_item else None
    if minute is None or minute.is_withheld or not minute.number:
        return None
    return minute if minute.minutes.state in (MinutesState.PUBLISHED, MinutesState.CONFIRMED) else None
