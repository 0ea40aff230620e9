"""Where anybody complains about personal data, and what they are told then (DPA 2018 s.164A; R61)."""

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.complaints import acknowledge, complain, tell_the_team
from committee.forms.complaints import ComplaintForm
from committee.models import DataComplaint
from committee.rate_limit import is_flood
from committee.refusal import Refused
from committee.verbs import PORTAL
from committee.views.acting import Data, Done, ask, typed

AN_HOUR = 5
TOO_MANY = "Too many complaints have come from your connection in the last hour. Try again later, or write to us."
SALT = "committee.complaint"


def complaint(request: HttpRequest) -> HttpResponseBase:
    """The form for a complaint; then its acknowledgement, its reference and what happens next."""
    form = ComplaintForm(typed(request))

    def act(data: Data) -> Done:
        if form.is_from_a_program:
            return Done("", reverse("public:complaint-received"))
        if is_flood(request, "complaints", AN_HOUR):
            raise Refused(TOO_MANY)
        return Done("", _received(*_keep(data)))

    return ask(request, form, act, template="public/statement/complaint.html", trail=_trail())


def _keep(data: Data) -> tuple[DataComplaint, bool]:
    """The complaint, kept; and whether the email that acknowledges it was sent."""
    now = timezone.now()
    words = {name: data[name] for name in ("details", "page", "name", "email")}
    kept = complain(**words, received_on=timezone.localdate(now), at=now)
    sent = acknowledge(kept, at=now, by=PORTAL)
    tell_the_team(kept)
    return kept, sent


def _received(kept: DataComplaint, sent: bool) -> str:
    """The address of the thanks; signed, so that no page of ours says what somebody else made up."""
    facts = {"reference": kept.reference, "sent": sent, "acknowledge_by": kept.acknowledge_by.isoformat()}
    return f"{reverse('public:complaint-received')}?{urlencode({'kept': signing.dumps(facts, salt=SALT)})}"


def complaint_received(request: HttpRequest) -> HttpResponseBase:
    """The reference, and what happens next. It says nothing of the complaint itself."""
    try:
        kept = signing.loads(request.GET.get("kept", ""), salt=SALT)
    except signing.BadSignature:
        kept = {}
    return render(request, "public/statement/complaint_received.html", {**kept, "trail": _trail()})


def _trail() -> list[tuple[str, str]]:
    return [("Privacy notice", reverse("public:privacy"))]
