"""An item put to a meeting, moved to another, or put back to be scheduled."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from committee.permissions import planners
from workprogramme.forms.planner import TBC, MoveForm
from workprogramme.models import ProgrammeItem
from workprogramme.planner.board import Card
from workprogramme.planner.plan import loads, meetings_of
from workprogramme.procedure import scheduling
from workprogramme.views.desk.acting import act_on, typed
from workprogramme.views.desk.finding import address, address_of, crumbs, find_item


@planners
def move(request: HttpRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """
    Where an item goes, and why; `?to=2022-04-21` begins with that meeting, `?past=1` offers meetings that were held.

    404 for what is not in the programme to be moved: suggestions, and standing items.
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

    def go() -> str:
        now = timezone.now()
        when = {"on": timezone.localdate(now), "at": now, "by": request.user}
        if form.cleaned_data["to"] == TBC:
            scheduling.put_back(item, reason=form.why, **when)
            return f"“{item.title}” is to be scheduled again."
        meeting = form.meeting
        scheduling.schedule(item, meeting, reason=form.why, **when)
        return f"“{item.title}” is planned for {meeting.date:%A} {meeting.date.day} {meeting.date:%B %Y}."

    return act_on(
        request, form, go, then=lambda: f"{address('desk:programme', item.programme)}#item-{item.pk}", field="to",
        template="desk/programme/move.html", item=item, programme=item.programme, heading=heading(item),
        item_url=address_of(item), more=not past and any(one.date < today for one in meetings),
        trail=crumbs(item.programme),
    )  # fmt: skip


def heading(item: ProgrammeItem) -> str:
    """What the page asks for: a first meeting, or another."""
    return "Move it" if item.day else "Put it to a meeting"
