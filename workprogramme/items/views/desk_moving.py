"""An item put to a meeting, moved to another, put back to be scheduled, or put earlier or later at its meeting."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from committee.dates import long_date
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, press, typed
from workprogramme.items import ordering, scheduling
from workprogramme.lookup import address, crumbs, find_item
from workprogramme.models import ProgrammeItem
from workprogramme.planner import board
from workprogramme.planner.board import Card
from workprogramme.planner.forms import TBC, MoveForm
from workprogramme.planner.plan import loads, meetings_of


@planners
def move(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """
    Where an item goes, and why; `?to=2022-04-21` begins with that meeting, `?past=1` offers meetings that were held.

    `?show=no_officer` is what the planner was asked to show, to which it leads back. 404 for what is not in the
    programme to be moved: suggestions, and standing items.
    """
    item = find_item(committee, year, pk)
    if not Card(item, []).is_movable and not item.is_on_agenda:
        raise Http404
    today = timezone.localdate()
    meetings = list(meetings_of(item.programme).filter(cancelled_at__isnull=True))
    past = "past" in request.GET or not any(one.date >= today for one in meetings)
    form = MoveForm(
        typed(request), item=item, meetings=meetings, loads=loads(item.programme), today=today, past=past,
        initial={"to": request.GET.get("to", "")},
    )  # fmt: skip
    form.helper.form_action = request.get_full_path()

    def go(data: Data) -> str:
        now = timezone.now()
        when: dict[str, Any] = {"on": timezone.localdate(now), "at": now, "by": request.user}
        if data["to"] == TBC:
            scheduling.put_back(item, reason=form.why, **when)
            return f"“{item.title}” is to be scheduled again."
        meeting = form.meeting
        assert meeting is not None
        scheduling.schedule(item, meeting, reason=form.why, **when)
        return f"“{item.title}” is planned for {long_date(meeting.date)}."

    with_past = not past and any(one.date < today for one in meetings)
    return ask(
        request, form, go, then=lambda: _planner(request, item), field="to",
        template="desk/programme/move.html", item=item, programme=item.programme, heading=heading(item),
        planner=_planner(request, item), order=_order(request, item),
        more=f"{request.path}?{urlencode({'past': '1'} | _shown(request))}" if with_past else "",
        trail=crumbs(item.programme),
    )  # fmt: skip


def heading(item: ProgrammeItem) -> str:
    """What the page asks for: a first meeting, or another."""
    return "Move item" if item.day else "Schedule item"


@planners
@require_POST
def order(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """An item put one place earlier or later at its meeting; back to the planner as it was shown."""
    item = find_item(committee, year, pk)

    def act() -> str:
        if "earlier" in request.POST:
            return f"“{item.title}” now comes before “{ordering.put_earlier(item, by=request.user).title}”."
        return f"“{item.title}” now comes after “{ordering.put_later(item, by=request.user).title}”."

    return press(request, act, then=_planner(request, item))


def _shown(request: SignedInRequest) -> dict[str, str]:
    """What the planner was asked to show, as it stands in its address; nothing for the whole programme."""
    kind = request.GET.get("show", "")
    return {"show": kind} if kind in board.KINDS else {}


def _planner(request: SignedInRequest, item: ProgrammeItem) -> str:
    """The planner as it was shown, at the item."""
    shown = _shown(request)
    return f"{address('desk:programme', item.programme)}{f'?{urlencode(shown)}' if shown else ''}#item-{item.pk}"


def _order(request: SignedInRequest, item: ProgrammeItem) -> dict[str, object] | None:
    """Its place among the items of its meeting, and where it is changed; None where it stands there alone."""
    ids = [one.pk for one in ordering.beside(item)]
    if item.pk not in ids or len(ids) < 2 or not Card(item, []).is_movable:
        return None
    shown, programme = _shown(request), item.programme
    url = reverse("desk:programme-item-order", args=[programme.committee.slug, programme.year.slug, item.pk])
    return {
        "url": f"{url}?{urlencode(shown)}" if shown else url,
        "place": ids.index(item.pk) + 1,
        "of": len(ids),
    }
