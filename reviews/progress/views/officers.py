"""How far an accepted recommendation is done, as its officer reports it."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.permissions import officers
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, ask, typed
from reviews.models import Addressee
from reviews.progress import verbs
from reviews.progress.forms import ProgressForm
from reviews.progress.standing import progress_of


@officers
def report(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """What was accepted, what was reported before, and the form of a new report; anybody else's does not exist."""
    today = timezone.localdate()
    if request.user.person_id is None:
        raise Http404
    rows = Addressee.objects.readable_by(request.user, today).filter(draft__writer=request.user.person)
    addressee = rows.select_related("recommendation__review__monitored_by").filter(draft=pk).first()
    if addressee is None:
        raise Http404
    recommendation = addressee.recommendation
    found = progress_of(recommendation.review, today, public=False, number=recommendation.number)
    progress = next((one for one in found if one.addressee.pk == addressee.pk), None)
    if progress is None:
        raise Http404

    def act(data: Data) -> Done:
        verbs.report_progress(addressee, **data, on=today, at=timezone.now(), by=request.user)
        return Done(
            "Thank you. Your report has been sent to the scrutiny officer, who will publish it.",
            reverse("officers:front"),
        )

    return ask(
        request, ProgressForm(typed(request), waiting=progress.waiting), act, field="status",
        template="officers/reviews/progress.html", progress=progress, recommendation=recommendation,
    )  # fmt: skip
