"""Recordings at the desk: added, corrected, given captions, withdrawn."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.dates import clock_time
from committee.forms.shown import showing
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, chosen, press, typed
from meetings.lookup import address, crumbs, find_meeting
from meetings.models import Meeting, Recording
from meetings.recordings import verbs
from meetings.recordings.forms import CaptionsForm, RecordingForm, WithdrawForm


def _find(committee: str, meeting: str, pk: int) -> Recording:
    row = find_meeting(committee, meeting)
    recording = get_object_or_404(Recording.objects.kept(), meeting=row, pk=pk)
    recording.meeting = row
    return recording


def _down(meeting: Meeting) -> list[tuple[str, str]]:
    return [*crumbs(meeting), ("Recordings", address("recordings", meeting))]


@desk
def recordings(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Return the recordings of a meeting, with a form to add one."""
    row = find_meeting(committee, meeting)

    def act(data: Data) -> str:
        added = verbs.add_recording(row, **data, at=timezone.now(), by=request.user)
        if added.is_draft:
            return "The recording is kept as a draft. Only clerks see it."
        return "The recording is added. The meeting’s public page leads to it."

    return ask(
        request,
        RecordingForm(typed(request), meeting=row),
        act,
        then=address("recordings", row),
        template="desk/recordings/recordings.html",
        meeting=row,
        rows=row.recordings.kept().prefetch_related("passages"),
        trail=crumbs(row),
    )


@desk
def correct(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Correct one."""
    row = _find(committee, meeting, pk)

    def act(data: Data) -> str:
        verbs.correct_recording(row, **data, at=timezone.now(), by=request.user)
        return "The recording is corrected."

    form = RecordingForm(typed(request), meeting=row.meeting, recording=row)
    showing(form, verbs.correct_recording, row)
    facts = [
        ("Recorded now", f"{row.title}, from {clock_time(row.starts_at)}"),
        ("Web address", row.address),
        ("Who sees it", "Clerks only" if row.is_draft else "Everyone"),
    ]
    back = address("recordings", row.meeting)
    return ask(
        request, form, act, then=back, template="desk/act.html", meeting=row.meeting, heading="Correct the recording",
        facts=facts, narrow=True, trail=_down(row.meeting), back=back,
    )  # fmt: skip


@desk
def captions(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Add captions, in place of those of before."""
    row = _find(committee, meeting, pk)

    def act(data: Data) -> str:
        outcome = verbs.put_captions(row, data=data["file"], seen=data["seen"], by=request.user)
        message = f"The captions are added and can be searched, in {outcome.passages} passages."
        note = f" Captions left out, from when the meeting was not open to the public: {outcome.left_out}."
        return message + (note if outcome.left_out else "")

    texts = [
        "Everyone can then search what was said, and read it beside the link.",
        "What was said before the meeting began, after it ended and while the public were excluded is left out and "
        "kept nowhere, by the times in the minutes. The recording is taken to start at "
        f"{clock_time(row.starts_at)}: if that is wrong, correct it first.",
    ]
    back = address("recordings", row.meeting)
    form = showing(CaptionsForm(typed(request), chosen(request)), verbs.put_captions, row)
    return ask(
        request, form, act, then=back, field="file", template="desk/act.html",
        meeting=row.meeting, heading="Add captions", narrow=True, texts=texts, trail=_down(row.meeting), back=back,
    )  # fmt: skip


@desk
@require_POST
def captions_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponse | HttpResponseBase:
    """Remove its captions."""
    row = _find(committee, meeting, pk)

    def act() -> str:
        verbs.remove_captions(row, by=request.user)
        return "The captions are removed."

    return press(request, act, then=address("recordings", row.meeting))


@desk
def withdraw(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Withdraw one, with the reason."""
    row = _find(committee, meeting, pk)

    def act(data: Data) -> str:
        verbs.withdraw_recording(row, reason=data["reason"], at=timezone.now(), by=request.user)
        return "The recording is withdrawn."

    back = address("recordings", row.meeting)
    return ask(
        request, WithdrawForm(typed(request)), act, then=back, template="desk/act.html", meeting=row.meeting,
        heading="Withdraw the recording", narrow=True, trail=_down(row.meeting), back=back,
        follows=["The link is removed from the meeting’s pages.", "Its captions are deleted."],
    )  # fmt: skip
