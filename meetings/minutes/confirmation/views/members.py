"""Pages for the person who presided at the confirming meeting, and for nobody else: read and sign the minutes."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import members
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.views.acting import carried_out, show, typed
from meetings.agendas.views.members import find
from meetings.minutes.confirmation import e_signature, signing
from meetings.minutes.confirmation.confirming import signatory_of
from meetings.models import Correction, Minutes, MinutesState
from meetings.models.confirming import carried_by
from meetings.sending import in_a_sentence

RIGHT = "presided where they were confirmed, to sign them"


def _find_minutes(request: SignedInRequest, committee: str, meeting: str) -> Minutes:
    """Return the minutes that wait for this user's signature. SECURITY: 404 for everybody else."""
    row = find(request, committee, meeting)
    minutes = Minutes.objects.select_related("meeting__committee").filter(meeting=row).first()
    if minutes is None or minutes.state != MinutesState.PUBLISHED or request.user.person_id is None:
        raise Http404
    if signatory_of(minutes) != request.user.person_id:
        raise Http404
    return minutes


@members
def sign(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Show the minutes to be signed, with a button that signs them (LGA 1972 Sch 12 para 41)."""
    minutes = _find_minutes(request, committee, meeting)
    form = ConfirmForm(typed(request), button="Sign the minutes", warning=False)
    fault = ""
    try:
        signing.to_be_signed(minutes, at=timezone.now())
    except Refused as refusal:
        fault = refusal.text
    message, then = "You have signed the minutes.", reverse("members:minutes", args=[committee, meeting])
    if not fault and (answer := carried_out(request, signing.sign, minutes, form, message=message, then=then)):
        return answer
    corrections = (
        Correction.objects.filter(minute__minutes=minutes).select_related("minute").order_by("minute__position")
    )
    return show(
        request,
        "members/sign_minutes.html",
        form=form,
        meeting=minutes.meeting,
        fault=fault,
        can_seal=e_signature.can_seal(),
        corrections=corrections,
        resolution=carried_by(minutes),
    )


@members
def to_sign(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Send a PDF of the full minutes as they would be signed. The reading is logged."""
    minutes = _find_minutes(request, committee, meeting)
    with in_a_sentence():
        data = signing.signing_copy(minutes, at=timezone.now())
    audit.record_reading(request.user, minutes, RIGHT)
    return files.send_copy(data, files.file_name(committee, minutes.meeting.slug, "minutes to sign"))
