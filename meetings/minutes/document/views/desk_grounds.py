"""The page where the ground is named for business that was on no agenda published here (R63)."""

from django.http import HttpResponseBase
from django.utils import timezone

from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, show, typed
from meetings.lookup import address
from meetings.minutes.confirmation.forms import GroundForm
from meetings.minutes.document import unlisted_grounds
from meetings.minutes.document.unlisted_business import ground_of, unlisted
from meetings.minutes.lookup import find_minutes, frame


@desk
def ground(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """What was decided though it was on no published agenda, and on what ground."""
    minutes = find_minutes(committee, meeting)

    def act(data: Data) -> str:
        unlisted_grounds.name_ground(minutes, **data, at=timezone.now(), by=request.user)
        return "The ground is recorded. The minutes print it."

    write_up = address("minutes-write-up", minutes.meeting)
    form = GroundForm(typed(request), row=ground_of(minutes))
    if answer := answered(request, form, act, then=write_up):
        return answer
    entries = minutes.entries.select_related("item__ruling").prefetch_related("resolutions")
    return show(
        request,
        "desk/minutes/ground.html",
        form=form,
        back=write_up,
        without=unlisted(minutes, list(entries)),
        **frame(minutes),
    )
