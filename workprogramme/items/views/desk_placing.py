"""An item and the agenda of its meeting: put on, tied to what stands there already, taken off."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html

from committee.dates import full_date, long_date
from committee.permissions import planners
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, typed
from meetings.locking import is_published
from workprogramme.items import on_agenda
from workprogramme.items.commissioning import commission
from workprogramme.items.forms.acts import AgendaForm, ReasonForm, TieForm, untied
from workprogramme.lookup import address_of, caption_of, crumbs, find_item
from workprogramme.models import ProgrammeItem


@planners
def item_agenda(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Put an item on the agenda: the item there, its paper with the deadline, and the brief that goes with it."""
    row = find_item(committee, year, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    form = AgendaForm(typed(request), item=row, today=today)

    def put(data: Data) -> str:
        made = commission(row, **data, on=today, at=now, by=request.user)
        return f"It is item {made.number} of the agenda of {full_date(made.meeting.date)}."

    lead = ""
    if row.meeting:
        lead = f"The agenda of {long_date(row.meeting.date)} gets an item “{row.title}”, and its paper is asked for."
    return ask(
        request, form, put, then=lambda: address_of(row), template="desk/act.html",
        caption=caption_of(row.programme, row), heading="Put it on the agenda", trail=crumbs(row.programme, row),
        lead=lead, insets=_before_it_goes_on(row),
        back=address_of(row),
    )  # fmt: skip


def _before_it_goes_on(item: ProgrammeItem) -> list[str]:
    """What to know before an item is put on the agenda of its meeting."""
    if item.meeting is None:
        return ["It has no meeting yet: schedule it first."]
    said: list[str] = []
    if untied(item).exists():
        said.append(
            format_html(
                'Is it on that agenda already? <a class="govuk-link" href="{}">Say which item it is</a>, so that it '
                "does not stand there twice.",
                address_of(item, "already-on-agenda"),
            )
        )
    if is_published(item.meeting):
        said.append(
            "That agenda is published: the item waits there, unseen, until it goes out with a supplement or as an "
            "urgent item."
        )
    return said


@planners
def item_tie(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Say which item of the agenda it is, where the clerk has put it there already."""
    row = find_item(committee, year, pk)
    form = TieForm(typed(request), item=row)

    def tie(data: Data) -> str:
        now, there = timezone.now(), data["agenda_item"]
        on_agenda.tie_to_agenda(row, there, on=timezone.localdate(now), at=now, by=request.user)
        return f"It is item {there.number} of the agenda."

    return ask(
        request, form, tie,
        template="desk/act.html", then=address_of(row), field="agenda_item", caption=caption_of(row.programme, row),
        heading="It is on the agenda already",
        trail=crumbs(row.programme, row), back=address_of(row),
        lead="What the agenda has of it stays as it is: number, title and papers.",
    )  # fmt: skip


@planners
def item_off_agenda(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take an item off an agenda that is not published, with the papers that were expected."""
    row = find_item(committee, year, pk)
    form = ReasonForm(typed(request), button="Take it off the agenda", label="Why is it taken off the agenda?")

    def take_off(data: Data) -> str:
        now = timezone.now()
        on_agenda.take_off_agenda(row, reason=data["reason"], on=timezone.localdate(now), at=now, by=request.user)
        return "It is off the agenda. It stays at its meeting until you move it."

    return ask(
        request, form, take_off,
        template="desk/act.html", then=address_of(row), field="reason", caption=caption_of(row.programme, row),
        heading="Take it off the agenda",
        trail=crumbs(row.programme, row), back=address_of(row),
        follows=[
            "Its item goes from the agenda, and those after it move up by one.",
            "Papers that were asked for and have not come in are no longer expected.",
            "It stays in the programme, scheduled for the same meeting.",
        ],
    )  # fmt: skip
