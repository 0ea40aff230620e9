"""The council's look: its crest or logo, and its colours with their contrast."""

from django.http import HttpResponseBase
from django.urls import reverse

from committee.access.permissions import administration
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.forms.look import ColoursForm, CrestForm
from committee.models import Council
from committee.register import council as verbs
from committee.register.colours import contrasts
from committee.views.acting import Data, ask, chosen, typed
from committee.views.register.breadcrumbs import Step, act, below

LEAD = "Shown in the header of every page, on front sheets, minutes and notices, and in emails."


@administration
def look(request: SignedInRequest) -> HttpResponseBase:
    """Show and change the colours, with the contrast of each pair, and the crest."""
    council = Council.current()
    return act(
        request,
        verbs.save_council,
        None,
        ColoursForm(typed(request), council=council),
        _council(),
        then=reverse("register:look"),
        said="The colours have been saved.",
        template="register/look.html",
        title="Crest and colours",
        lead=LEAD,
        contrasts=contrasts(council.brand_colour, council.brand_text_colour, council.link_colour),
    )


@administration
def crest_new(request: SignedInRequest) -> HttpResponseBase:
    """Upload a crest or logo."""

    def change(data: Data) -> str:
        verbs.change_crest(data["file"], by=request.user)
        return "The crest has been uploaded."

    about: Data = {"field": "file", "title": "Upload a crest", "lead": LEAD}
    return ask(request, CrestForm(typed(request), chosen(request)), change, **about, **below(_council(), _look()))


@administration
def crest_remove(request: SignedInRequest) -> HttpResponseBase:
    """Show no crest any more."""
    form = ConfirmForm(typed(request), button="Remove crest")
    lead = "Pages and emails will show only the council’s name. Published documents keep the crest."
    about = {"said": "The crest has been removed.", "title": "Remove the crest?", "lead": lead}
    return act(request, verbs.remove_crest, None, form, _council(), _look(), **about)


def _council() -> Step:
    return ("The council", reverse("register:council"))


def _look() -> Step:
    return ("Crest and colours", reverse("register:look"))
