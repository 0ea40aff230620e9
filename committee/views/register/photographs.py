"""A member's photograph: uploaded, and removed."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.forms.fields import ConfirmForm
from committee.forms.people import PhotographForm
from committee.models import Person
from committee.permissions import register
from committee.register import photographs as verbs
from committee.requests import SignedInRequest
from committee.views.acting import ask, chosen, typed
from committee.views.register.people import person_steps

LEAD = "Shown on the public page of the member and beside their name on the pages of their committees."


@register
def photograph_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Upload a photograph, in place of the one there is."""
    who = get_object_or_404(Person, slug=slug)

    def act(typed_in: dict[str, Any]) -> str:
        verbs.change_photograph(who, typed_in["file"], by=request.user)
        return "The photograph has been uploaded."

    form = PhotographForm(typed(request), chosen(request))
    page, steps = person_steps(who)
    title = f"Upload a photograph of {who}"
    return ask(request, form, act, then=page, field="file", title=title, lead=LEAD, trail=steps)


@register
def photograph_remove(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show no photograph any more."""
    who = get_object_or_404(Person, slug=slug)

    def act(_typed_in: dict[str, Any]) -> str:
        verbs.remove_photograph(who, by=request.user)
        return "The photograph has been removed."

    form = ConfirmForm(typed(request), button="Remove photograph")
    page, steps = person_steps(who)
    title = f"Remove the photograph of {who}?"
    lead = "It is deleted. Public pages show the initials of the name instead."
    return ask(request, form, act, then=page, title=title, lead=lead, trail=steps)
