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
from workprogramme.items import follow_ups, restoring, scheduling
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
    row = find_item(committee, year, pk)
    form = ReasonForm(typed(request), button="Withdraw it", label="Why is it withdrawn?", hint="Printed with it.")

    def withdraw(when: dict[str, Any]) -> str:
        scheduling.withdraw(row, reason=form.cleaned_data["reason"], **when)
        return "It is withdrawn."

    follows = [
        "It stays in the programme under “Briefings and withdrawn requests”, with this reason.",
        "It can no longer be scheduled. If it was withdrawn by mistake, it can be restored from its page.",
    ]
    return _act(request, row, form, withdraw, heading="Withdraw it", follows=follows)


@planners
def item_merge(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Let an item go on in another."""
    row = find_item(committee, year, pk)
    form = MergeForm(typed(request), item=row)

    def merge(when: dict[str, Any]) -> str:
        said = form.cleaned_data
        scheduling.merge(row, said["into"], reason=said["reason"], **when)
        return f"It goes on in “{said['into'].title}”."

    follows = ["This item ends, and says where the matter goes on.", "Its story can be read from the other item."]
    return _act(request, row, form, merge, heading="Merge it into another item", follows=follows)


@planners
def item_close(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Say that nothing more comes of an item."""
    row = find_item(committee, year, pk)
    form = ReasonForm(
        typed(request), button="Close it", label="Is there anything to say?", required=False,
        hint="For example: the answer came on 3 May and members were content.",
    )  # fmt: skip

    def close(when: dict[str, Any]) -> str:
        scheduling.close(row, reason=form.cleaned_data["reason"], **when)
        return "It is closed."

    return _act(request, row, form, close, heading="Close it", lead="Nothing more comes of it. Its outcome stays.")


@planners
def item_restore(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take back that an item was withdrawn, merged or closed by mistake."""
    row = find_item(committee, year, pk)
    form = ReasonForm(
        typed(request),
        button="Restore it",
        label="Why is it restored?",
        hint="Its story says this: everybody reads it.",
    )

    def restore(when: dict[str, Any]) -> str:
        restoring.restore(row, reason=form.cleaned_data["reason"], **when)
        return "It is restored."

    follows = ["It stands where it stood: at its meeting, if that is to come, else to be scheduled."]
    return _act(request, row, form, restore, heading="Restore it", follows=follows)


@planners
def item_follow_up(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Propose a further item that takes this one up; `?look_back=1` begins twelve months on."""
    row = find_item(committee, year, pk)
    form = FollowUpForm(typed(request), item=row, look_back="look_back" in request.GET)

    def propose(when: dict[str, Any]) -> str:
        minuted = row.agenda_item is not None and hasattr(row.agenda_item, "minute")
        origin = Origin.MINUTE if minuted else Origin.MEETING if row.meeting else Origin.OTHER
        made = follow_ups.propose_follow_up(row, **form.cleaned_data, origin=origin, **when)
        return f"“{made.title}” is in the programme {made.programme.year}, to be scheduled."

    lead = "A further item, to be scheduled, with the same people in the lead."
    return _act(request, row, form, propose, heading="Propose a follow-up", lead=lead)


@planners
def item_trail(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Everything that was done to an item, by whom and when, latest first."""
    row = find_item(committee, year, pk)
    page = Paginator(audit.trail_of(row), PAGE).get_page(request.GET.get("page"))
    context = {
        "item": row,
        "programme": row.programme,
        "heading": "What was done",
        "page": page,
        "lines": [(entry, facts_of(entry)) for entry in page],
        "trail": crumbs(row.programme, row),
    }
    return render(request, "desk/programme/trail.html", context)


def facts_of(entry: AuditEntry) -> list[str]:
    """The facts beside an entry, each as "reason: the report is late"; which programme it is the page says."""
    told = {name: value for name, value in entry.facts.items() if name != "programme"}
    return [f"{name.replace('_', ' ')}: {_words(name, value)}" for name, value in told.items() if value not in NOTHING]


def _words(name: str, value: str) -> str:
    """A value as the item's pages have it: of a choice its label."""
    return LABELS.get(name, {}).get(value, value)
