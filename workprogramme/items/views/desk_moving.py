"""The desk's pages to move or reorder an item, and to add, link or remove its agenda item."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.views.acting import Data, ask, press, typed
from committee.wording.dates import full_date, long_date
from meetings.locking import is_published
from workprogramme.items import on_agenda, scheduling
from workprogramme.items.act_forms import AgendaForm, TieForm, untied
from workprogramme.items.choosing import meetings_of
from workprogramme.items.verbs import commission
from workprogramme.items.views.desk import act_on_item, explain
from workprogramme.lookup import address, address_of, crumbs, find_item
from workprogramme.models import ItemState, ProgrammeItem
from workprogramme.planner import board
from workprogramme.planner.board import Card
from workprogramme.planner.forms import TBC, MoveForm
from workprogramme.planner.plan import loads


@planners
def move(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """
    Move an item, with the reason.

    - `?to=2022-04-21` preselects that meeting.
    - `?past=1` offers past meetings.
    - `?show=no_officer` is the planner's filter, for the link back to the planner.

    Raises Http404 for an item that cannot be moved, such as a suggestion or a standing item. An item on an agenda has
    the page until it is considered, although it cannot be moved; a form sent later gets the verb's refusal.
    """
    item = find_item(committee, year, pk)
    is_past = item.state != ItemState.ON_AGENDA or item.has_outcome
    if not Card(item, []).is_movable and (not item.is_on_agenda or (is_past and request.method == "GET")):
        raise Http404
    today = timezone.localdate()
    meetings = list(meetings_of(item.programme).filter(cancelled_at__isnull=True))
    past = "past" in request.GET or not any(row.date >= today for row in meetings)
    form = MoveForm(
        typed(request), item=item, meetings=meetings, loads=loads(item.programme), today=today, past=past,
        initial={"to": request.GET.get("to", "")},
    )  # fmt: skip
    form.helper.form_action = request.get_full_path()

    def go(data: Data) -> str:
        now = timezone.now()
        when: dict[str, Any] = {"on": timezone.localdate(now), "at": now, "by": request.user}
        if data["to"] == TBC:
            scheduling.put_back(item, reason=data["reason"], **when)
            return f"“{item.title}” is to be scheduled again."
        meeting = form.meetings[data["to"]]
        scheduling.schedule(item, meeting, reason=data.get("reason", ""), **when)
        return f"“{item.title}” is planned for {long_date(meeting.date)}."

    with_past = not past and any(row.date < today for row in meetings)
    return ask(
        request, form, go, then=lambda: _planner(request, item), field="to",
        template="desk/programme/move.html", item=item, programme=item.programme, heading=form.button,
        planner=_planner(request, item), order=_order(request, item),
        more=f"{request.path}?{urlencode({'past': '1'} | _shown(request))}" if with_past else "",
        trail=crumbs(item.programme),
    )  # fmt: skip


@planners
@require_POST
def order(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Put an item one place earlier or later at its meeting. Return to the planner with the same filter."""
    item = find_item(committee, year, pk)

    def act() -> str:
        if "earlier" in request.POST:
            return f"“{item.title}” now comes before “{scheduling.put_earlier(item, by=request.user).title}”."
        return f"“{item.title}” now comes after “{scheduling.put_later(item, by=request.user).title}”."

    return press(request, act, then=_planner(request, item))


def _shown(request: SignedInRequest) -> dict[str, str]:
    """Return the planner's filter from the query string; {} for the whole programme."""
    kind = request.GET.get("show", "")
    return {"show": kind} if kind in board.KINDS else {}


def _planner(request: SignedInRequest, item: ProgrammeItem) -> str:
    """Return the URL of the planner with the same filter, at the item."""
    shown = _shown(request)
    return f"{address('desk:programme', item.programme)}{f'?{urlencode(shown)}' if shown else ''}#item-{item.pk}"


def _order(request: SignedInRequest, item: ProgrammeItem) -> dict[str, object] | None:
    """
    Return the item's `place` at its meeting (from 1), the number `of` items, and the `url` to change the place.

    Return None if the item is the only one at its meeting or cannot be moved.
    """
    ids = [row.pk for row in scheduling.beside(item)]
    if item.pk not in ids or len(ids) < 2 or not Card(item, []).is_movable:
        return None
    shown, url = _shown(request), address_of(item, "order")
    return {
        "url": f"{url}?{urlencode(shown)}" if shown else url,
        "place": ids.index(item.pk) + 1,
        "of": len(ids),
    }


@act_on_item(commission)
def item_agenda(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Put an item on the agenda: enter the agenda item, its paper with a deadline, and the brief for the author."""
    day = long_date(item.meeting.date) if item.meeting else ""
    return {
        "form": AgendaForm(typed(request), item=item, today=timezone.localdate()),
        "message": lambda made: f"It is item {made.number} of the agenda of {full_date(made.meeting.date)}.",
        "heading": "Add to the agenda",
        "field": "",
        "lead": day and f"The agenda of {day} will have an item “{item.title}”, and its paper is requested.",
        "insets": _before_it_goes_on(item),
    }


def _before_it_goes_on(item: ProgrammeItem) -> list[str]:
    """Return warnings to read before an item is put on the agenda of its meeting."""
    if item.meeting is None:
        return ["It has no meeting yet. Schedule it first."]
    warnings: list[str] = []
    if untied(item).exists():
        warnings.append(
            format_html(
                'Is it on that agenda already? <a class="govuk-link" href="{}">Say which item it is</a>, so that it '
                "does not stand there twice.",
                address_of(item, "already-on-agenda"),
            )
        )
    if is_published(item.meeting):
        warnings.append(
            "That agenda is published: the item is not public until you publish it in a supplement or as "
            "an urgent item."
        )
    return warnings


@act_on_item(on_agenda.tie_to_agenda)
def item_tie(request: SignedInRequest, item: ProgrammeItem) -> Data:
    """Link the item to an agenda item that the clerk has already created."""
    return {
        "form": TieForm(typed(request), item=item),
        "message": lambda tied: f"It is item {tied.agenda_item.number} of the agenda.",
        "field": "agenda_item",
        "heading": "Link to an agenda item",
        "lead": "Its number, title and papers on the agenda do not change.",
    }


item_off_agenda = explain(
    on_agenda.take_off_agenda,
    "Remove from the agenda",
    "Why is it removed from the agenda?",
    message="It has been removed from the agenda. It stays at its meeting until you move it.",
    follows=[
        "Its item is removed from the agenda. Later items move up by one.",
        "Papers that have not been received are no longer expected.",
        "It stays in the programme, scheduled for the same meeting.",
    ],
)
