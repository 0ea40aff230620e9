"""Required reports at a committee: the list with how it stands, a new duty, and one changed or removed."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.models import Committee
from committee.views.acting import carry_out, press_to, typed
from committee.views.lookup import find_committee
from workprogramme.lookup import Trail, committee_crumbs
from workprogramme.programmes import duties as verbs
from workprogramme.programmes.duties import standings
from workprogramme.programmes.forms import DutyForm


def _list(committee: Committee) -> str:
    return reverse("desk:programme-duties", kwargs={"committee": committee.slug})


def _trail(committee: Committee) -> Trail:
    return committee_crumbs(committee, timezone.localdate())


@planners
def duties(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """List each duty and how the committee stands with it; a form records another."""
    body = find_committee(committee)
    rows = standings(body, timezone.localdate())
    recorded = {row.duty.kind for row in rows}
    usual = [(kind, words[0]) for kind, words in verbs.USUAL.items() if kind not in recorded]
    form = DutyForm(typed(request), initial=DutyForm.usual(request.GET.get("kind", "")))

    return carry_out(
        request, verbs.record_duty, body, form, message=lambda duty: f"“{duty}” is recorded.", then=lambda: _list(body),
        template="desk/programme/duties.html", committee=body, standings=rows, usual=usual, trail=_trail(body),
        field="title",
    )  # fmt: skip


@planners
def duty(request: SignedInRequest, committee: str, pk: int) -> HttpResponseBase:
    """One duty, changed, or taken off the list."""
    body = find_committee(committee)
    duty = get_object_or_404(body.duties, pk=pk)
    removing = "remove" in request.POST
    form = DutyForm(None if removing else typed(request), row=duty, button="Save")
    if removing:
        message = f"“{duty.title}” is removed."
        return press_to(request, verbs.remove_duty, duty, message=message, then=_list(body))

    return carry_out(
        request, verbs.edit_duty, duty, form, then=lambda: _list(body), template="desk/programme/duty.html",
        committee=body, duty=duty, trail=[*_trail(body), ("Duties", _list(body))], field="title",
        used=duty.items.exists(),
    )  # fmt: skip
