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
    item = find_item(committee, year, pk)
    now = timezone.now()
    today = timezone.localdate(now)
    form = AgendaForm(typed(request), item=item, today=today)

    def put(data: Data) -> str:
        made = commission(item, **data, on=today, at=now, by=request.user)
        return f"It is item {made.number} of the agenda of {full_date(made.meeting.date)}."

    lead = ""
    if item.meeting:
        lead = (
            f"The agenda of {long_date(item.meeting.date)} will have an item “{item.title}”, and its paper "
            "is requested."
        )
    return ask(
        request, form, put, then=lambda: address_of(item), template="desk/act.html",
        caption=caption_of(item.programme, item), heading="Add to the agenda", trail=crumbs(item.programme, item),
        lead=lead, insets=_before_it_goes_on(item),
        back=address_of(item),
    )  # fmt: skip


def _before_it_goes_on(item: ProgrammeItem) -> list[str]:
    """What to know before an item is put on the agenda of its meeting."""
    if item.meeting is None:
        return ["It has no meeting yet. Schedule it first."]
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
            "That agenda is published: the item is not public until you publish it in a supplement or as "
            "an urgent item."
        )
    return said


@planners
def item_tie(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Say which item of the agenda it is, where the clerk has put it there already."""
    item = find_item(committee, year, pk)
    form = TieForm(typed(request), item=item)

    def tie(data: Data) -> str:
        now, there = timezone.now(), data["agenda_item"]
        on_agenda.tie_to_agenda(item, there, on=timezone.localdate(now), at=now, by=request.user)
        return f"It is item {there.number} of the agenda."

    return ask(
        request, form, tie,
        template="desk/act.html", then=address_of(item), field="agenda_item", caption=caption_of(item.programme, item),
        heading="Link to an agenda item",
        trail=crumbs(item.programme, item), back=address_of(item),
        lead="Its number, title and papers on the agenda do not change.",
    )  # fmt: skip


@planners
def item_off_agenda(request: SignedInRequest, committee: str, year: str, pk: int) -> HttpResponseBase:
    """Take an item off an agenda that is not published, with the papers that were expected."""
    item = find_item(committee, year, pk)
    form = ReasonForm(typed(request), button="Remove from the agenda", label="Why is it removed from the agenda?")

    def take_off(data: Data) -> str:
        now = timezone.now()
        on_agenda.take_off_agenda(item, reason=data["reason"], on=timezone.localdate(now), at=now, by=request.user)
        return "It has been removed from the agenda. It stays at its meeting until you move it."

    return ask(
        request, form, take_off,
        template="desk/act.html", then=address_of(item), field="reason", caption=caption_of(item.programme, item),
        heading="Remove from the agenda",
        trail=crumbs(item.programme, item), back=address_of(item),
        follows=[
            "Its item is removed from the agenda. Later items move up by one.",
            "Papers that have not been received are no longer expected.",
            "It stays in the programme, scheduled for the same meeting.",
        ],
    )  # fmt: skip
