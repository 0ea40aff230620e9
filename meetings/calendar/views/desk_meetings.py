"""Desk pages that re-arrange, cancel or remove one meeting, edit its details, or show its trail."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from committee.acts.requests import SignedInRequest
from committee.models import AuditEntry, MunicipalYear, Subscription
from committee.views.acting import Done, carry_out, typed
from committee.wording.dates import clock_time, long_date
from meetings import notice_period
from meetings.agendas import notifying
from meetings.calendar import corrections, panels, verbs
from meetings.calendar.forms import (
    CancelForm,
    DayForm,
    DetailsForm,
    PanelForm,
    RearrangeForm,
    ShorterNoticeForm,
    UndoCancellationForm,
)
from meetings.locking import is_published
from meetings.lookup import about, address, desk_meeting
from meetings.models import AgendaVersion, Meeting, MeetingMove, Paper
from meetings.takedowns import subjects

NOT_SHOWN = {"sha256", "asked_before"}
PAGE = 50


@desk_meeting
def rearrange(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Move a meeting to another day, time or place, on a page that shows the consequences."""

    def rearranged(_: MeetingMove) -> Done:
        moved = Meeting.objects.select_related("committee").get(pk=meeting.pk)
        return Done("The meeting is re-arranged. Its original date stays on record.", address("meeting", moved))

    emailed, asks = _emailed_line(meeting)
    form = RearrangeForm(typed(request), meeting=meeting, today=timezone.localdate(), asks=asks)
    undo = "" if corrections.why_not_undone(meeting, timezone.now()) else address("meeting-rearrange-undo", meeting)
    page = {"published": is_published(meeting), "deadline": notice_period.deadline(meeting), "told": emailed}
    return carry_out(
        request,
        verbs.rearrange,
        meeting,
        form,
        message=rearranged,
        undo=undo,
        **_about(meeting, template="desk/rearrange.html", **page),
    )


def _emailed_line(meeting: Meeting) -> tuple[str, bool]:
    """Return a line on who is emailed about a change, and whether the clerk chooses (for a meeting never public)."""
    on, public = timezone.localdate(), Meeting.objects.public().filter(pk=meeting.pk).exists()
    people = len(notifying.recipients(meeting, on))
    counted = f"{people} {'person' if people == 1 else 'people'}"
    if not public:
        return f"The meeting was never public. You choose whether to email the {counted} concerned.", bool(people)
    followers = Subscription.objects.confirmed().filter(kind="committee", topic=meeting.committee.slug).count()
    return (
        f"{counted} will be emailed ten minutes later: members, and officers with an item or asked for a paper. "
        f"{followers} {'follower' if followers == 1 else 'followers'} of the committee will be told too."
    ), False


@desk_meeting
def undo_rearrangement(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Undo a re-arrangement made by mistake, on a page that asks for confirmation."""
    move = meeting.moves.select_related("old_venue").last()
    why_not = corrections.why_not_undone(meeting, timezone.now())
    follows = [why_not] if why_not or move is None else [
        f"The meeting is on {long_date(move.old_date)} at {clock_time(move.old_starts)} again.",
        "Nothing says that it was re-arranged. The history shows who undid it.",
        "The web address of the new day is removed.",
    ]  # fmt: skip
    form = DayForm(typed(request), row=meeting, button="Undo the re-arrangement", warning=False)
    page = {"heading": "Undo the re-arrangement", "follows": follows}

    def undone(meeting: Meeting) -> Done:
        return Done("The re-arrangement is undone.", address("meeting", meeting))

    return carry_out(request, corrections.undo_rearrangement, meeting, form, message=undone, **_about(meeting, **page))


def _about(meeting: Meeting, **page: Any) -> dict[str, Any]:
    """Return the context of an act's page; the act redirects to the agenda, unless `page` has another "then"."""
    agenda = address("meeting", meeting)
    back = {"back": agenda, "back_text": "Back to the meeting"}
    return {"template": "desk/act.html", "then": agenda, **back, **about(meeting), **page}


@desk_meeting
def cancel(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Cancel a meeting, on a page that shows the consequences."""
    emailed, asks = _emailed_line(meeting)
    form = CancelForm(typed(request), row=meeting, asks=asks)
    message = "The meeting is cancelled. It stays in the calendar with its reason."
    page = {"heading": "Cancel the meeting", "follows": [*_ending(meeting), emailed]}
    return carry_out(request, verbs.cancel, meeting, form, message=message, **_about(meeting, **page))


def _ending(meeting: Meeting) -> list[str]:
    """Return the consequences of cancelling a meeting."""
    stays = format_html(
        "<strong>The agenda is published.</strong> {}",
        "The agenda stays public. A new version and a notice say that the meeting is cancelled and why.",
    )
    instead = format_html(
        'To hold it on another day, <a class="govuk-link" href="{}">re-arrange it</a> instead.',
        address("meeting-rearrange", meeting),
    )
    mistake = format_html(
        'If it was entered by mistake, <a class="govuk-link" href="{}">remove it from the calendar</a> instead.',
        address("meeting-remove", meeting),
    )
    return [
        "The meeting stays in the calendar, marked as cancelled with your reason.",
        "No papers can be added, and no reminders are sent.",
        *([stays] if is_published(meeting) else []),
        instead,
        *([] if corrections.why_not_removed(meeting, timezone.now()) else [mistake]),
    ]


@desk_meeting
def undo_cancellation(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Hold a cancelled meeting after all, on a page that shows the public's notice and the consequences."""
    form = UndoCancellationForm(typed(request), row=meeting)
    page = {"heading": "Undo the cancellation", "follows": _held_after_all(meeting)}
    message = "The meeting will be held after all."
    return carry_out(request, verbs.undo_cancellation, meeting, form, message=message, **_about(meeting, **page))


def _held_after_all(meeting: Meeting) -> list[str]:
    """Return the public's notice of a cancellation, and the consequences of undoing it."""
    if not meeting.is_cancelled:
        return ["The meeting is not cancelled."]
    cancelled_on = long_date(timezone.localdate(meeting.cancelled_at))
    announced = f"Cancelled on {cancelled_on}: {meeting.cancelled_reason}"
    if too_late := verbs.why_too_late(meeting, timezone.localdate()):
        return [announced, too_late]
    if not is_published(meeting):
        return [
            announced,
            "The calendar shows it as an upcoming meeting again.",
            _emailed_line(meeting)[0],
        ]
    return [
        announced,
        "The public and members were told of the cancellation by notice and email.",
        "A new version of the agenda, a new notice and emails say that it will be held after all, and why.",
        "Clear days are counted from the new notice.",
    ]


@desk_meeting
def remove(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Remove a meeting that was entered by mistake, on a page that asks for confirmation."""
    year = MunicipalYear.of(meeting.date)
    then = reverse("desk:calendar", args=[year.slug]) if year else reverse("desk:front")
    message = f"The meeting of the {meeting.committee} on {long_date(meeting.date)} is removed."
    why_not = corrections.why_not_removed(meeting, timezone.now())
    follows = [why_not] if why_not else [
        "The meeting and the items of its agenda are deleted. The history shows who removed it.",
        "Its web page is removed.",
    ]  # fmt: skip
    form = DayForm(typed(request), row=meeting, button="Remove the meeting", warning=True)
    page = {"heading": "Remove the meeting from the calendar", "follows": follows}
    return carry_out(
        request, corrections.remove_meeting, meeting, form, message=message, **_about(meeting, then=then, **page)
    )


@desk_meeting
def settings(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Edit the meeting's details, on a page that also lists published words that the clerk may take down."""
    form = DetailsForm(typed(request), meeting=meeting)
    page = {"words": _published_words(meeting), "published": is_published(meeting)}
    page |= {"deadline": notice_period.deadline(meeting), "template": "desk/settings.html"}
    page |= {"removable": not corrections.why_not_removed(meeting, timezone.now())}
    return carry_out(
        request, verbs.set_details, meeting, form, message="The details are saved.", **_about(meeting, **page)
    )


@desk_meeting
def panel(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Draw the panel of a meeting from the members of its committee (R69)."""
    able = panels.may_be_drawn(meeting)
    form = PanelForm(typed(request), row=meeting, able=able)
    why_not = panels.why_not_drawn(meeting)
    nobody = "" if able else f"Nobody has a seat with a vote on the {meeting.committee} on that day."
    whole = "They alone are listed, attend, count towards the quorum and read exempt papers by their seat."
    page = {"heading": "Draw the panel", "narrow": True, "texts": [why_not or nobody or whole]}
    return carry_out(
        request, panels.draw_panel, meeting, form, message="The panel is drawn.", **_about(meeting, **page)
    )


@desk_meeting
def shorter_notice(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Record that the meeting was convened at shorter notice (R02)."""
    form = ShorterNoticeForm(typed(request), row=meeting)
    message = "It is recorded that the meeting was called at shorter notice."
    page = {"heading": "Called at shorter notice", "narrow": True, "texts": _for_what(meeting)}
    page |= {"then": address("meeting-settings", meeting), "back": ""}
    return carry_out(request, verbs.call_at_shorter_notice, meeting, form, message=message, **_about(meeting, **page))


def _for_what(meeting: Meeting) -> list[str]:
    """Return the uses of shorter notice and its limits; empty where the law asks for no notice."""
    deadline = notice_period.deadline(meeting)
    if deadline is None:
        return []
    return [
        f"For a meeting that was called when {deadline.required} clear days could no longer be given: on or after "
        f"{long_date(deadline.first_unlawful_day)}. Notice, agenda and reports must then be open from "
        "the time it is called (LGA 1972 s.100A(6), s.100B(3)).",
        "You cannot use this for a meeting that was already in the calendar and whose agenda is late, "
        "or one that was moved back or cancelled and entered again. What counts is when a meeting of "
        "this committee was first in the calendar for that day.",
    ]


def _published_words(meeting: Meeting) -> list[tuple[str, int, str]]:
    """Return published words about the meeting that can be taken down: kind, id and label of each."""
    versions = meeting.versions.exclude(change_note="").defer("snapshot").order_by("number")
    things: list[Meeting | MeetingMove | AgendaVersion] = [meeting, *meeting.moves.all(), *versions]
    kinds = [(subjects.kind_of(thing), thing) for thing in things]
    return [(kind.subject.value, thing.pk, kind.label(thing)) for kind, thing in kinds if kind.was_published(thing)]


@desk_meeting
def trail(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show all acts on the meeting, its items and its papers, in words, latest first."""
    entries = AuditEntry.objects.filter(
        Q(subject_type="meetings.meeting", subject_id=meeting.pk)
        | Q(subject_type="meetings.agendaitem", subject_id__in=meeting.items.values("pk"))
        | Q(subject_type="meetings.paper", subject_id__in=Paper.objects.filter(item__meeting=meeting).values("pk"))
    )
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    lines = [(entry, _in_words(entry)) for entry in page]
    return render(request, "desk/trail.html", {"page": page, "lines": lines, **about(meeting)})


def _in_words(entry: AuditEntry) -> list[str]:
    """Return the facts of an audit entry, each as "reason: the room is needed"."""
    facts = []
    for name, value in entry.facts.items():
        text = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        if name not in NOT_SHOWN and value not in ("", None, [], False):
            facts.append(name.replace("_", " ") if value is True else f"{name.replace('_', ' ')}: {text}")
    return facts
