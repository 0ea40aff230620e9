"""The page where the ground is named for business that was on no agenda published here (R63)."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import timezone

from committee.forms.edit_conflict import saved
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.lookup import address, go_to
from meetings.minutes.confirmation.forms import GroundForm
from meetings.minutes.document import unlisted_grounds
from meetings.minutes.document.unlisted_business import ground_of, unlisted
from meetings.minutes.lookup import find_minutes, frame


@desk
def ground(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """What was decided though it was on no published agenda, and on what ground."""
    row = find_minutes(committee, meeting)
    form = GroundForm(request.POST or None, row=ground_of(row), holds=row.meeting)
    if request.method == "POST" and form.is_valid():
        try:
            saved(
                form, lambda: unlisted_grounds.name_ground(row, **form.cleaned_data, at=timezone.now(), by=request.user)
            )
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The ground is recorded. The minutes print it.")
            return go_to("desk:write_up", row.meeting)
    entries = row.entries.select_related("item__ruling").prefetch_related("resolutions")
    return show(
        request,
        "desk/minutes/ground.html",
        form=form,
        back=address("write_up", row.meeting),
        without=unlisted(row, list(entries)),
        **frame(row),
    )
