"""Files beside a paper's own: many dropped on the agenda at once, background documents, and text versions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import desk
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.law.retention import background_kept_until
from committee.models import User
from committee.views.acting import Data, Done, Message, answered, carry_out, chosen, show, typed
from committee.wording.dates import long_date
from meetings.access import papers as access
from meetings.agendas.preflight import privacy
from meetings.agendas.verbs import add_item, published_items
from meetings.lookup import address, agenda_at, args_of, crumbs, find_meeting, find_paper
from meetings.models import BackgroundDocument, DroppedFile, Meeting, Paper
from meetings.papers import dropping
from meetings.papers.background_verbs import add_background, remove_background
from meetings.papers.forms.dropped import DropForm, DroppedRowForm, dropped_forms
from meetings.papers.forms.papers import BackgroundForm
from meetings.papers.views import text_writing


@desk
def files_drop(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Files for an agenda: kept as they came, then matched to items on the next page."""
    row = find_meeting(committee, meeting)
    form = DropForm(typed(request), chosen(request))
    if form.is_bound and form.is_valid() and _drop(request, row, form):
        for why in form.errors.get("papers", []):
            messages.error(request, str(why))
        return redirect(address("files-match", row))
    return show(
        request, "desk/act.html", form=form, meeting=row, trail=crumbs(row), page_title="Upload files",
        heading="Upload files", text="On the next page you check which item each file belongs to.",
    )  # fmt: skip


def _drop(request: SignedInRequest, meeting: Meeting, form: DropForm) -> int:
    """Take each file by itself, so that a refused file does not lose the others; return how many were stored."""
    count = 0
    for upload in form.cleaned_data["papers"]:
        try:
            dropping.drop(meeting, data=upload.read(), filename=upload.name, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error("papers", refusal.text)
        else:
            count += 1
    return count


@desk
def files_match(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Each file with its item, title, kind and access, as its name says; all of them are added by one button."""
    row = find_meeting(committee, meeting)
    dropped = list(DroppedFile.objects.filter(meeting=row).select_related("dropped_by"))
    items = list(row.items.filter(withdrawn_at__isnull=True).order_by("part", "number"))
    missing = list(Paper.objects.filter(item__in=items).missing().exclude(uploads__state__in=("waiting", "checking")))
    formset: Any = dropped_forms(typed(request), dropped, items, missing)

    def act(data: list[Data]) -> Done:
        with transaction.atomic():
            rows = [_with_item(form, row, request.user) for form in formset]
            taken = dropping.hand_in_dropped(row, rows=rows, at=timezone.now(), by=request.user)
        count = len(taken)
        added = f"{count} file{'' if count == 1 else 's'} added. Each is checked next."
        return Done(added if count else "No file was added.", _next(row, taken))

    if answer := answered(request, formset, act):
        return answer
    return show(
        request, "desk/files_match.html", form=formset, meeting=row, trail=crumbs(row), waiting=len(dropped),
        unmatched=sum(not form.initial.get("goes_to") for form in formset) if not formset.is_bound else 0,
    )  # fmt: skip


def _with_item(form: DroppedRowForm, meeting: Meeting, by: User) -> dropping.Row:
    """Return what becomes of a file, on an item that is made for it where its form asks for a new one."""
    row = form.row
    if not form.new_part:
        return row
    return replace(row, item=add_item(meeting, title=row.title, part=form.new_part, by=by))


def _next(meeting: Meeting, taken: list[Paper]) -> str:
    """Return the page of the next supplement if all papers belong to published items; else the agenda's."""
    listed = published_items(meeting)
    if taken and all(paper.item_id in listed for paper in taken):
        return address("supplement-publish", meeting)
    return agenda_at(meeting)


@desk
def background_new(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Add a background paper to an open paper."""
    paper = find_paper(committee, meeting, pk)
    form = BackgroundForm(typed(request), chosen(request))

    def said(document: BackgroundDocument) -> str:
        messages.success(request, f"“{document.title}” has been added to the paper.")
        for sentence in privacy.of_document(document):
            messages.warning(request, sentence)
        return ""

    return _act(
        request, add_background, paper, form, said, of=paper, field="file",
        heading="Add a background paper", lead=f"For “{paper.title}”, item {paper.item.number}",
        prose="A document that the report relies on. It is public if the report is open and published. It stays until "
        f"the end of {_until(paper)} and cannot be removed before then (Local Government Act 1972 section "
        "100D(2)). Do not add published works or anything exempt.",
    )  # fmt: skip


def _find(committee: str, meeting: str, pk: int) -> BackgroundDocument:
    document = get_object_or_404(BackgroundDocument.objects.select_related("stored"), pk=pk)
    document.paper = find_paper(committee, meeting, document.paper_id)
    return document


@desk
def background_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Remove a background paper: refused until four years have expired (R22)."""
    document = _find(committee, meeting, pk)
    paper = document.paper
    form = ConfirmForm(typed(request), button="Remove document")
    return _act(
        request, remove_background, document, form, f"“{document.title}” is removed.", of=paper,
        title=f"Remove {document.title}", heading="Remove a background paper",
        lead=f"“{document.title}”, of “{paper.title}”",
        prose=f"Background papers stay open to inspection until the end of {_until(paper)} (Local Government Act 1972 "
        "section 100D(2)). After that day it can be permanently removed.",
    )  # fmt: skip


def _until(paper: Paper) -> str:
    return long_date(background_kept_until(paper.item.meeting.date))


def _act(
    request: SignedInRequest,
    verb: Callable[..., object],
    thing: Paper | BackgroundDocument,
    form: forms.Form,
    message: Message,
    *,
    of: Paper,
    **page: Any,
) -> HttpResponseBase:
    """Ask for one act on the background documents of a paper; go on to the paper."""
    meeting = of.item.meeting
    about: dict[str, Any] = {"meeting": meeting, "trail": crumbs(meeting), "template": "desk/act.html"}
    return carry_out(
        request, verb, thing, form, message=message, then=address("paper", meeting, pk=of.pk), **about, **page
    )


@desk
def background_file(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Return the document itself."""
    document = _find(committee, meeting, pk)
    name = files.file_name(committee, meeting, "background", document.title)
    return files.send(request, document.stored, name, private=True)


def _place(request: SignedInRequest, committee: str, meeting: str, pk: int) -> text_writing.Place:
    """Return a paper that has its file and that the desk's user may read; else 404."""
    paper = find_paper(committee, meeting, pk)
    answer = access.may_read(request.user, paper, timezone.localdate())
    if paper.file is None or not answer.may:
        raise Http404
    row = paper.item.meeting

    def where(name: str, **more: object) -> str:
        return reverse(f"desk:{name}", kwargs=args_of(row, pk=pk, **more))

    trail = [*crumbs(row), (paper.title, address("paper", row, pk=pk))]
    return text_writing.Place(paper, paper.file, answer.why, where, trail)


@desk
def texts(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Return the pages to write out."""
    return text_writing.overview(request, _place(request, committee, meeting, pk))


@desk
def text_page(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """One page and its words."""
    return text_writing.write(request, _place(request, committee, meeting, pk), page)


@desk
def text_remove(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """Take the words of one page away."""
    return text_writing.remove(request, _place(request, committee, meeting, pk), page)


@desk
def text_picture(request: SignedInRequest, committee: str, meeting: str, pk: int, page: int) -> HttpResponseBase:
    """Return what one page looks like."""
    return text_writing.picture(request, _place(request, committee, meeting, pk), page)
