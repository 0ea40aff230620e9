"""One meeting's place in the calendar: re-arrange, cancel, details, shorter notice; and its trail."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.models import AuditEntry
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from meetings import notice_period
from meetings.calendar import verbs
from meetings.calendar.forms import CancelForm, DetailsForm, RearrangeForm, ShorterNoticeForm
from meetings.locking import is_published
from meetings.lookup import address, crumbs, find_meeting
from meetings.models import AgendaVersion, Meeting, MeetingMove, Paper
from meetings.takedowns import subjects

NOT_SHOWN = {"sha256", "asked_before"}
PAGE = 50


@desk
def rearrange(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Another day, time or place, on a page that says what will follow."""
    row = find_meeting(committee, meeting)
    moved: list[Meeting] = []

    def act(data: Data) -> str:
        verbs.rearrange(row, **data, at=timezone.now(), by=request.user)
        moved.append(Meeting.objects.select_related("committee").get(pk=row.pk))
        return "The meeting is re-arranged. Its old day stays on record."

    form = RearrangeForm(typed(request), meeting=row)
    return _ask(request, "desk/rearrange.html", row, form, act, then=lambda: address("meeting", moved[0]))


@desk
def cancel(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Cancel, on a page that says what will follow."""
    row = find_meeting(committee, meeting)

    def act(data: Data) -> str:
        verbs.cancel(row, reason=data["reason"], at=timezone.now(), by=request.user)
        return "The meeting is cancelled. It stays in the calendar with its reason."

    return _ask(request, "desk/cancel.html", row, CancelForm(typed(request), row=row), act)


@desk
def settings(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Place, webcast, note, informal; beside it whether it is called at shorter notice."""
    row = find_meeting(committee, meeting)

    def act(data: Data) -> str:
        verbs.set_details(row, **data, by=request.user)
        return "The details are saved."

    return _ask(request, "desk/settings.html", row, DetailsForm(typed(request), meeting=row), act, said=_said(row))


@desk
def shorter_notice(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Record that the meeting was convened at shorter notice (R02)."""
    row = find_meeting(committee, meeting)

    def act(data: Data) -> str:
        verbs.call_at_shorter_notice(row, called_on=data["called_on"], reason=data["reason"], by=request.user)
        return "It is recorded that the meeting was called at shorter notice."

    form, then = ShorterNoticeForm(typed(request), row=row), address("meeting-settings", row)
    return _ask(request, "desk/shorter_notice.html", row, form, act, then=then)


def _ask(
    request: SignedInRequest,
    template: str,
    meeting: Meeting,
    form: forms.Form,
    act: Callable[[Data], str],
    *,
    then: str | Callable[[], str] = "",
    **more: Any,
) -> HttpResponseBase:
    """A page that asks for one act on a meeting, and leads on to its agenda or to `then`."""
    return ask(
        request,
        form,
        act,
        then=then or address("meeting", meeting),
        template=template,
        meeting=meeting,
        trail=crumbs(meeting),
        published=is_published(meeting),
        deadline=notice_period.deadline(meeting),
        **more,
    )


def _said(meeting: Meeting) -> list[tuple[str, int, str]]:
    """What was said of the meeting and can be taken down: kind, id and label of each."""
    things: list[Meeting | MeetingMove | AgendaVersion] = [meeting, *meeting.moves.all()]
    things += meeting.versions.exclude(change_note="").defer("snapshot").order_by("number")
    return [(subjects.SUBJECTS[type(one)].value, one.pk, subjects.label_of(one)) for one in things
            if subjects.was_published(one)]  # fmt: skip


@desk
def trail(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """Everything that was done to the meeting, its items and its papers, in English, latest first."""
    row = find_meeting(committee, meeting)
    entries = AuditEntry.objects.filter(
        Q(subject_type="meetings.meeting", subject_id=row.pk)
        | Q(subject_type="meetings.agendaitem", subject_id__in=row.items.values("pk"))
        | Q(subject_type="meetings.paper", subject_id__in=Paper.objects.filter(item__meeting=row).values("pk"))
    )
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    lines = [(entry, _in_words(entry)) for entry in page]
    return render(request, "desk/trail.html", {"meeting": row, "page": page, "lines": lines, "trail": crumbs(row)})


def _in_words(entry: AuditEntry) -> list[str]:
    """The facts beside an entry, each as "reason: the room is needed"."""
    facts = []
    for name, value in entry.facts.items():
        text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
        if name not in NOT_SHOWN and value not in ("", None, [], False):
            facts.append(name.replace("_", " ") if value is True else f"{name.replace('_', ' ')}: {text}")
    return facts
