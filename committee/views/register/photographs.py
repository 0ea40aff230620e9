"""A member's photograph: uploaded, and removed."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.forms.fields import ConfirmForm
from committee.forms.people import PhotographForm
from committee.models import Person
from committee.permissions import register
from committee.register import photographs as verbs
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, chosen, typed
from committee.views.register.breadcrumbs import act, below
from committee.views.register.people import person_steps

LEAD = "Shown on the public page of the member and beside their name on the pages of their committees."


@register
def photograph_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Upload a photograph, in place of the one there is."""
    who = get_object_or_404(Person, slug=slug)

    def change(data: Data) -> str:
        verbs.change_photograph(who, data["file"], by=request.user)
        return "The photograph has been uploaded."

    about: Data = {"field": "file", "title": f"Upload a photograph of {who}", "lead": LEAD}
    return ask(request, PhotographForm(typed(request), chosen(request)), change, **about, **below(*person_steps(who)))


@register
def photograph_remove(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show no photograph any more."""
    who = get_object_or_404(Person, slug=slug)
    form = ConfirmForm(typed(request), button="Remove photograph")
    lead = "It is deleted. Public pages show the initials of the name instead."
    about = {"said": "The photograph has been removed.", "title": f"Remove the photograph of {who}?", "lead": lead}
    return act(request, verbs.remove_photograph, who, form, *person_steps(who), **about)
