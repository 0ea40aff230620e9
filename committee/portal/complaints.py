"""Where anybody complains about personal data, and what they are told then (DPA 2018 s.164A; R61)."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.complaints.forms import ComplaintForm
from committee.complaints.verbs import acknowledge, complain, tell_the_team
from committee.forms.from_anybody import thanked, thanks
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Data, Done, ask, typed

AN_HOUR = 5
TOO_MANY = "Too many complaints have come from your connection in the last hour. Try again later, or write to us."


def complaint(request: HttpRequest) -> HttpResponseBase:
    """Show the complaint form, record the complaint, then show its reference and what happens next."""
    form = ComplaintForm(typed(request))

    def act(data: Data) -> Done:
        if form.is_from_a_program:
            return Done("", reverse("public:complaint-received"))
        if is_flood(request, "complaints", AN_HOUR):
            raise Refused(TOO_MANY)
        return Done("", _keep(data))

    return ask(request, form, act, template="public/statement/complaint.html", trail=_trail())


def _keep(data: Data) -> str:
    """Record the complaint and acknowledge it. Return the address of the thanks."""
    now = timezone.now()
    words = {name: data[name] for name in ("details", "page", "name", "email")}
    saved = complain(**words, received_on=timezone.localdate(now), at=now)
    facts = {"reference": saved.reference, "sent": acknowledge(saved, at=now, by=PORTAL)}
    tell_the_team(saved)
    return thanks(reverse("public:complaint-received"), **facts, acknowledge_by=saved.acknowledge_by.isoformat())


def complaint_received(request: HttpRequest) -> HttpResponseBase:
    """Show the reference and the next steps, and nothing of the complaint itself."""
    return render(request, "public/statement/complaint_received.html", {**thanked(request), "trail": _trail()})


def _trail() -> list[tuple[str, str]]:
    return [("Privacy notice", reverse("public:privacy"))]
