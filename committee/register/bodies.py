"""Committees: how they are set up, changed and succeeded."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.models import Committee, LegalKind, Person, Post, User, executive_scrutiny
from committee.register.lawful import first_of, hold, hold_people, hold_register, save_lawful, set_all
from committee.register.names import refuse_twin
from committee.wording.dates import full_date
from committee.wording.references import free_slug


def _slugs(beginning: str) -> set[str]:
    return set(Committee.objects.filter(slug__startswith=beginning).values_list("slug", flat=True))


@verb(may=keeps_the_register, points_to=["parent"])
def add_committee(*, by: User | Portal, predecessors: Iterable[Committee] = (), **fields: Any) -> Committee:
    """
    Set up a body. Its slug is made from its short name and never changes.

    `fields` are fields of Committee (name, short_name, kind, function, since, ...). Raises Refused where the models
    refuse a value, the name is taken, the contact officer holds no post, or a predecessor has no last day (R26).
    """
    hold_register()
    refuse_twin(Committee, str(fields.get("name", "")))
    if contact := fields.get("contact_officer"):
        _refuse_no_officer(contact, fields.get("since"), fields.get("until"))
    slug = free_slug(str(fields.get("short_name", "")), 50, "committee", _slugs)
    committee = save_lawful(Committee(slug=slug, **fields))
    predecessors = list(predecessors)
    _refuse_living(predecessors)
    committee.predecessors.set(predecessors)
    audit.record(by, "set up", committee)
    return committee


@verb(may=keeps_the_register, points_to=["parent", "predecessors"])
def edit_committee(
    committee: Committee,
    *,
    on: date,
    by: User | Portal,
    predecessors: Iterable[Committee] | None = None,
    **changes: Any,
) -> Committee:
    """
    Change fields of a body, such as its name, kind or remit, on the day `on`. The slug stays.

    A changed quorum counts from that day, or from the next day where the body meets on that day (R29).

    Raises Refused where the models refuse a value, and where:

    - the body would become a scrutiny body while a member of the executive sits on it, or the reverse (R37);
    - its last day would come before the end of a seat, or before a meeting that is planned or has minutes;
    - its first day would come after a seat or a meeting of the body;
    - it would follow a body whose last day is not entered, or lose its own last day although a body follows it (R26);
    - other rules of notice would apply to a planned meeting (R01-R06).
    """
    # Lock people and bodies in the same order as an appointment does, so that the two acts cannot deadlock.
    hold_people(Person.objects.filter(pk__in=committee.seats.values("person")))
    predecessors = None if predecessors is None else list(predecessors)
    for body in sorted({committee, *(predecessors or ())}, key=lambda one: one.pk):
        hold(committee if body == committee else body)
    was, quorum = committee.legal_kind, committee.quorum
    in_law = (committee.kind, committee.is_executive, committee.is_scrutiny)
    changed = list(set_all(committee, changes))
    if "contact_officer" in changed and committee.contact_officer:
        _refuse_no_officer(committee.contact_officer, on, on)
    _refuse_both_sides(committee)
    if (committee.kind, committee.is_executive, committee.is_scrutiny) != in_law:
        _refuse_other_rules(committee, on, was=was)
    if "quorum" in changed:
        _date_quorum(committee, on, was=quorum)
    _refuse_end(committee, on, is_new="until" in changed)
    if "since" in changed:
        _refuse_before(committee)
    if predecessors is not None:
        if committee in predecessors:
            raise Refused("A committee cannot replace itself.")
        current = set(committee.predecessors.values_list("pk", flat=True))
        _refuse_living([predecessor for predecessor in predecessors if predecessor.pk not in current])
        committee.predecessors.set(predecessors)
    if "name" in changed:
        refuse_twin(Committee, committee.name, committee)
    save_lawful(committee)
    if changed:
        audit.record(by, "changed the details of", committee, changed=changed)
    return committee


def _refuse_no_officer(person: Person, since: date | None, until: date | None) -> None:
    """Refuse a contact officer who holds no post between `since` and `until`."""
    if since and not Post.objects.overlapping(since, until).filter(person=person).exists():
        raise Refused(f"{person} holds no post: the contact officer of a committee is an officer.")


def _refuse_end(committee: Committee, on: date, *, is_new: bool) -> None:
    """
    Refuse a last day before the end of a seat.

    Where this act changes the last day (`is_new`), also refuse to remove the last day of a body that has a successor,
    and refuse meetings after the new last day.
    """
    if is_new and committee.until is None and (after := committee.successors.first()):
        raise Refused(f"The {after} replaced it, so it must have a last day.", rule="R26")
    if committee.until and committee.seats.overlapping(committee.until, None).exclude(until=committee.until).exists():
        raise Refused("Some seats last beyond that day. Choose “Record who has left” to end them first.")
    if is_new and committee.until:
        _refuse_meetings_after(committee, committee.until, on)


def _refuse_meetings_after(committee: Committee, last: date, on: date) -> None:
    """Refuse meetings after the last day of a body, whether planned or already minuted."""
    after = committee.meetings.filter(date__gt=last, cancelled_at__isnull=True)
    meetings = list(after.filter(Q(date__gte=on) | Q(minutes__isnull=False)).distinct().order_by("date"))
    if not meetings:
        return
    coming = [full_date(row.date) for row in meetings if row.date >= on]
    if coming:
        raise Refused(
            f"It has meetings after that day: {first_of(coming, 5)}. Cancel those meetings, or re-arrange them to that "
            "day or an earlier one, first."
        )
    days = first_of([full_date(row.date) for row in meetings], 5)
    raise Refused(f"Minutes record that it met after that day: {days}. Enter a later last day.")


def _refuse_before(committee: Committee) -> None:
    """Refuse a first day later than a seat or a meeting of the body."""
    if seat := committee.seats.filter(since__lt=committee.since).select_related("person").order_by("since").first():
        raise Refused(
            f"{seat.person} sits on it from {full_date(seat.since)}: enter that day or an earlier one, or correct "
            "the seat first."
        )
    met = committee.meetings.filter(date__lt=committee.since, cancelled_at__isnull=True).order_by("date").first()
    if met:
        raise Refused(f"It meets on {full_date(met.date)}: enter that day or an earlier one.")


def _date_quorum(committee: Committee, on: date, *, was: int) -> None:
    """
    Record the quorum before the change (`was`) and the first day of the new quorum.

    R29: a meeting keeps the quorum with which it was called, even where the constitution changes meanwhile. Meetings on
    the day `on` keep the old quorum too, because their beginning may not have been recorded yet. After a second change
    on the same day, the quorum before the first change stays recorded.
    """
    meets = committee.meetings.filter(date=on, cancelled_at__isnull=True).exists()
    since = on + timedelta(days=1) if meets else on
    if committee.quorum_since is None or committee.quorum_since < since:
        committee.quorum_before, committee.quorum_since = was, since


def _refuse_living(predecessors: Iterable[Committee]) -> None:
    """Refuse a predecessor that still exists: no other body may sign its minutes (R26, LGA 1972 Sch 12 para 41)."""
    for body in predecessors:
        hold(body)
        if body.until is None:
            raise Refused(
                f"The {body} still exists, so no body has taken over from it: enter the day it was dissolved first.",
                rule="R26",
            )


def _refuse_other_rules(committee: Committee, on: date, *, was: LegalKind) -> None:
    """
    R01-R06, R37: refuse a new legal kind while a meeting of the body is to come, on the day `on` or later.

    The legal kind decides the rules of notice and who may sit. For the Council and the executive, whose rules are the
    strictest, every meeting in the calendar counts; for other bodies only meetings whose agenda is published count.
    R26: refuse to make a body informal once it has published an agenda.
    """
    if committee.is_informal and committee.meetings.published().exists():
        raise Refused(
            "It has published agendas, which stay open to everyone: dissolve it, and set up another informal body.",
            rule="R26",
        )
    coming = committee.meetings.upcoming(on)
    if was not in (LegalKind.COUNCIL, LegalKind.EXECUTIVE):
        coming = coming.published()
    if meeting := coming.first():
        raise Refused(
            f"A meeting of {full_date(meeting.date)} is to come, under the rules for what the body is now: change what "
            "it is in law after that meeting.",
            rule="R01",
        )


def _refuse_both_sides(committee: Committee) -> None:
    """R37: refuse where somebody sits on this body and on the other side (executive, scrutiny) on the same day."""
    for seat in committee.seats.select_related("person"):
        if committee.is_scrutiny and executive_scrutiny.executive_place(
            seat.person, seat.since, seat.until, but=committee
        ):
            raise Refused(
                f"{seat.person} sits on it and is a member of the executive, so it cannot be an overview and scrutiny "
                "committee (LGA 2000 s.9FA)."
            )
        other = executive_scrutiny.scrutiny_place(seat.person, seat.since, seat.until, but=committee)
        if committee.is_executive and other:
            raise Refused(
                f"{seat.person} sits on it and on the {other.committee}, so it cannot be of the executive "
                "(LGA 2000 s.9FA)."
            )
