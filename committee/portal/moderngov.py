"""
The XML of Modern.Gov's web service: committees, meetings, one meeting, councillors by ward.

SECURITY: this module reads the same querysets and snapshots as the public pages, and nothing else.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from committee.models import KIND_LABELS, Committee, GroupMembership, LegalKind, Person, Term
from committee.views.lookup import or_404
from meetings.agendas.views import lines
from meetings.agendas.views.public_meeting import readable
from meetings.listing import with_standing
from meetings.minutes.publication import published
from meetings.models import AgendaVersion, Meeting
from meetings.packs import snapshot as snapshots

type Element = etree._Element
NO_WARD = "No division"
UNSPECIFIED = "unspecified"
LONGEST_ID = 15
ALL_COMMITTEES = "-1"
PLAIN = "text/plain; charset=utf-8"


def _add(parent: Element, name: str, value: object = "") -> Element:
    child = etree.SubElement(parent, name)
    child.text = "".join(sign for sign in str(value) if sign.isprintable() or sign == "\n")
    return child


def _truth(value: object) -> str:
    return "True" if value else "False"


def _written_day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _meetings_between(since: dt.date, until: dt.date, committee: int | None, on: dt.date) -> Element:
    """Return the XML of the public meetings of a period. `committee` is an id, or None for all committees."""
    public = Meeting.objects.public().filter(date__range=(since, until))
    rows = with_standing((public if committee is None else public.filter(committee=committee)).order_by("date"), on)
    root = etree.Element("getmeetingsbydate")
    _add(root, "meetingscount", len(rows))
    listed = etree.SubElement(root, "meetings")
    for meeting in rows:
        row = etree.SubElement(listed, "meeting")
        _of_meeting(row, meeting)
        _add(row, "committeeid", meeting.committee_id)
        _add(row, "committeetitle", meeting.committee.name)
        _add(row, "iswebcast", _truth(meeting.webcast_address))
    return root


def _of_meeting(row: Element, meeting: Meeting) -> None:
    """Add the elements that a meeting has both in lists and on its own; `meeting` comes from `with_standing`."""
    _add(row, "meetingid", meeting.pk)
    _add(row, "meetingdate", _written_day(meeting.date))
    _add(row, "meetingtime", f"{meeting.starts:%H:%M}")
    _add(row, "meetingstatus", getattr(meeting.standing, "word", ""))
    _add(row, "meetinglocation", meeting.venue.name if meeting.venue else "")


def _meeting(pk: int, on: dt.date) -> Element | None:
    """Return the XML of a public meeting, its agenda and open papers as last published; None for an unknown meeting."""
    meetings = with_standing(Meeting.objects.public().filter(pk=pk), on)
    if not meetings:
        return None
    meeting, root = meetings[0], etree.Element("meeting")
    version = AgendaVersion.objects.filter(meeting=meeting).order_by("number").last()
    minutes = published.latest(meeting)
    _of_meeting(root, meeting)
    _add(root, "iswebcast", _truth(meeting.webcast_address))
    _add(root, "agendapublished", _truth(version))
    _add(root, "decisionpublished", _truth(minutes or published.decisions(meeting)))
    _add(root, "minutepublished", _truth(minutes))
    slugs = [meeting.committee.slug, meeting.slug]
    if minutes:
        _document(root, "Minutes", reverse("public:minutes-file", args=slugs))
    if version and version.public_pack_id:
        _document(root, "Agenda pack", reverse("public:pack", args=slugs))
    items = etree.SubElement(root, "agendaitems")
    if version:
        _agenda(items, version, meeting)
    return root


def _agenda(items: Element, version: AgendaVersion, meeting: Meeting) -> None:
    shown = snapshots.hiding_as(version.snapshot, version.snapshot)
    entries = snapshots.for_public(shown)["items"]
    for entry, line in zip(entries, lines.for_public(shown, meeting, readable(meeting)), strict=True):
        row = etree.SubElement(items, "agendaitem")
        _add(row, "agendaitemid", entry["pk"])
        _add(row, "agendaitemnumber", line.number)
        _add(row, "agendaitemtitle", line.title)
        _add(row, "isrestricted", _truth(line.part == 2))
        for paper in line.papers:
            if paper.url:
                _document(row, paper.title, paper.url)


def _document(parent: Element, title: str, path: str) -> None:
    row = etree.SubElement(parent, "linkeddoc")
    _add(row, "title", title)
    _add(row, "url", f"{settings.SITE_URL}{path}")


def _councillors(listed: Element, sitting: Iterable[Term], groups: dict[int, str]) -> None:
    for term in sitting:
        person = term.person
        row = etree.SubElement(listed, "councillor")
        _add(row, "councillorid", person.pk)
        _add(row, "fullusername", person.printed_name)
        _add(row, "politicalpartytitle", groups.get(person.pk, ""))
        if person.photograph_id:
            path = reverse("public:councillor-photograph", args=[person.slug, person.photograph_name])
            _add(row, "photobigurl", f"{settings.SITE_URL}{path}")
        ends = etree.SubElement(row, "termsofoffice")
        _add(ends, "enddate", _written_day(term.until) if term.until else UNSPECIFIED)


class BadParameter(ValueError):
    """A request's parameter is missing or invalid; its text is shown to the caller."""


def _method(usage: str = "") -> Callable[[Callable[[HttpRequest], Element | None]], Callable[..., HttpResponse]]:
    """
    Return a decorator that makes a view of a function. The function returns XML, or None for 404.

    Where a request has no parameters, the view answers `usage`, if given.
    """

    def decorate(make: Callable[[HttpRequest], Element | None]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(make)
        def view(request: HttpRequest) -> HttpResponse:
            if usage and not request.GET:
                return HttpResponse(f"{usage}\n", content_type=PLAIN)
            try:
                root = make(request)
            except BadParameter as error:
                return HttpResponse(f"{error}\n", status=400, content_type=PLAIN)
            data = etree.tostring(or_404(root), xml_declaration=True, encoding="utf-8", pretty_print=True)
            return HttpResponse(data, content_type="text/xml; charset=utf-8")

        return view

    return decorate


def _id(request: HttpRequest, name: str) -> int:
    typed = request.GET.get(name, "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > LONGEST_ID:
        raise BadParameter(f"{name} must be a number.")
    return int(typed)


def _day(request: HttpRequest, name: str) -> dt.date:
    try:
        return dt.datetime.strptime(request.GET.get(name, ""), "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    except ValueError as error:
        raise BadParameter(f"{name} must be a day in the format 21/04/2022.") from error


@_method()
def committees(request: HttpRequest) -> Element:
    """GetCommittees: every body with meetings in public, dissolved bodies too."""
    today, root = timezone.localdate(), etree.Element("committees")
    for body in Committee.objects.exclude(kind=LegalKind.INFORMAL).order_by("name"):
        row = etree.SubElement(root, "committee")
        _add(row, "committeeid", body.pk)
        _add(row, "committeetitle", body.name)
        _add(row, "committeeexpired", _truth(body.until is not None and body.until < today))
        _add(row, "committeedeleted", _truth(False))
        _add(row, "committeecategory", KIND_LABELS[LegalKind(body.kind)])
    return root


@_method("Give lCommitteeId (-1 for all committees), sFromDate and sToDate (21/04/2022).")
def meetings_by_date(request: HttpRequest) -> Element:
    """GetAllMeetingsByDate: `lCommitteeId` (-1: all), `sFromDate` and `sToDate` as 21/04/2022."""
    every = request.GET.get("lCommitteeId", ALL_COMMITTEES) == ALL_COMMITTEES
    committee = None if every else _id(request, "lCommitteeId")
    since, until = _day(request, "sFromDate"), _day(request, "sToDate")
    return _meetings_between(since, until, committee, timezone.localdate())


@_method("Give lMeetingId, the number of a meeting.")
def meeting(request: HttpRequest) -> Element | None:
    """GetMeeting: the meeting whose number is `lMeetingId`, with its agenda."""
    return _meeting(_id(request, "lMeetingId"), timezone.localdate())


@_method()
def councillors_by_ward(request: HttpRequest) -> Element:
    """GetCouncillorsByWard: the councillors of today under their divisions; two queries."""
    today, root = timezone.localdate(), etree.Element("councillorsbyward")
    wards = etree.SubElement(root, "wards")
    terms = Term.objects.on(today).filter(person__in=Person.objects.public(today))
    rows = terms.select_related("person__photograph", "division").order_by("division__name", "person__surname", "pk")
    groups: dict[int, str] = {}
    for membership in GroupMembership.objects.on(today).select_related("group"):
        groups.setdefault(membership.person_id, membership.group.name)
    for name, sitting in groupby(rows, key=lambda term: term.division.name if term.division else NO_WARD):
        ward = etree.SubElement(wards, "ward")
        _add(ward, "wardtitle", name)
        _councillors(etree.SubElement(ward, "councillors"), sitting, groups)
    return root
