"""One meeting's place in the calendar: re-arrange, cancel, details, shorter notice; and its trail."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.forms.edit_conflict import saved
from committee.models import AuditEntry
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings import notice_period
from meetings.calendar import verbs
from meetings.calendar.forms import CancelForm, DetailsForm, RearrangeForm, ShorterNoticeForm
from meetings.locking import is_published
from meetings.lookup import crumbs, find_meeting, go_to
from meetings.models import AgendaVersion, Meeting, MeetingMove, Paper
from meetings.takedowns import subjects

NOT_SHOWN = {"sha256", "asked_before"}
PAGE = 50


@desk
def rearrange(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Another day, time or place, on a page that says what will follow."""
    row = find_meeting(committee, meeting)
    form = RearrangeForm(request.POST or None, meeting=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved(form, lambda: verbs.rearrange(row, **form.cleaned_data, at=timezone.now(), by=request.user))
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            row = Meeting.objects.select_related("committee").get(pk=row.pk)
            messages.success(request, "The meeting is re-arranged. Its old day stays on record.")
            return go_to("desk:meeting", row)
    return _page(request, "desk/rearrange.html", row, form)


@desk
def cancel(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Cancel, on a page that says what will follow."""
    row = find_meeting(committee, meeting)
    form = CancelForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            saved(form, lambda: verbs.cancel(row, reason=reason, at=timezone.now(), by=request.user))
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The meeting is cancelled. It stays in the calendar with its reason.")
            return go_to("desk:meeting", row)
    return _page(request, "desk/cancel.html", row, form)


@desk
def settings(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Place, webcast, note, informal; beside it whether it is called at shorter notice."""
    row = find_meeting(committee, meeting)
    form = DetailsForm(request.POST or None, meeting=row)
    if request.method == "POST" and form.is_valid():
        try:
            saved(form, lambda: verbs.set_details(row, **form.cleaned_data, by=request.user))
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The details are saved.")
            return go_to("desk:meeting", row)
    return _page(request, "desk/settings.html", row, form, said=_said(row))


@desk
def shorter_notice(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Record that the meeting was convened at shorter notice (R02)."""
    row = find_meeting(committee, meeting)
    form = ShorterNoticeForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            said = {name: form.cleaned_data[name] for name in ("called_on", "reason")}
            saved(form, lambda: verbs.call_at_shorter_notice(row, **said, by=request.user))
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "It is recorded that the meeting was called at shorter notice.")
            return go_to("desk:settings", row)
    return _page(request, "desk/shorter_notice.html", row, form)


def _page(request: SignedInRequest, template: str, meeting: Meeting, form: Any, **more: Any) -> HttpResponse:
    return show(
        request,
        template,
        form=form,
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
