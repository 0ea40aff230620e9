"""Pages at the desk to add, correct and withdraw recordings, and to add and remove captions."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.views.acting import carry_out, chosen, press_to, typed
from committee.wording.dates import clock_time
from meetings.lookup import address, crumbs, find_meeting
from meetings.models import Recording
from meetings.recordings import verbs
from meetings.recordings.forms import CaptionsForm, RecordingForm

ADDED = "The recording is added. The meeting’s public page leads to it."
KEPT_AS_DRAFT = "The recording is kept as a draft. Only clerks see it."


def _find(committee: str, meeting: str, pk: int) -> Recording:
    row = find_meeting(committee, meeting)
    recording = get_object_or_404(Recording.objects.kept(), meeting=row, pk=pk)
    recording.meeting = row
    return recording


def _about(recording: Recording, **page: Any) -> dict[str, Any]:
    """Return the context of a page for an act on a recording; after the act, the meeting's recordings are shown."""
    meeting, back = recording.meeting, address("recordings", recording.meeting)
    about = {"then": back, "back": back, "template": "desk/act.html", "meeting": meeting, "narrow": True}
    return about | {"trail": [*crumbs(meeting), ("Recordings", back)]} | page


@desk
def recordings(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the recordings of a meeting, with a form to add a recording."""
    row = find_meeting(committee, meeting)
    return carry_out(
        request,
        verbs.add_recording,
        row,
        RecordingForm(typed(request), meeting=row),
        message=lambda recording: KEPT_AS_DRAFT if recording.is_draft else ADDED,
        then=address("recordings", row),
        template="desk/recordings/recordings.html",
        meeting=row,
        rows=row.recordings.kept().prefetch_related("passages"),
        trail=crumbs(row),
    )


@desk
def correct(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Correct a recording."""
    row = _find(committee, meeting, pk)
    form = RecordingForm(typed(request), meeting=row.meeting, recording=row)
    facts = [
        ("Recorded now", f"{row.title}, from {clock_time(row.starts_at)}"),
        ("Web address", row.address),
        ("Who sees it", "Clerks only" if row.is_draft else "Everyone"),
    ]
    page = _about(row, message="The recording is corrected.", heading="Correct the recording", facts=facts)
    return carry_out(request, verbs.correct_recording, row, form, **page)


@desk
def captions(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Add captions, in place of earlier captions."""
    row = _find(committee, meeting, pk)
    texts = [
        "Everyone can then search what was said, and read it beside the link.",
        "What was said before the meeting began, after it ended and while the public were excluded is left out and "
        "kept nowhere, by the times in the minutes. The recording is taken to start at "
        f"{clock_time(row.starts_at)}: if that is wrong, correct it first.",
    ]
    form = CaptionsForm(typed(request), chosen(request))
    page = _about(row, message=_put, field="file", heading="Add captions", texts=texts)
    return carry_out(request, verbs.put_captions, row, form, **page)


def _put(outcome: verbs.Kept) -> str:
    """Return the message after captions were added, with the number of passages, and of captions left out."""
    note = f" Captions left out, from when the meeting was not open to the public: {outcome.left_out}."
    message = f"The captions are added and can be searched, in {outcome.passages} passages."
    return message + (note if outcome.left_out else "")


@desk
@require_POST
def captions_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Remove the captions of a recording."""
    row = _find(committee, meeting, pk)
    then = address("recordings", row.meeting)
    return press_to(request, verbs.remove_captions, row, message="The captions are removed.", then=then)


@desk
def withdraw(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Withdraw a recording, with the reason."""
    row = _find(committee, meeting, pk)
    form = ReasonForm(typed(request), button="Withdraw recording", label="Reason", hint="For the history.", most=500)
    follows = ["The link is removed from the meeting’s pages.", "Its captions are deleted."]
    page = _about(row, message="The recording is withdrawn.", heading="Withdraw the recording", follows=follows)
    return carry_out(request, verbs.withdraw_recording, row, form, **page)
