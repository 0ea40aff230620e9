"""The desk's pages of an item: its facts and acts, adding an item, editing its texts, its trail."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners, runs_the_desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ReasonForm
from committee.models import AuditEntry
from committee.views.acting import Data, Done, carry_out, typed
from meetings.lookup import address as meeting_address
from meetings.models import MinutesState
from workprogramme.document import rows as words
from workprogramme.document.prose import blocks
from workprogramme.history.story import story
from workprogramme.items import follow_ups, scheduling, verbs
from workprogramme.items.act_forms import FollowUpForm, MergeForm
from workprogramme.items.forms import ItemForm, begin_with
from workprogramme.items.verbs import rewrite
from workprogramme.lookup import address, address_of, caption_of, crumbs, find_item, find_programme
from workprogramme.models import (
    DONE,
    HAPPENS,
    OFFICER_ROLES,
    PROPOSED,
    ItemState,
    Origin,
    ProgrammeItem,
    Purpose,
    Table,
)
from workprogramme.time_limits import decision_warning

PAGE = 50
NOTHING = ("", None, "None")
LABELS: dict[str, dict[str, str]] = {
    name: {str(value): str(label) for value, label in choices.choices}
    for name, choices in (("purpose", Purpose), ("table", Table), ("origin", Origin))
}


Asks = Callable[[SignedInRequest, ProgrammeItem], Data]
View = Callable[..., HttpResponseBase]


def act_on_item(verb: Callable[..., Any]) -> Callable[[Asks], View]:
    """Return a decorator that makes the view of an act on an item from a function that returns the page's context."""

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
    """Return the view of an act whose form has only a reason. The text of the button is also the page's heading."""

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
    follows=["A closed item is considered again. Other items return to a meeting to come, or are to be scheduled."],
)


@act_on_item(scheduling.merge)
def item_merge(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Merge an item into another."""
    return {
        "form": MergeForm(typed(request), item=item),
        "message": lambda merged: f"It continues in “{merged.merged_into.title}”.",
        "heading": "Merge into another item",
        "follows": ["This item ends, with a link to the other item.", "Its history is shown with the other item."],
    }


@act_on_item(follow_ups.propose_follow_up)
def item_follow_up(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Propose a follow-up of an item. `?look_back=1` suggests a day twelve months after the item's day."""
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
    """Show an item's trail, latest entry first."""
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
    """Return the facts of an audit entry except its programme, each as "reason: the report is late"."""
    facts = {name: value for name, value in entry.facts.items() if name != "programme"}
    return [f"{name.replace('_', ' ')}: {_words(name, value)}" for name, value in facts.items() if value not in NOTHING]


def _words(name: str, value: str) -> str:
    """Return a value as the item's pages show it, such as the label of a choice."""
    return LABELS.get(name, {}).get(value, value)


@planners
def item(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Show an item: its meeting, leads, origin, brief, outcome and story, with the possible acts."""
    item, today = find_item(committee, year, pk), timezone.localdate()
    leads = list(item.leads.select_related("person"))
    acts = _next(item, today)
    context = {
        "item": item,
        "programme": item.programme,
        "leads": [line.split(": ", 1) for line in words.leads(leads)],
        "warnings": warnings_of(item, today, has_officer=any(lead.role in OFFICER_ROLES for lead in leads)),
        "act": acts[0] if acts else None,
        "acts": [*acts[1:], *_always(item, today)],
        "outcome": blocks(item.outcome),
        "minute": _minute(item),
        "builder": meeting_address("meeting", item.agenda_item.meeting)
        if item.is_on_agenda and runs_the_desk(request.user, today) and item.agenda_item
        else "",
        "public_url": address("public:programme-item", item.programme, pk=item.pk) if item.is_public else "",
        "links": linked(item),
        "briefings": [
            (briefing, address("desk:programme-briefing", item.programme, pk=briefing.pk))
            for briefing in item.briefings.all()
        ],
        "story": story(item, public=False),
        "proposed": item.state in PROPOSED,
        "trail": crumbs(item.programme),
    }
    return render(request, "desk/programme/item.html", context)


@planners
def item_new(request: SignedInRequest, committee: str, year: str) -> HttpResponseBase:
    """Add an item. `?meeting=2022-04-21` preselects that meeting, `?table=standing` that table."""
    programme = find_programme(committee, year)
    form = ItemForm(typed(request), programme=programme, initial=begin_with(programme, request.GET))
    return carry_out(
        request, verbs.add_item, programme, form, template="desk/programme/item_form.html",
        message=lambda made: Done(f"“{made.title}” is in the programme.", address_of(made)),
        programme=programme, heading="Add an item", trail=crumbs(programme),
    )  # fmt: skip


@planners
def item_edit(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Edit an item's texts, leads, origin, and the decision that it precedes."""
    item = find_item(committee, year, pk)
    form = ItemForm(typed(request), programme=item.programme, item=item)
    return carry_out(
        request, rewrite, item, form, then=lambda: address_of(item), template="desk/programme/item_form.html",
        programme=item.programme, item=item, heading="Change the item", warning=decision_warning(item),
        trail=crumbs(item.programme, item),
    )  # fmt: skip


def warnings_of(item: ProgrammeItem, today: dt.date, *, has_officer: bool) -> list[str]:
    """Return warnings for a planner (R48), as sentences. An ended item only has warnings about texts now withheld."""
    if item.state in PROPOSED:
        return []
    if item.is_ended:
        return _withheld_since(item)
    warnings = [decision_warning(item), *_withheld_since(item)]
    if item.meeting and item.meeting.is_cancelled:
        warnings.append("Its meeting is cancelled: move it to another, or return it to be scheduled.")
    elif item.day and item.day < today and not item.has_outcome and item.table in HAPPENS:
        warnings.append("The meeting has been held, and no outcome has been accepted.")
    if not has_officer:
        warnings.append("No officer leads it.")
    return [warning for warning in warnings if warning]


def _withheld_since(item: ProgrammeItem) -> list[str]:
    """Return a warning for each text of the item that has become withheld on the agenda or in the minute."""
    agenda_item = item.agenda_item
    warnings = []
    if agenda_item and agenda_item.public_title and agenda_item.title.casefold() == item.title.casefold():
        warnings.append("Its agenda has a different title for the public: this title is public.")
    if item.is_minute_withheld and item.tells_outcome:
        warnings.append("Its minute is not for publication: this outcome is public.")
    elif item.is_minute_withheld and item.has_outcome:
        warnings.append(
            "Its minute has been withheld since its outcome was accepted, so the outcome is not shown. "
            "Withdraw the outcome, remove anything that must not be public, and accept it again."
        )
    return warnings


def linked(item: ProgrammeItem) -> list[tuple[str, str, str]]:
    """Return links to the items that an item comes from or continues in: (relation, title and year, URL)."""
    rows_by_relation = (
        ("Follows up", item.follow_up_of),
        ("Carried forward from", item.rolled_from),
        ("Continues in", item.merged_into),
        ("Carried forward to", getattr(item, "rolled_to", None)),
    )
    links = [(how, row) for how, row in rows_by_relation if row]
    for how, rows in (("Followed up by", item.follow_ups), ("Merged into it", item.merged_from)):
        links += [(how, row) for row in rows.select_related("programme__year")]
    for _, row in links:
        row.programme.committee = item.programme.committee
    return [(how, f"{row.title} ({row.programme.year})", address_of(row)) for how, row in links]


def _minute(item: ProgrammeItem) -> Any:
    """Return the minute of the item; None if the item has no minute, or the minute is withheld or not published."""
    minute = getattr(item.agenda_item, "minute", None) if item.agenda_item else None
    if minute is None or minute.is_withheld or not minute.number:
        return None
    return minute if minute.minutes.state in (MinutesState.PUBLISHED, MinutesState.CONFIRMED) else None


Act = tuple[str, str]  # an act on an item: the words of the link, and the URL of the page


def _next(item: ProgrammeItem, today: dt.date) -> list[Act]:
    """Return the links to the next acts in the item's present state, the likeliest first."""
    move, on_agenda = ("Move item", address_of(item, "move")), ("Add to the agenda", address_of(item, "agenda"))
    words = "Its outcome" if item.has_outcome else "Write outcome"
    outcome = words, address("desk:programme-outcome", item.programme, pk=item.pk)
    follow_up = "Propose a follow-up", address_of(item, "follow-up")
    more = "Add an action or a follow-up", address("desk:programme-outcome-ask-more", item.programme, pk=item.pk)
    come = item.day is not None and item.day <= today
    match item.state:
        case ItemState.SUGGESTED | ItemState.WEIGHED:
            suggestion = reverse("desk:programme-suggestion", args=[item.programme.committee.slug, item.pk])
            return [("Score and decide", suggestion)]
        case ItemState.TBC:
            return [("Schedule item", address_of(item, "move"))]
        case ItemState.SCHEDULED | ItemState.ON_AGENDA if come:
            tie = [("Link to its agenda item", address_of(item, "already-on-agenda"))] if item.meeting else []
            return [outcome, follow_up, more, *([] if item.is_on_agenda else [*tie, move])]
        case ItemState.ON_AGENDA if item.is_on_agenda:
            return []
        case ItemState.SCHEDULED | ItemState.ON_AGENDA:
            return [on_agenda, move] if item.meeting and not item.meeting.is_cancelled else [move]
        case ItemState.CONSIDERED | ItemState.FOLLOW_UP:
            ordered = [follow_up, outcome] if item.has_outcome else [outcome, follow_up]
            return [*ordered, more, ("Close item", address_of(item, "close"))]
        case ItemState.STANDING:
            briefing = address("desk:programme-briefing-new", item.programme)
            return [("Record a briefing", f"{briefing}?item={item.pk}"), outcome, follow_up]
        case ItemState.CLOSED:
            return [follow_up]
    return []


def _always(item: ProgrammeItem, today: dt.date) -> list[Act]:
    acts = {"edit": "Edit item"}
    if not item.is_ended and item.state not in (*DONE, *PROPOSED) and not item.is_on_agenda:
        acts |= {"merge": "Merge into another item", "withdraw": "Withdraw item"}
    if item.is_ended and item.state not in (ItemState.ROLLED, ItemState.DECLINED):
        acts["restore"] = "Restore item"
    if item.state == ItemState.ON_AGENDA and item.is_on_agenda and item.day and item.day > today:
        acts["off-agenda"] = "Remove from the agenda"
    return [(words, address_of(item, act)) for act, words in (acts | {"trail": "History"}).items()]
