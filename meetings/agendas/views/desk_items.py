"""The acts on items: add, edit, move, remove, and upload papers to one."""

from itertools import count

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from committee import audit
from committee.forms.fields import ConfirmForm
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.richtext.pasted import title_from
from committee.views.acting import show
from meetings import notice_period
from meetings.agendas import verbs
from meetings.agendas.forms.items import ItemForm, PartForm, initial_of
from meetings.locking import is_published
from meetings.lookup import address, back_to, crumbs, find_item, find_meeting
from meetings.models import AgendaItem
from meetings.packs.intake.take_in import shown_name
from meetings.papers import handing_in
from meetings.papers.forms.papers import UploadsForm

ONE_IS_CHECKED_NEXT = "It is checked next: the paper says whether it can be used."
THEY_ARE_CHECKED_NEXT = "They are checked next: each paper says whether its file can be used."


@desk
def item_new(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Add an item; `?part=2` begins with Part Two."""
    row = find_meeting(committee, meeting)
    begin = {"part": 2 if request.GET.get("part") == "2" else 1, "kind": "business"}
    form = ItemForm(request.POST or None, today=timezone.localdate(), of=row.committee.kind, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            item = verbs.add_item(row, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, f"Item {item.number} is added.")
            return back_to(row, item)
    return show(
        request,
        "desk/item_new.html",
        form=form,
        meeting=row,
        trail=crumbs(row),
        published=is_published(row),
        in_time=notice_period.in_time(row, timezone.localdate()),
    )


@desk
def item(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """What the agenda prints of an item, and who owes its papers."""
    row = find_item(committee, meeting, pk)
    form = ItemForm(request.POST or None, today=timezone.localdate(), of=row.meeting.committee.kind, item=row)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form)
        except Refused as refusal:
            asked = refusal.rule == "R16" and "its_papers" in form.fields
            form.add_error("its_papers" if asked else None, refusal.text)
        else:
            messages.success(request, f"Item {row.number} is saved.")
            return back_to(row.meeting, row)
    frozen = row.is_withdrawn or row.pk in verbs.published_items(row.meeting)
    return show(
        request, "desk/item.html", form=form, item=row, meeting=row.meeting, trail=crumbs(row.meeting), frozen=frozen
    )


@transaction.atomic
def _save(request: SignedInRequest, item: AgendaItem, form: ItemForm) -> None:
    """The item as it was typed, over what was seen."""
    now = verbs.held(item)
    form.refuse_unseen(initial_of(now), audit.trail_of(now).first())
    verbs.edit_item(now, **form.cleaned_data, by=request.user)


@desk
def item_part(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """To which part an item belongs of whose papers the public may read none (R17)."""
    row = find_item(committee, meeting, pk)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.settle_part(row, part=form.cleaned_data["part"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, f"“{row.title}” is in Part {'Two' if form.cleaned_data['part'] == 2 else 'One'}.")
            return back_to(row.meeting, row)
    return show(request, "desk/item_part.html", form=form, item=row, meeting=row.meeting, trail=crumbs(row.meeting))


@desk
@require_POST
def item_move(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Move one item up or down, by its buttons."""
    row = find_item(committee, meeting, pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if step is None:
        raise Http404
    try:
        verbs.move_item(row, to=row.position + step, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.text)
        # htmx would swap the agenda in and leave the message unseen.
        return HttpResponseClientRedirect(address("meeting", row.meeting)) if request.htmx else back_to(row.meeting)
    return back_to(row.meeting, row)


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
    form = ConfirmForm(request.POST or None, button="Remove the item")
    if request.method == "POST":
        try:
            verbs.remove_item(row, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, f"“{row.title}” is off the agenda.")
            return back_to(row.meeting)
    return show(request, "desk/item_remove.html", form=form, item=row, meeting=row.meeting, trail=crumbs(row.meeting))


@desk
def item_upload(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """PDFs handed in for an item: each becomes a paper, or the file of the paper that was asked for."""
    row = find_item(committee, meeting, pk)
    form = UploadsForm(request.POST or None, request.FILES or None, item=row)
    if request.method == "POST" and form.is_valid():
        taken = _hand_in(request, row, form)
        if taken:
            next_step = ONE_IS_CHECKED_NEXT if len(taken) == 1 else THEY_ARE_CHECKED_NEXT
            messages.success(request, f"Handed in for item {row.number}: {', '.join(taken)}. {next_step}")
        if form.is_valid():
            return back_to(row.meeting, row)
    return show(request, "desk/item_upload.html", form=form, item=row, meeting=row.meeting, trail=crumbs(row.meeting))


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
