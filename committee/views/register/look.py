"""The council's look: its crest or logo, and its colours with their contrast."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from committee.forms.fields import ConfirmForm
from committee.forms.look import ColoursForm, CrestForm
from committee.models import Council
from committee.permissions import administration
from committee.register import council as verbs
from committee.register.colours import contrasts
from committee.requests import SignedInRequest
from committee.views.acting import ask, chosen, typed
from committee.views.register.breadcrumbs import trail

LEAD = "Shown in the header of every page, on front sheets, minutes and notices, and in emails."


@administration
def look(request: SignedInRequest) -> HttpResponseBase:
    """Show and change the colours, with the contrast of each pair, and the crest."""
    council = Council.current()

    def act(typed_in: dict[str, Any]) -> str:
        verbs.save_council(**typed_in, by=request.user)
        return "The colours have been saved."

    return ask(
        request,
        ColoursForm(typed(request), council=council),
        act,
        then=reverse("register:look"),
        template="register/look.html",
        title="Crest and colours",
        lead=LEAD,
        contrasts=contrasts(council.brand_colour, council.brand_text_colour, council.link_colour),
        trail=_trail(),
    )


@administration
def crest_new(request: SignedInRequest) -> HttpResponseBase:
    """Upload a crest or logo."""

    def act(typed_in: dict[str, Any]) -> str:
        verbs.change_crest(typed_in["file"], by=request.user)
        return "The crest has been uploaded."

    form = CrestForm(typed(request), chosen(request))
    return ask(
        request,
        form,
        act,
        then=reverse("register:look"),
        field="file",
        title="Upload a crest",
        lead=LEAD,
        trail=_here(),
    )


@administration
def crest_remove(request: SignedInRequest) -> HttpResponseBase:
    """Show no crest any more."""

    def act(_typed_in: dict[str, Any]) -> str:
        verbs.remove_crest(by=request.user)
        return "The crest has been removed."

    form = ConfirmForm(typed(request), button="Remove crest")
    lead = "Pages and emails will show only the council’s name. Published documents keep the crest."
    return ask(request, form, act, then=reverse("register:look"), title="Remove the crest?", lead=lead, trail=_here())


def _trail() -> Any:
    return trail(("The council", reverse("register:council")))


def _here() -> Any:
    return trail(("The council", reverse("register:council")), ("Crest and colours", reverse("register:look")))
