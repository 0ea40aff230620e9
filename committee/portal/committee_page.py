"""The page of one committee: what it is for, when it meets, who sits on it, what it is working on."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from committee.compiled import Several, compiled
from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, MunicipalYear, Seat, Term
from committee.page_data import page_or_data
from committee.page_stamp.areas import LISTS, MINUTED, PROGRAMMES, REVIEWS
from committee.page_stamp.marking import kept_page
from committee.portal import public_data as data
from meetings.listing import give_standing, listed
from meetings.minutes.registers import decisions
from meetings.models import Meeting, Minutes
from meetings.models.meeting import MeetingQuerySet
from reviews.models import Review
from workprogramme.models import Note
from workprogramme.printed_programme import public_programme

MOST_WHO_STOOD, MOST_DECISIONS = 60, 5


@kept_page(LISTS, MINUTED, PROGRAMMES, REVIEWS)
def committee(request: HttpRequest, committee: str) -> HttpResponse:
    """One body: what it is for, when it meets, who sits on it."""
    today = timezone.localdate()
    found = _body(slug=committee)
    if not found:
        raise Http404
    body = found[0]
    asked = {"committee": body.pk, "today": today}
    reviews = _reviews(committee=body.pk) if body.is_scrutiny else []
    upcoming = give_standing(_to_come(**asked), today)
    next_meeting = next((meeting for meeting in upcoming if not meeting.is_cancelled), None)
    then = min(today, body.until) if body.until else today
    programme = public_programme.latest_of(body)
    return page_or_data(
        request,
        "public/committee.html",
        {
            "committee": body,
            "kind": KIND_LABELS[LegalKind(body.kind)],
            "next": next_meeting,
            "upcoming": [meeting for meeting in upcoming if meeting is not next_meeting],
            "past": give_standing(_past(**asked), today),
            "minuted": next(iter(_minuted(committee=body.pk)), None),
            "programme": programme,
            "reviews": reviews,
            "overdue": _overdue(committee=body.pk) if reviews else [],
            "coming": public_programme.coming([programme], on=today).get(programme.pk, []) if programme else [],
            "decisions": decisions.latest(today, most=MOST_DECISIONS, committee=body),
            "years": _years(**asked),
            "members": _members(body, then),
            "stood": _stood(committee=body.pk, then=then) if body.was_left else [],
            "related": _related(committee=body.pk) if body.is_related else [],
            "then": then,
            "is_dissolved": then < today,
        },
        data.committee,
    )


@compiled(slug=CharField())
def _body(slug: str) -> QuerySet[Committee]:
    """The one at an address; of what few have, whether it has any."""
    me = OuterRef("pk")
    replaced = Committee.predecessors.through.objects.filter(Q(from_committee=me) | Q(to_committee=me))
    known: dict[str, Any] = {
        "was_left": Exists(Seat.objects.filter(committee=me, until__isnull=False)),
        "is_related": Exists(Committee.objects.filter(parent=me)) | Exists(replaced),
    }
    return Committee.objects.filter(slug=slug).select_related("contact_officer", "parent").annotate(**known)


@compiled(committee=BigIntegerField(), today=DateField())
def _to_come(committee: int, today: dt.date) -> MeetingQuerySet:
    coming = Meeting.objects.public().filter(committee=committee, date__gte=today)
    return listed(coming.order_by("date", "starts")[:6])


@compiled(committee=BigIntegerField(), today=DateField())
def _past(committee: int, today: dt.date) -> MeetingQuerySet:
    return listed(Meeting.objects.public().filter(committee=committee).past(today)[:10])


@compiled(committee=BigIntegerField())
def _minuted(committee: int) -> QuerySet[Minutes]:
    """The published minutes of its latest meeting that has any."""
    meetings = Meeting.objects.public().filter(committee=committee)
    rows = Minutes.objects.public().filter(meeting__in=meetings).select_related("meeting")
    return rows.order_by("-meeting__date", "-meeting__sequence")[:1]


@compiled(committee=BigIntegerField())
def _reviews(committee: int) -> QuerySet[Review]:
    return Review.objects.public().filter(parents__committee=committee)


@compiled(committee=BigIntegerField())
def _overdue(committee: int) -> QuerySet[Note]:
    """Notes of what the executive still owes it (R39)."""
    return Note.objects.standing().filter(committee=committee, rule="R39")


@compiled(committee=BigIntegerField())
def _related(committee: int) -> QuerySet[Committee]:
    """Its sub-committees, with those that it replaced (`is_before`) and that replaced it (`is_after`)."""
    replaced = Committee.predecessors.through.objects
    before = replaced.filter(from_committee=committee, to_committee=OuterRef("pk"))
    after = replaced.filter(from_committee=OuterRef("pk"), to_committee=committee)
    rows = Committee.objects.annotate(is_before=Exists(before), is_after=Exists(after))
    return rows.filter(Q(parent=committee) | Q(is_before=True) | Q(is_after=True)).order_by("name")


@compiled(committee=BigIntegerField(), today=DateField())
def _years(committee: int, today: dt.date) -> QuerySet[MunicipalYear]:
    """The municipal years in which it has met, the latest first; an empty one is in nobody's way."""
    then = Meeting.objects.public().filter(committee=committee).past(today).order_by()
    then = then.filter(date__range=(OuterRef("starts"), OuterRef("ends")))
    return MunicipalYear.objects.public().filter(Exists(then)).order_by("-starts")


@compiled(committee=BigIntegerField(), then=DateField())
def _stood(committee: int, then: dt.date) -> QuerySet[Seat]:
    """Who sat on it before that day, the last to leave first; as far back as a page is read."""
    left = Seat.objects.filter(committee=committee).full_members().filter(until__lt=then).select_related("person")
    return left.order_by("-until", "person__surname", "person__forename")[:MOST_WHO_STOOD]


@compiled(committee=BigIntegerField(), then=DateField())
def _seats(committee: int, then: dt.date) -> QuerySet[Seat]:
    seats = Seat.objects.filter(committee=committee).on(then).full_members().by_surname()
    return seats.select_related("person__photograph")


@compiled(people=Several(BigIntegerField()), then=DateField())
def _terms(people: list[int], then: dt.date) -> QuerySet[Term]:
    return Term.objects.on(then).filter(person__pk__in=people).select_related("division")


@compiled(people=Several(BigIntegerField()), then=DateField())
def _groups(people: list[int], then: dt.date) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.on(then).filter(person__pk__in=people).select_related("group")


def _members(body: Committee, then: dt.date) -> list[dict[str, Any]]:
    """Who sat on that day, with the division and the group each had: three queries."""
    seats = _seats(committee=body.pk, then=then)
    people = [seat.person_id for seat in seats]
    divisions: dict[int, list[str]] = defaultdict(list)
    groups: dict[int, list[str]] = defaultdict(list)
    for term in _terms(people=people, then=then) if people else ():
        divisions[term.person_id] += [str(term.division)] if term.division else []
    for membership in _groups(people=people, then=then) if people else ():
        groups[membership.person_id].append(str(membership.group))
    return [_member(seat, divisions[seat.person_id], groups[seat.person_id]) for seat in seats]


def _member(seat: Seat, divisions: list[str], groups: list[str]) -> dict[str, Any]:
    """What a page says of somebody who sits: who they are, role, group, division."""
    person = seat.person
    role = seat.role_label if seat.role != "member" or seat.role_name else ""
    if not seat.voting:
        role = f"{role or 'Member'}, without a vote"
    elif seat.voting_scope:
        role = f"{role or 'Member'}, with a vote on {seat.voting_scope}"
    return {
        "person": person,
        "role": role,
        "group": ", ".join(groups),
        "division": ", ".join(divisions),
    }
