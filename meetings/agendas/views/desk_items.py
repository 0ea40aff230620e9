"""Desk pages to add, edit, move and remove items, to upload their papers, and to edit a committee's standing items."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.models import Committee
from committee.richtext.pasted import title_from
from committee.views.acting import Data, Done, answered, ask, carry_out, chosen, press_to, show, typed
from committee.views.lookup import find_committee, or_404
from committee.wording.dates import full_date
from committee.wording.wording import worded
from meetings import notice_period
from meetings.agendas import standing_items, verbs
from meetings.agendas.item_forms import BaseStanding, ItemForm, PartForm, StandingFormSet
from meetings.locking import hold_committee, is_published, published_items
from meetings.lookup import about, address, agenda_at, desk_item, desk_meeting, find_item
from meetings.models import AgendaItem, Meeting, Paper, StandingItem
from meetings.models.agenda import Business
from meetings.packs.intake.take_in import shown_name
from meetings.papers import handing_in
from meetings.papers.forms import UploadsForm

ONE_IS_CHECKED_NEXT = "It is now being checked. See the paper’s page for the result."
THEY_ARE_CHECKED_NEXT = "They are now being checked. See each paper’s page for the result."


@desk_meeting
def item_new(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Add an item; with `?part=2`, the form has Part Two chosen at first."""
    today = timezone.localdate()

    def act(data: Data) -> Done:
        uploads = data.pop("pdfs")
        made = verbs.add_item(meeting, **data, by=request.user)
        _, refused = _hand_in(request, made, uploads)
        for text in refused:
            messages.error(request, f"Item {made.number} is added without this file. {text}")
        if made.business != begin["business"]:
            return Done("Now enter its details.", address("item", meeting, pk=made.pk))
        return Done("", f"{address('meeting', meeting)}?{urlencode({'added': made.pk})}#add-{made.part}")

    last = meeting.items.order_by("-pk").first()
    wanted = request.GET.get("business", last.business if last else "")
    begin = {"part": 2 if request.GET.get("part") == "2" else 1, "kind": "business"}
    begin["business"] = wanted if wanted in Business else ""
    form = ItemForm(typed(request), chosen(request), today=today, of=meeting.committee, initial=begin)
    return ask(
        request, form, act, template="desk/act.html", heading="Add an item", **about(meeting),
        insets=[_stays_off(meeting, today)] if is_published(meeting) else [],
    )  # fmt: skip


def _stays_off(meeting: Meeting, today: date) -> str:
    ruling = worded(" with the Chairman’s ruling of urgency.")
    in_time = ". There is still time to give notice of it, so it does not need a ruling of urgency."
    return (
        "The agenda is published, so items keep their numbers. This item gets the next number and is "
        f"not public until you publish it{in_time if notice_period.in_time(meeting, today) else ruling}"
    )


@desk_item
def item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Edit an item: its words on the agenda, owner, part, kind and grounds."""
    form = ItemForm(typed(request), today=timezone.localdate(), of=item.meeting.committee, row=item)
    frozen = item.is_withdrawn or item.pk in published_items(item.meeting)
    if request.htmx:
        _answer_in_place(form, item, opened_by=f"menu-{item.pk}" if frozen else f"change-{item.pk}")
    page: dict[str, Any] = {"frozen": frozen, "agenda_url": agenda_at(item.meeting, item), **_about(item)}
    message, template = f"Item {item.number} saved.", "desk/item.html"
    return carry_out(request, verbs.edit_item, item, form, message=message, field=_at_papers, template=template, **page)


def _answer_in_place(form: ItemForm, item: AgendaItem, *, opened_by: str) -> None:
    """Make an item form on the agenda save without a new page; then focus the button with the id `opened_by`."""
    action = address("item", item.meeting, pk=item.pk)
    swap = {"hx-post": action, "hx-target": "#builder", "hx-select": "#builder", "hx-swap": "outerHTML"}
    form.helper.form_action = action
    form.helper.attrs = {f"data-{name}": value for name, value in swap.items()} | {
        "data-focus": opened_by,
        "data-in-place": f"#edit-{item.pk}",
    }


def _at_papers(refusal: Refused) -> str:
    return "its_papers" if refusal.rule == "R16" else ""


@desk_item
def item_part(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Choose the part of an item with no paper that the public may read (R17)."""
    return carry_out(
        request, verbs.settle_part, item, PartForm(typed(request)),
        message=lambda item: f"“{item.title}” is in Part {'Two' if item.part == 2 else 'One'}.",
        template="desk/act.html", title=f"Part of item {item.number}", heading="Which part is the item in?",
        lead=f"The public may read no paper of item {item.number}, “{item.title}”.", **_about(item),
    )  # fmt: skip


@desk_item
@require_POST
def item_move(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Move one item up or down by one place: POST `to` is "up" or "down"."""
    step = or_404({"up": -1, "down": 1}.get(request.POST.get("to", "")))

    def said(moved: AgendaItem) -> str:
        # The message is only for screen readers: a visible message would push the buttons from under the pointer.
        messages.success(
            request, f"{item.title} is now item {moved.position} of {item.meeting.items.count()}.", extra_tags="heard"
        )
        return ""

    values, then = {"to": item.position + step}, agenda_at(item.meeting, item)
    agenda = address("meeting", item.meeting)
    return press_to(request, verbs.move_item, item, values=values, message=said, then=then, otherwise=agenda)


@desk_meeting
@require_POST
def items_order(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """
    Move an item to `position` in the list of its part; answer 204, or 409 with the reason.

    `?after=` is the number of items before that list: 0 for Part One; for Part Two, the number of items of Part One.
    """
    numbers = request.POST.get("item", ""), request.POST.get("position", ""), request.GET.get("after", "0")
    if not all(text.isascii() and text.isdigit() and len(text) <= 18 for text in numbers):
        raise Http404
    moved = find_item(meeting.committee.slug, meeting.slug, int(numbers[0]))
    try:
        verbs.move_item(moved, to=int(numbers[1]) + int(numbers[2]), by=request.user)
    except Refused as refusal:
        return HttpResponse(refusal.text, status=409, content_type="text/plain")
    return HttpResponse(status=204, headers={"Content-Location": address("meeting", meeting)})


@desk_item
def item_remove(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Remove an item from the agenda, on a page that says what is removed with the item."""
    message = f"“{item.title}” removed from the agenda."
    form, then = ConfirmForm(typed(request), button="Remove item"), agenda_at(item.meeting)
    if request.htmx and request.method == "POST":  # sent from the agenda itself, which also shows a refusal
        return press_to(request, verbs.remove_item, item, message=message, then=then)
    return carry_out(
        request, verbs.remove_item, item, form, message=message, template="desk/act.html",
        title=f"Remove item {item.number}", heading="Remove this item?", lead=f"{item.number}. {item.title}",
        follows=_going(item), back=agenda_at(item.meeting, item), back_text="Cancel", **_about(item) | {"then": then},
    )  # fmt: skip


def _going(item: AgendaItem) -> list[str]:
    """Return sentences on what is removed with an item, and what stays."""
    goes = ["The item is removed from the agenda. Later items move up by one."]
    for paper in item.papers.select_related("file", "owner", "item__owner"):
        pages = f"{paper.file.pages} page{'' if paper.file.pages == 1 else 's'}" if paper.file else ""
        file = f", with its file of {pages}" if pages else ""
        goes.append(f"“{paper.title}” ({paper.get_access_display().lower()}) is deleted{file}.")
        if paper.reminded_at and paper.answerable:
            reminded = full_date(timezone.localdate(paper.reminded_at))
            goes.append(f"{paper.answerable} was reminded of it on {reminded}. Tell them that it is no longer needed.")
    return [*goes, "The history shows who removed it."]


def _about(item: AgendaItem) -> dict[str, Any]:
    """Return the context of a page about an item; `then` is the address of the item on the agenda."""
    return {"item": item, **about(item.meeting), "then": agenda_at(item.meeting, item)}


@desk_item
def item_upload(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Hand in files for an item: each becomes a new paper, or a single file becomes the file of a missing paper."""
    form = UploadsForm(typed(request), chosen(request), item=item)
    if request.method == "POST" and form.is_valid():
        taken, refused = _hand_in(request, item, form.cleaned_data["pdfs"], form.cleaned_data.get("paper"))
        for text in refused:
            form.add_error("pdfs", text)
        if taken:
            next_step = ONE_IS_CHECKED_NEXT if len(taken) == 1 else THEY_ARE_CHECKED_NEXT
            messages.success(request, f"Uploaded for item {item.number}: {', '.join(taken)}. {next_step}")
        if form.is_valid():
            return redirect(agenda_at(item.meeting, item))
    add = address("paper-new", item.meeting, pk=item.pk)
    return show(
        request, "desk/act.html", form=form, **about(item.meeting),
        page_title=f"Upload to item {item.number}", heading="Upload papers",
        lead=f"For item {item.number}, {item.title}",
        text=format_html(
            "They are added as open papers. For an exempt or confidential one, "
            '<a class="govuk-link" href="{}">add it with its paragraph and reason</a>.', add,
        ),
    )  # fmt: skip


def _hand_in(
    request: SignedInRequest, item: AgendaItem, uploads: Sequence[UploadedFile[Any]], paper: Paper | None = None
) -> tuple[list[str], list[str]]:
    """
    Hand in each upload by itself, so that one bad file does not lose the good ones.

    Return two lists: the accepted files, each with the title of its new paper, and the reasons why others were refused.
    """
    taken, refused = [], []
    for upload in uploads:
        arguments = {"data": upload.read(), "filename": upload.name, "at": timezone.now(), "by": request.user}
        try:
            if paper:
                handing_in.hand_in(paper, **arguments)
                taken.append(f"“{shown_name(upload.name or '')}”")
            else:
                made = handing_in.hand_in_new(item, title=_title_of(upload.name or "", item), **arguments)
                taken.append(f"“{shown_name(upload.name or '')}” with the title “{made.title}”")
        except Refused as refusal:
            refused.append(refusal.text)
    return taken, refused


def _title_of(filename: str, item: AgendaItem) -> str:
    """Return a first title for a new paper: from its file's name, else its item's title."""
    if title := title_from(filename):
        return title
    taken, wanted = set(item.papers.values_list("title", flat=True)), item.title_for_public[:230]
    numbered = (f"{wanted}, paper {number}" for number in count(2))
    return wanted if wanted not in taken else next(title for title in numbered if title not in taken)


@desk
def standing(request: SignedInRequest, committee: str) -> HttpResponseBase:
    """Edit all standing items of a committee in one form. The positions typed give the order of the items."""
    row = find_committee(committee)

    def act(data: list[Data]) -> str:
        return _begins_with(row, len(_save_standing(request, row, formset)))

    formset: Any = StandingFormSet(typed(request), initial=_usual_rows(row), prefix="rows")
    if answer := answered(request, formset, act, then=reverse("desk:standing-items", args=[row.slug])):
        return answer
    return show(
        request,
        "desk/standing.html",
        form=formset,
        committee=row,
        own=row.standing_items.exists(),
        trail=[("Desk", reverse("desk:front")), ("Desk calendar", reverse("desk:calendar-this-year"))],
    )


def _begins_with(committee: Committee, count: int) -> str:
    """Return a sentence on how new agendas begin; `count` is the number of the committee's own standing items."""
    if not count:
        return f"The {committee} has no standing items of its own. Its new agendas start with the usual items."
    return f"New agendas of the {committee} will start with {'this item' if count == 1 else f'these {count} items'}."


def _usual_rows(committee: Committee) -> list[dict[str, Any]]:
    return [
        {"title": item.title, "kind": item.kind, "lead_line": item.lead_line, "position": number}
        for number, item in enumerate(standing_items.usual_items(committee), start=1)
    ]


@transaction.atomic
def _save_standing(request: SignedInRequest, committee: Committee, formset: BaseStanding) -> list[StandingItem]:
    """Save the items as typed. Raises Refused where the saved items have changed since the form was shown."""
    locked = hold_committee(committee.pk)
    formset.refuse_unseen(_usual_rows(locked), audit.trail_of(locked).filter(did=standing_items.SET).first())
    return standing_items.keep_standing_items(locked, formset.rows, by=request.user)
