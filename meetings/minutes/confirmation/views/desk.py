"""Desk pages for the corrections, confirmation and signature of minutes, and for the scan of signed minutes."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from committee.access.permissions import TooLate
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.shown import showing
from committee.views.acting import Data, Done, answered, carry_out, chosen, press, press_to, show, typed
from committee.wording.dates import clock_time, full_date, long_date
from meetings.lookup import address, go_to
from meetings.minutes.confirmation import confirming, e_signature, signing
from meetings.minutes.confirmation.confirming import limb_text, presided_at, who_may_sign_later
from meetings.minutes.forms import ConfirmMinutesForm, CorrectionForm, DoForm, ReplaceScanForm, SignForm
from meetings.minutes.lookup import frame, of_minutes
from meetings.minutes.publication import publishing
from meetings.minutes.room.lookup import clock_of
from meetings.minutes.room.state import Room
from meetings.models import Confirmation, Correction, Minute, Minutes, MinutesState
from meetings.models.confirming import carried_by
from meetings.papers.draft_minutes_paper import bodies_after

SIGNED = (
    "The minutes are signed. They can no longer be changed. Open the scan below to check it: it and the date of "
    "signing can be replaced until the committee next meets."
)


@of_minutes
def confirm(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Record corrections, the confirmation by the next formal meeting, and the signature."""
    here = confirming_minute(minutes)
    forms = _forms(request, minutes, here)
    sent = next((form for form in forms.values() if form.is_bound), None)
    if sent is not None and (answer := answered(request, sent, partial(_do, request, sent, minutes, here))):
        return answer
    resolution = carried_by(minutes)
    return show(
        request,
        "desk/minutes/confirm.html",
        form=sent,
        forms=forms,
        here=here,
        there=here.minutes if here else None,
        resolution=resolution,
        presided=presided_at(resolution) if resolution else here and here.minutes.presiding,
        words=limb_text(minutes, here.minutes) if here and not resolution else "",
        corrections=_corrections(minutes),
        offer=publishing.where_offered(minutes) if minutes.state == MinutesState.PUBLISHED and not here else None,
        here_room=address("room", here.minutes.meeting) if here else "",
        is_trusted=e_signature.is_trusted(),
        can_seal=e_signature.can_seal(),
        **frame(minutes),
    )


def confirming_minute(minutes: Minutes) -> Minute | None:
    """Return the latest meeting's minute of an item that lists these minutes for confirmation; None without one."""
    rows = Minute.objects.filter(item__minutes_of=minutes.meeting_id, item__kind="minutes")
    rows = rows.select_related("minutes__meeting__committee", "minutes__presiding", "item")
    return rows.order_by("-minutes__meeting__date", "-pk").first()


def _corrections(minutes: Minutes) -> QuerySet[Correction]:
    rows = Correction.objects.filter(minute__minutes=minutes).select_related("minute", "agreed_in", "recorded_by")
    return rows.order_by("minute__position", "pk")


def _forms(request: SignedInRequest, minutes: Minutes, here: Minute | None) -> dict[str, DoForm]:
    """Return the forms of the current step by name; the sent form is bound. Raises TooLate for another step's form."""
    entries = minutes.entries.filter(number__isnull=False).order_by("position")
    made: dict[str, Callable[[Any], DoForm]] = {
        "correct": lambda data: CorrectionForm(data, entries=entries),
        "confirm": lambda data: showing(ConfirmMinutesForm(data), confirming.confirm, minutes),
        "sign": lambda data: showing(
            SignForm(data, request.FILES if data else None, **_signatories(minutes)), signing.sign_on_paper, minutes
        ),
    }
    sent = [does for does in made if request.method == "POST" and request.POST.get(f"{does}-do") == does]
    due = _due(minutes, here)
    for does in sent:
        if does not in due:
            back = address("minutes-confirm", minutes.meeting)
            why = f"{_why_over(minutes, here)} What you sent is not recorded."
            raise TooLate(why, made[does](request.POST), back=back, back_text="Back to the minutes")
    return {does: made[does](request.POST if does in sent else None) for does in due}


def _signatories(minutes: Minutes) -> dict[str, Any]:
    """
    Return arguments of SignForm.

    `presided` is the name of the person who presided at the confirmation; `later` are the minutes of later meetings
    whose presiding member may sign instead.
    """
    resolution = carried_by(minutes)
    who = presided_at(resolution) if resolution else None
    bodies = bodies_after(minutes.meeting.committee, timezone.localdate())
    later = who_may_sign_later(minutes, resolution, bodies) if resolution else Minutes.objects.none()
    return {"presided": who.printed_name if who else "The person who presided", "later": later}


def _due(minutes: Minutes, here: Minute | None) -> list[str]:
    if minutes.state != MinutesState.PUBLISHED or here is None:
        return []
    return ["sign"] if carried_by(minutes) else ["correct", "confirm"]


def _why_over(minutes: Minutes, here: Minute | None) -> str:
    """Return a sentence on the step that was recorded since the form was opened, and on who recorded it."""
    if minutes.is_frozen:
        signature = minutes.confirmation
        how = f"on paper on {long_date(timezone.localdate(signature.signed_at))}" if signature.on_paper else "signed in"
        return (
            f"{signature.presided.printed_name} has signed these minutes, {how}, as {signature.recorded_by} recorded "
            f"on {_when(signature.version.made_at)}."
        )
    if resolution := carried_by(minutes):
        done = audit.trail_of(resolution).filter(did="recorded the result of").first()
        recorded = f", as {done.by_name} recorded on {_when(done.at)}" if done else ""
        day = long_date(resolution.minute.minutes.meeting.date)
        return f"The meeting of {day} has confirmed these minutes{recorded}."
    if here is None:
        return "No meeting is opened for minuting that could confirm these minutes."
    return "The confirmation was undone, so the minutes cannot be signed."


def _when(at: datetime) -> str:
    return f"{long_date(at)} at {clock_time(at)}"


def _do(request: SignedInRequest, form: DoForm, minutes: Minutes, here: Minute | None, data: Data) -> Done:
    """Carry out the step of the submitted form; a motion to confirm redirects to the room, for the vote."""
    now, by, then = timezone.now(), request.user, address("minutes-confirm", minutes.meeting)
    if form.does == "sign":
        signing.sign_on_paper(minutes, **form.arguments, at=now, by=by)
        return Done(SIGNED, then)
    if here is None:
        raise Refused("No meeting is minuted that could confirm them.")
    if not isinstance(form, ConfirmMinutesForm):
        data["minute"].minutes = minutes
        words = {"old_words": data["old_words"], "new_words": data["new_words"]}
        confirming.correct(data["minute"], agreed_in=here.minutes.meeting, at=now, by=by, **words)
        return Done("The correction is recorded. The text is changed when the minutes are signed.", then)
    if form.votes:
        confirming.move_confirmation(minutes, confirming=here, seen=data["seen"], by=by)
        room_item = address("room-item", here.minutes.meeting, pk=here.pk)
        return Done("The motion to confirm the minutes is recorded. Record the vote on it here.", room_item)
    confirming.confirm(minutes, confirming=here, seen=data["seen"], at=decided_at(request, here), by=by)
    return Done("The confirmation is recorded, with the resolution. The minutes can now be signed.", then)


def decided_at(request: SignedInRequest, here: Minute) -> datetime:
    """
    Return the time at which the resolution to confirm is recorded.

    Return the first of these that applies:
    - the end of the confirming item, where the item is closed
    - the time of the room's clock, while the meeting goes on
    - the opening of the item
    - the end of the meeting
    """
    if here.closed_at:
        return here.closed_at
    room = Room.of(here.minutes)
    if room.minutes.ended_at is None:
        return clock_of(request, room)
    return here.opened_at or room.minutes.ended_at


@of_minutes
@require_POST
def take_back(request: SignedInRequest, minutes: Minutes, pk: int) -> HttpResponseBase:
    """Remove a correction that was recorded by mistake."""
    correction = Correction.objects.select_related("minute__minutes").filter(minute__minutes=minutes, pk=pk).first()
    if correction is None:
        messages.error(request, "That correction has already been removed.")
        return go_to("desk:minutes-confirm", minutes.meeting)
    correction.minute.minutes = minutes
    message, then = "The correction is removed.", address("minutes-confirm", minutes.meeting)
    return press_to(request, confirming.take_correction_back, correction, message=message, then=then)


@of_minutes
def signing_copy(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Send the final minutes as PDF, to be printed and signed by hand."""
    if minutes.is_frozen or not carried_by(minutes):
        raise Http404

    return press(request, lambda: _send_copy(minutes), then=address("minutes-confirm", minutes.meeting))


def _send_copy(minutes: Minutes) -> HttpResponseBase:
    data = signing.signing_copy(minutes, at=timezone.now())
    name = files.file_name(minutes.meeting.committee.slug, minutes.meeting.slug, "minutes to sign")
    return files.send_copy(data, name)


def _signature(minutes: Minutes) -> Confirmation:
    return get_object_or_404(Confirmation.objects.select_related("scan"), minutes=minutes, scan__isnull=False)


@of_minutes
def signed_scan(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Send the scan of the minutes as signed on paper, for the desk only."""
    signature = _signature(minutes)
    assert signature.scan is not None
    name = files.file_name(minutes.meeting.committee.slug, minutes.meeting.slug, "signed minutes")
    return files.send(request, signature.scan, name, private=True)


@of_minutes
def replace(request: SignedInRequest, minutes: Minutes) -> HttpResponseBase:
    """Replace a wrong scan, or correct the day of the signature, with a reason."""
    signature = _signature(minutes)
    initial = {"signed_on": timezone.localdate(signature.signed_at)}
    form = ReplaceScanForm(typed(request), chosen(request), initial=initial)
    then = address("minutes-confirm", minutes.meeting)
    here, signed = minutes.meeting, timezone.localdate(signature.signed_at)
    return carry_out(
        request, signing.replace_scan, minutes, form, message="The scan is replaced. The history shows that it was.",
        then=then, template="desk/act.html",
        title=f"Replace the scan: {here.committee.short_name}, {full_date(here.date)}",
        caption=f"Minutes, {here.committee}, {long_date(here.date)}", heading="Replace the scan", narrow=True,
        texts=[
            format_html(
                'Recorded as signed on {}, with <a class="govuk-link" href="{}">this scan (PDF)</a>.',
                f"{full_date(signed)}", address("minutes-signed-scan", here),
            ),
            "Use this if the wrong file or date was recorded, until the committee next meets. The text of the signed "
            "minutes does not change. The wrong scan is deleted, and the history shows that it was replaced. A "
            "different date makes a new public version of the confirmed minutes.",
        ],
        trail=frame(minutes)["trail"], back=then, back_text="Back to the signature",
    )  # fmt: skip
