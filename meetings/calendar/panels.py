"""Panels: the members of a committee who are drawn for one meeting, such as three for a hearing (R69)."""

from collections.abc import Collection

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import Person, User
from committee.models.people import PersonQuerySet
from meetings.locking import hold, is_published
from meetings.models import Meeting, Minutes, PanelMember


def may_be_drawn(meeting: Meeting) -> PersonQuerySet:
    """Return who may sit on the meeting's panel: members of the committee with a vote on its day, by surname (R64)."""
    seats = meeting.committee.seats.entitled(meeting.date).full_members()
    return Person.objects.filter(pk__in=seats.values("person")).by_surname()


def why_not_drawn(meeting: Meeting) -> str:
    """Return why the panel cannot be drawn or changed; "" where it can."""
    if meeting.committee.panel_size is None:
        return f"All members of the {meeting.committee} sit at every meeting."
    if is_published(meeting) or Minutes.objects.filter(meeting=meeting).exists():
        return (
            "The panel is published, or the minutes are open. If somebody cannot come, list another member of the "
            "committee as their substitute in the minutes."
        )
    return ""


@verb(may=runs_the_desk)
def draw_panel(meeting: Meeting, *, people: Collection[Person], chairman: Person, by: User) -> Meeting:
    """
    Draw the panel of a meeting: `people`, of whom `chairman` presides. They replace those drawn before.

    They alone are listed on the front sheet, count towards the quorum, attend, and read exempt papers of the meeting
    by their seat. Raises Refused once the agenda is published or the minutes are open, and for the wrong number of
    people, or people who may not be drawn (R69).
    """
    meeting = hold(meeting)
    if why_not := why_not_drawn(meeting):
        raise Refused(why_not)
    drawn = {person.pk: person for person in people}
    if len(drawn) != meeting.committee.panel_size:
        raise Refused(f"Choose {meeting.committee.panel_size} members.", rule="R69", about="people")
    able = set(may_be_drawn(meeting).filter(pk__in=drawn).values_list("pk", flat=True))
    if unable := [person.name for pk, person in drawn.items() if pk not in able]:
        text = f"{unable[0]} has no seat with a vote on the {meeting.committee} on that day."
        raise Refused(text, rule="R69", about="people")
    if chairman.pk not in drawn:
        raise Refused("Choose one of the panel to preside.", rule="R69", about="chairman")
    meeting.panel.all().delete()
    for person in drawn.values():
        save(PanelMember(meeting=meeting, person=person, chairs=person.pk == chairman.pk))
    names = sorted(person.name for person in drawn.values())
    audit.record(by, "drew the panel of", meeting, members=names, chairman=chairman.name)
    return meeting
