"""The desk's pages of an outcome: write the outcome, ask the item's officers for the outcome, add actions."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import planners, runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.models import User
from committee.views.acting import Done, carry_out, press_to, typed
from committee.views.lookup import came_from
from workprogramme.lookup import address, address_of, crumbs, find_item
from workprogramme.models import ProgrammeItem
from workprogramme.outcomes import verbs
from workprogramme.outcomes.draft_from_minute import offered, why_not_yet
from workprogramme.outcomes.forms import AskMoreForm
from workprogramme.outcomes.verbs import AskedFor, officers_of
from workprogramme.outcomes.views.outcome_form import outcome_page


def _page(item: ProgrammeItem, act: str = "outcome") -> str:
    return address(f"desk:programme-{act}", item.programme, pk=item.pk)


@planners
def outcome(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """
    Write the outcome of an item: accept the outcome, save a draft, or ask the item's officers.

    SECURITY: text from minutes that are not published is offered only to users who run the desk. A scrutiny officer may
    not read draft minutes.
    """
    item = find_item(committee, year, pk)
    today = timezone.localdate()
    offer, not_yet = offered(item, drafts=runs_the_desk(request.user, today)), why_not_yet(item, today)

    def then(accepted: bool) -> Done:
        return Done("The outcome is accepted." if accepted else "Draft saved.", _page(item))

    return outcome_page(
        request, item, offer, "desk/programme/outcome.html", may_accept=not not_yet, then=then, not_yet=not_yet,
        officers=officers_of(item), trail=crumbs(item.programme, item), ask_url=_page(item, "outcome-ask"),
        reopen_url=_page(item, "outcome-reopen"), more_url=_page(item, "outcome-ask-more"), item_url=address_of(item),
        asked=item.actions.select_related("owner").order_by("pk"),
    )  # fmt: skip


@planners
@require_POST
def outcome_ask(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Email the item's officers to ask for the outcome, then redirect to the page with the button."""
    item = find_item(committee, year, pk)

    def tell(officers: list[User]) -> str:
        names = " and ".join(str(user) for user in officers)
        return f"{names} {'has' if len(officers) == 1 else 'have'} been asked for the outcome."

    return press_to(request, verbs.ask_for_outcome, item, message=tell, then=came_from(request) or _page(item))


@planners
@require_POST
def outcome_reopen(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Withdraw an accepted outcome, so that it can be changed."""
    item = find_item(committee, year, pk)
    return press_to(request, verbs.reopen, item, message="", then=_page(item))


@planners
def ask(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Add the requests of an outcome: an action, a look-back item, or both."""
    item = find_item(committee, year, pk)
    form = AskMoreForm(typed(request))

    def tell(made: AskedFor) -> str:
        sentences = ["It is in the action tracker."] if made.action else []
        if made.follow_up:
            sentences.append(f"“{made.follow_up.title}” is in the work programme {made.follow_up.programme.year}.")
        return " ".join(sentences)

    return carry_out(
        request, verbs.ask_more, item, form, message=tell, then=lambda: _page(item), template="desk/programme/ask.html",
        field="text", item=item, programme=item.programme, trail=crumbs(item.programme, item), outcome_url=_page(item),
    )  # fmt: skip
