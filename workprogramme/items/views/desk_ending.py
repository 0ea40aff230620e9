"""How an item ends or goes on: withdrawn, merged, closed, followed up; and its trail."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render

from committee.access.permissions import planners
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.models import AuditEntry
from committee.views.acting import Data, carry_out, typed
from workprogramme.items import follow_ups, scheduling
from workprogramme.items.act_forms import FollowUpForm, MergeForm
from workprogramme.lookup import address_of, caption_of, crumbs, find_item
from workprogramme.models import Origin, ProgrammeItem, Purpose, Table

PAGE = 50
NOTHING = ("", None, "None")
LABELS: dict[str, dict[str, str]] = {
    name: {str(value): str(label) for value, label in choices.choices}
    for name, choices in (("purpose", Purpose), ("table", Table), ("origin", Origin))
}


Asks = Callable[[SignedInRequest, ProgrammeItem], Data]
View = Callable[..., HttpResponseBase]


def act_on_item(verb: Callable[..., Any]) -> Callable[[Asks], View]:
    """Make the view of an act on an item, which leads back to its page: its form, and what its page says."""

    def make(asks: Asks) -> View:
        @planners
        @wraps(asks)
        def view(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
            item = find_item(committee, year, pk)
            here, trail = address_of(item), crumbs(item.programme, item)
            page: Data = {"field": "reason", "caption": caption_of(item.programme, item), **asks(request, item)}
            return carry_out(request, verb, item, template="desk/act.html", then=here, back=here, trail=trail, **page)

        return view

    return make


def explain(
    verb: Callable[..., Any], button: str, label: str, *, hint: str = "", required: bool = True, **page: Any
) -> View:
    """Make the view of an act on an item that asks only for its reason; headed by its button."""

    def with_reason(request: SignedInRequest, item: ProgrammeItem) -> Data:
        form = ReasonForm(typed(request), button=button, label=label, hint=hint, most=500)
        form.fields["reason"].required = required
        return {"form": form, "heading": button, **page}

    return act_on_item(verb)(with_reason)


item_withdraw = explain(
    scheduling.withdraw,
    "Withdraw item",
    "Why is it withdrawn?",
    hint="Printed with the item.",
    message="It is withdrawn.",
    follows=[
        "It stays in the programme under “Briefings and withdrawn requests”, with this reason.",
        "It can no longer be scheduled. If it was withdrawn by mistake, it can be restored from its page.",
    ],
)
item_close = explain(
    scheduling.close,
    "Close item",
    "Is there anything to add?",
    hint="For example: the answer came on 3 May and members were content.",
    required=False,
    message="It is closed.",
    lead="No further action is planned. Its outcome stays.",
)
item_restore = explain(
    scheduling.restore,
    "Restore item",
    "Why is it restored?",
    hint="Shown in its public history.",
    message="It is restored.",
    follows=["It returns to its meeting if that has not been held yet. Otherwise it is to be scheduled."],
)


@act_on_item(scheduling.merge)
def item_merge(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Let an item go on in another."""
    return {
        "form": MergeForm(typed(request), item=item),
        "message": lambda merged: f"It continues in “{merged.merged_into.title}”.",
        "heading": "Merge into another item",
        "follows": ["This item ends, with a link to the other item.", "Its history is shown with the other item."],
    }


@act_on_item(follow_ups.propose_follow_up)
def item_follow_up(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Propose a further item that takes this one up; `?look_back=1` begins twelve months on."""
    minuted = item.agenda_item is not None and hasattr(item.agenda_item, "minute")
    return {
        "form": FollowUpForm(typed(request), item=item, look_back="look_back" in request.GET),
        "values": {"origin": Origin.MINUTE if minuted else Origin.MEETING if item.meeting else Origin.OTHER},
        "message": lambda made: f"“{made.title}” is in the programme {made.programme.year}, to be scheduled.",
        "heading": "Propose a follow-up",
        "lead": "A new item, to be scheduled, with the same lead people.",
    }


@planners
def item_trail(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Everything that was done to an item, by whom and when, latest first."""
    item = find_item(committee, year, pk)
    page = Paginator(audit.trail_of(item), PAGE).get_page(request.GET.get("page"))
    context = {
        "item": item,
        "programme": item.programme,
        "heading": "History",
        "page": page,
        "lines": [(entry, facts_of(entry)) for entry in page],
        "trail": crumbs(item.programme, item),
    }
    return render(request, "desk/trail.html", context)


def facts_of(entry: AuditEntry) -> list[str]:
    """Return the facts of an audit entry, each as "reason: the report is late", without the programme."""
    facts = {name: value for name, value in entry.facts.items() if name != "programme"}
    return [f"{name.replace('_', ' ')}: {_words(name, value)}" for name, value in facts.items() if value not in NOTHING]


def _words(name: str, value: str) -> str:
    """Return a value as the item's pages show it: of a choice its label."""
    return LABELS.get(name, {}).get(value, value)
