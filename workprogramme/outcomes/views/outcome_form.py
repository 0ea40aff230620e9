"""The form page of an outcome, shared by officers and planners: accept the text, or save it as a draft."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import fill_in
from committee.views.acting import Data, Done, answered, show, typed
from workprogramme.document.prose import blocks
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes import verbs
from workprogramme.outcomes.draft_from_minute import Offer, mark_of
from workprogramme.outcomes.forms import OutcomeForm


def outcome_page(
    request: SignedInRequest,
    item: ProgrammeItem,
    offer: Offer,
    template: str,
    *,
    may_accept: bool,
    then: Callable[[bool], Done],
    **page: Any,
) -> HttpResponseBase:
    """
    Show the form of an outcome. When the form is sent, accept the outcome or save a draft, and redirect.

    `then` takes whether the outcome was accepted, and returns the message and the address to redirect to. Where the
    verb refuses, the message is shown at the text field, and the typed text stays in the form.
    """
    form = OutcomeForm(typed(request), item=item, offer=offer, may_accept=may_accept)
    accepting = may_accept and "keep" not in request.POST
    verb = verbs.accept if accepting else verbs.keep_draft
    if "instead" in request.POST:
        accepting, verb = False, verbs.write_instead

    def act(data: Data) -> Done:
        now = timezone.now()
        item.refresh_from_db()
        # If the form was sent without a hash, but there is an outcome, the verb must refuse: "nothing" differs from
        # every hash.
        data["began_from"] = data["began_from"] or ("nothing" if item.outcome else "")
        fill_in(form, began_from=mark_of(item))  # after a refusal, the form has the hash of the present outcome
        verb(item, **data, on=timezone.localdate(now), at=now, by=request.user)
        return then(accepting)

    return answered(request, form, act, field="text") or show(
        request, template, form=form, **about(item, offer), **page
    )


def about(item: ProgrammeItem, offer: Any) -> dict[str, Any]:
    """
    Return the context of a page about an outcome.

    `kept` and `offered` are the present and the offered text as blocks. `differs` is True where both exist and differ.
    """
    return {
        "item": item,
        "programme": item.programme,
        "offer": offer,
        "kept": blocks(item.outcome),
        "offered": blocks(offer.text),
        "differs": bool(offer.text and item.outcome and item.outcome != offer.text),
    }
