"""How an item ends or goes on: withdrawn, merged, closed, followed up; and its trail."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee import audit
from committee.models import AuditEntry
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import ask, typed
from workprogramme.items import follow_ups, scheduling
from workprogramme.items.forms.acts import FollowUpForm, MergeForm, ReasonForm
from workprogramme.lookup import address_of, caption_of, crumbs, find_item
from workprogramme.models import Origin, ProgrammeItem, Purpose, Table

PAGE = 50
NOTHING = ("", None, "None")
LABELS: dict[str, dict[str, str]] = {
    name: {str(value): str(label) for value, label in choices.choices}
    for name, choices in (("purpose", Purpose), ("table", Table), ("origin", Origin))
}


def _act(
    request: SignedInRequest, item: ProgrammeItem, form: Any, act: Callable[..., str], *, heading: str, **context: Any
) -> HttpResponseBase:
    """One act on an item at this moment, and back to its page."""
    now = timezone.now()
    when = {"on": timezone.localdate(now), "at": now, "by": request.user}
    return ask(
        request, form, lambda data: act(when),
        template="desk/act.html", then=address_of(item), field="reason", heading=heading,
        caption=caption_of(item.programme, item), trail=crumbs(item.programme, item), back=address_of(item), **context,
    )  # fmt: skip


@planners
def item_withdraw(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Give an item up, with its reason."""
    item = find_item(committee, year, pk)
    form = ReasonForm(
        typed(request), button="Withdraw item", label="Why is it withdrawn?", hint="Printed with the item."
    )

    def withdraw(when: dict[str, Any]) -> str:
        scheduling.withdraw(item, reason=form.cleaned_data["reason"], **when)
        return "It is withdrawn."

    follows = [
        "It stays in the programme under “Briefings and withdrawn requests”, with this reason.",
        "It can no longer be scheduled. If it was withdrawn by mistake, it can be restored from its page.",
    ]
    return _act(request, item, form, withdraw, heading="Withdraw item", follows=follows)


@planners
def item_merge(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Let an item go on in another."""
    item = find_item(committee, year, pk)
    form = MergeForm(typed(request), item=item)

    def merge(when: dict[str, Any]) -> str:
        data = form.cleaned_data
        scheduling.merge(item, data["into"], reason=data["reason"], **when)
        return f"It continues in “{data['into'].title}”."

    follows = ["This item ends, with a link to the other item.", "Its history is shown with the other item."]
    return _act(request, item, form, merge, heading="Merge into another item", follows=follows)


@planners
def item_close(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Say that nothing more comes of an item."""
    item = find_item(committee, year, pk)
    form = ReasonForm(
        typed(request), button="Close item", label="Is there anything to add?", required=False,
        hint="For example: the answer came on 3 May and members were content.",
    )  # fmt: skip

    def close(when: dict[str, Any]) -> str:
        scheduling.close(item, reason=form.cleaned_data["reason"], **when)
        return "It is closed."

    return _act(
        request, item, form, close, heading="Close item", lead="No further action is planned. Its outcome stays."
    )


@planners
def item_restore(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take back that an item was withdrawn, merged or closed by mistake."""
    item = find_item(committee, year, pk)
    form = ReasonForm(
        typed(request),
        button="Restore item",
        label="Why is it restored?",
        hint="Shown in its public history.",
    )

    def restore(when: dict[str, Any]) -> str:
        scheduling.restore(item, reason=form.cleaned_data["reason"], **when)
        return "It is restored."

    follows = ["It returns to its meeting if that has not been held yet. Otherwise it is to be scheduled."]
    return _act(request, item, form, restore, heading="Restore item", follows=follows)


@planners
def item_follow_up(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Propose a further item that takes this one up; `?look_back=1` begins twelve months on."""
    item = find_item(committee, year, pk)
    form = FollowUpForm(typed(request), item=item, look_back="look_back" in request.GET)

    def propose(when: dict[str, Any]) -> str:
        minuted = item.agenda_item is not None and hasattr(item.agenda_item, "minute")
        origin = Origin.MINUTE if minuted else Origin.MEETING if item.meeting else Origin.OTHER
        made = follow_ups.propose_follow_up(item, **form.cleaned_data, origin=origin, **when)
        return f"“{made.title}” is in the programme {made.programme.year}, to be scheduled."

    lead = "A new item, to be scheduled, with the same lead people."
    return _act(request, item, form, propose, heading="Propose a follow-up", lead=lead)


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
    return render(request, "desk/programme/trail.html", context)


def facts_of(entry: AuditEntry) -> list[str]:
    """Return the facts of an audit entry, each as "reason: the report is late", without the programme."""
    facts = {name: value for name, value in entry.facts.items() if name != "programme"}
    return [f"{name.replace('_', ' ')}: {_words(name, value)}" for name, value in facts.items() if value not in NOTHING]


def _words(name: str, value: str) -> str:
    """Return a value as the item's pages show it: of a choice its label."""
    return LABELS.get(name, {}).get(value, value)
