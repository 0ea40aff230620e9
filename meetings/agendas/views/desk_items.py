"""The acts on items: add, edit, move, remove, and upload papers to one."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from committee import audit
from committee.forms.fields import ConfirmForm
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.richtext.pasted import title_from
from committee.views.acting import Data, Done, Field, ask, chosen, press, show, typed
from committee.wording import worded
from meetings import notice_period
from meetings.agendas import verbs
from meetings.agendas.forms.items import ItemForm, PartForm, initial_of
from meetings.locking import is_published
from meetings.lookup import address, agenda_at, crumbs, find_item, find_meeting
from meetings.models import AgendaItem, Meeting
from meetings.packs.intake.take_in import shown_name
from meetings.papers import handing_in
from meetings.papers.forms.papers import UploadsForm

ONE_IS_CHECKED_NEXT = "It is checked next: the paper says whether it can be used."
THEY_ARE_CHECKED_NEXT = "They are checked next: each paper says whether its file can be used."


@desk
def item_new(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Add an item; `?part=2` begins with Part Two."""
    row = find_meeting(committee, meeting)
    today = timezone.localdate()

    def act(data: Data) -> Done:
        made = verbs.add_item(row, **data, by=request.user)
        return Done(f"Item {made.number} is added.", agenda_at(row, made))

    begin = {"part": 2 if request.GET.get("part") == "2" else 1, "kind": "business"}
    form = ItemForm(typed(request), today=today, of=row.committee.kind, initial=begin)
    return ask(
        request, form, act, template="desk/act.html", heading="Add an item", meeting=row, trail=crumbs(row),
        insets=[_stays_off(row, today)] if is_published(row) else [],
    )  # fmt: skip


def _stays_off(meeting: Meeting, today: date) -> str:
    ruling = worded(" with the Chairman’s ruling of urgency.")
    in_time = ". There is still time for lawful notice of it, so it needs no ruling of urgency."
    return (
        "The agenda is published, so nothing is renumbered: this item takes the next number and stays off the public "
        f"page until you publish it{in_time if notice_period.in_time(meeting, today) else ruling}"
    )


@desk
def item(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """What the agenda prints of an item, and who owes its papers."""
    row = find_item(committee, meeting, pk)

    def act(data: Data) -> str:
        _save(request, row, form)
        return f"Item {row.number} is saved."

    form = ItemForm(typed(request), today=timezone.localdate(), of=row.meeting.committee.kind, item=row)
    frozen = row.is_withdrawn or row.pk in verbs.published_items(row.meeting)
    return _ask(request, row, form, act, field=_at_papers, template="desk/item.html", frozen=frozen)


def _at_papers(refusal: Refused) -> str:
    return "its_papers" if refusal.rule == "R16" else ""


@transaction.atomic
def _save(request: SignedInRequest, item: AgendaItem, form: ItemForm) -> None:
    """The item as it was typed, over what was seen."""
    held = verbs.held(item)
    form.refuse_unseen(initial_of(held), audit.trail_of(held).first())
    verbs.edit_item(held, **form.cleaned_data, by=request.user)


@desk
def item_part(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """To which part an item belongs of whose papers the public may read none (R17)."""
    row = find_item(committee, meeting, pk)

    def act(data: Data) -> str:
        verbs.settle_part(row, part=data["part"], by=request.user)
        return f"“{row.title}” is in Part {'Two' if data['part'] == 2 else 'One'}."

    return _ask(
        request, row, PartForm(typed(request)), act, title=f"Part of item {row.number}",
        heading="To which part does the item belong?",
        lead=f"The public may read no paper of item {row.number}, “{row.title}”.",
    )  # fmt: skip


@desk
@require_POST
def item_move(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Move one item up or down, by its buttons."""
    row = find_item(committee, meeting, pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if step is None:
        raise Http404

    def act() -> str:
        verbs.move_item(row, to=row.position + step, by=request.user)
        return ""

    return press(request, act, then=agenda_at(row.meeting, row), otherwise=address("meeting", row.meeting))


@desk
@require_POST
def items_order(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """
    Where an item was dropped: `item`, and its `position` in its own list; answers 204, or 409 with the reason.

    `?after=` says how many items stand before that list: Part Two's list begins after Part One's.
    """
    row = find_meeting(committee, meeting)
    given = request.POST.get("item", ""), request.POST.get("position", ""), request.GET.get("after", "0")
    if not all(text.isascii() and text.isdigit() and len(text) <= 18 for text in given):
        raise Http404
    moved = find_item(committee, meeting, int(given[0]))
    try:
        verbs.move_item(moved, to=int(given[1]) + int(given[2]), by=request.user)
    except Refused as refusal:
        return HttpResponse(refusal.text, status=409, content_type="text/plain")
    return HttpResponse(status=204, headers={"Content-Location": address("meeting", row)})


@desk
def item_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Take an item off the agenda, on a page that says what goes with it."""
    row = find_item(committee, meeting, pk)

    def act(data: Data) -> str:
        verbs.remove_item(row, by=request.user)
        return f"“{row.title}” is off the agenda."

    form, then = ConfirmForm(typed(request), button="Remove the item"), agenda_at(row.meeting)
    return _ask(
        request, row, form, act, then=then, title=f"Remove item {row.number}", heading="Remove this item?",
        lead=f"{row.number}. {row.title}", follows=_going(row), back=agenda_at(row.meeting, row), back_text="Keep it",
    )  # fmt: skip


def _going(item: AgendaItem) -> list[str]:
    """What goes with an item that is removed, and what stays."""
    goes = ["The item goes from the agenda, and those after it move up by one."]
    for paper in item.papers.select_related("file"):
        pages = f"{paper.file.pages} page{'' if paper.file.pages == 1 else 's'}" if paper.file else ""
        file = f", and so does its file of {pages}" if pages else ""
        goes.append(f"“{paper.title}” ({paper.get_access_display().lower()}) goes with it{file}.")
    return [*goes, "That it was there, and who removed it, stays on the trail."]


def _ask(
    request: SignedInRequest,
    item: AgendaItem,
    form: forms.Form,
    act: Callable[[Data], str],
    *,
    template: str = "desk/act.html",
    then: str = "",
    field: Field = "",
    title: str = "",
    **more: Any,
) -> HttpResponseBase:
    """A page that asks for one act on an item, and leads back to it on the agenda or to `then`."""
    row = item.meeting
    return ask(
        request, form, act, then=then or agenda_at(row, item), template=template, field=field, title=title,
        item=item, meeting=row, trail=crumbs(row), **more,
    )  # fmt: skip


@desk
def item_upload(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """PDFs handed in for an item: each becomes a paper, or the file of the paper that was asked for."""
    row = find_item(committee, meeting, pk)
    form = UploadsForm(typed(request), chosen(request), item=row)
    if request.method == "POST" and form.is_valid():
        taken = _hand_in(request, row, form)
        if taken:
            next_step = ONE_IS_CHECKED_NEXT if len(taken) == 1 else THEY_ARE_CHECKED_NEXT
            messages.success(request, f"Handed in for item {row.number}: {', '.join(taken)}. {next_step}")
        if form.is_valid():
            return redirect(agenda_at(row.meeting, row))
    add = reverse("desk:paper-new", args=[committee, meeting, pk])
    return show(
        request, "desk/act.html", form=form, meeting=row.meeting, trail=crumbs(row.meeting),
        page_title=f"Upload to item {row.number}", heading="Upload papers", lead=f"For item {row.number}, {row.title}",
        text=format_html(
            "They come in as open papers. For an exempt or confidential one, "
            '<a class="govuk-link" href="{}">add it with its paragraph and reason</a>.', add,
        ),
    )  # fmt: skip


def _hand_in(request: SignedInRequest, item: AgendaItem, form: UploadsForm) -> list[str]:
    """Each upload by itself, so that one bad file does not lose the good ones; their names go into a sentence."""
    taken = []
    for upload in form.cleaned_data["pdfs"]:
        given = {"data": upload.read(), "filename": upload.name, "at": timezone.now(), "by": request.user}
        try:
            if form.cleaned_data.get("paper"):
                handing_in.hand_in(form.cleaned_data["paper"], **given)
            else:
                handing_in.hand_in_new(item, title=_title_of(upload.name, item), **given)
        except Refused as refusal:
            form.add_error("pdfs", refusal.text)
        else:
            taken.append(f"“{shown_name(upload.name)}”")
    return taken


def _title_of(filename: str, item: AgendaItem) -> str:
    """A first title for a paper that is handed in; where its file's name says nothing, that of its item."""
    if title := title_from(filename):
        return title
    taken, wanted = set(item.papers.values_list("title", flat=True)), item.title_for_public[:230]
    numbered = (f"{wanted}, paper {number}" for number in count(2))
    return wanted if wanted not in taken else next(title for title in numbered if title not in taken)
