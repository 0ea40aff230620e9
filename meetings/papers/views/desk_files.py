"""Desk pages for files dropped on an agenda, background documents and text versions."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.law.retention import background_kept_until
from committee.views.acting import Data, Done, answered, chosen, show, typed
from committee.wording.dates import long_date
from meetings.access import papers as access
from meetings.agendas.preflight import privacy
from meetings.agendas.verbs import add_item, published_items
from meetings.lookup import about, address, agenda_at, crumbs, desk_meeting, desk_page, desk_paper, find_paper
from meetings.models import BackgroundDocument, DroppedFile, Meeting, Paper
from meetings.papers import dropping
from meetings.papers.background_verbs import add_background, remove_background
from meetings.papers.forms import BackgroundForm, DropForm, dropped_forms
from meetings.papers.views import text_writing
from meetings.papers.views.desk import act_on


@desk_meeting
def files_drop(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Store files dropped on an agenda, unchecked, and redirect to the page that matches them to items."""
    form = DropForm(typed(request), chosen(request))
    if form.is_bound and form.is_valid() and _drop(request, meeting, form):
        for why in form.errors.get("papers", []):
            messages.error(request, str(why))
        return redirect(address("files-match", meeting))
    return show(
        request, "desk/act.html", form=form, **about(meeting), page_title="Upload files",
        heading="Upload files", text="On the next page you check which item each file belongs to.",
    )  # fmt: skip


def _drop(request: SignedInRequest, meeting: Meeting, form: DropForm) -> int:
    """Store each file by itself, so that a refused file does not lose the others. Return how many were stored."""
    count = 0
    for upload in form.cleaned_data["papers"]:
        try:
            dropping.drop(meeting, data=upload.read(), filename=upload.name, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error("papers", refusal.text)
        else:
            count += 1
    return count


@desk_meeting
def files_match(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Show each dropped file with the item, title, kind and access guessed from its name; hand all files in by POST."""
    dropped = list(DroppedFile.objects.filter(meeting=meeting).select_related("dropped_by"))
    items = list(meeting.items.filter(withdrawn_at__isnull=True).order_by("part", "number"))
    missing = list(Paper.objects.filter(item__in=items).missing().exclude(uploads__state__in=("waiting", "checking")))
    formset: Any = dropped_forms(typed(request), dropped, items, missing)

    def act(data: list[Data]) -> Done:
        with transaction.atomic():
            rows = []
            for form in formset:
                row, part = form.row, form.new_part
                made = add_item(meeting, title=row.title, part=part, by=request.user) if part else row.item
                rows.append(replace(row, item=made))
            taken = dropping.hand_in_dropped(meeting, rows=rows, at=timezone.now(), by=request.user)
        count = len(taken)
        added = f"{count} file{'' if count == 1 else 's'} added. Each is checked next."
        return Done(added if count else "No file was added.", _next(meeting, taken))

    if answer := answered(request, formset, act):
        return answer
    return show(
        request, "desk/files_match.html", form=formset, **about(meeting), waiting=len(dropped),
        unmatched=sum(not form.initial.get("goes_to") for form in formset) if not formset.is_bound else 0,
    )  # fmt: skip


def _next(meeting: Meeting, taken: list[Paper]) -> str:
    """Return the URL of the next supplement where all papers belong to published items; else of the agenda."""
    listed = published_items(meeting)
    if taken and all(paper.item_id in listed for paper in taken):
        return address("supplement-publish", meeting)
    return agenda_at(meeting)


@desk_paper
def background_new(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Add a background paper to an open paper."""
    form = BackgroundForm(typed(request), chosen(request))

    def said(document: BackgroundDocument) -> str:
        messages.success(request, f"“{document.title}” has been added to the paper.")
        for sentence in privacy.of_document(document):
            messages.warning(request, sentence)
        return ""

    return act_on(
        request, add_background, paper, form, said, field="file",
        heading="Add a background paper", lead=f"For “{paper.title}”, item {paper.item.number}",
        prose="A document that the report relies on. It is public if the report is open and published. It stays until "
        f"the end of {_until(paper)} and cannot be removed before then (Local Government Act 1972 section "
        "100D(2)). Do not add published works or anything exempt.",
    )  # fmt: skip


def _find(committee: str, meeting: str, pk: int) -> BackgroundDocument:
    document = get_object_or_404(BackgroundDocument.objects.select_related("stored"), pk=pk)
    document.paper = find_paper(committee, meeting, document.paper_id)
    return document


desk_document = desk_page(_find)


@desk_document
def background_remove(request: SignedInRequest, document: BackgroundDocument) -> HttpResponseBase:
    """Remove a background paper; the verb refuses until four years have expired (R22)."""
    paper = document.paper
    form = ConfirmForm(typed(request), button="Remove document")
    return act_on(
        request, remove_background, paper, form, f"“{document.title}” is removed.", document,
        title=f"Remove {document.title}", heading="Remove a background paper",
        lead=f"“{document.title}”, of “{paper.title}”",
        prose=f"Background papers stay open to inspection until the end of {_until(paper)} (Local Government Act 1972 "
        "section 100D(2)). After that day it can be permanently removed.",
    )  # fmt: skip


def _until(paper: Paper) -> str:
    return long_date(background_kept_until(paper.item.meeting.date))


@desk_document
def background_file(request: SignedInRequest, document: BackgroundDocument) -> HttpResponseBase:
    """Send the file of a background document."""
    meeting = document.paper.item.meeting
    name = files.file_name(meeting.committee.slug, meeting.slug, "background", document.title)
    return files.send(request, document.stored, name, private=True)


def _place(request: SignedInRequest, paper: Paper, **page: int) -> text_writing.Place:
    """Return the `Place` of a paper. Raises Http404 where the paper has no file or the user may not read it."""
    answer = access.may_read(request.user, paper, timezone.localdate())
    if paper.file is None or not answer.may:
        raise Http404
    meeting = paper.item.meeting

    def where(name: str, **more: object) -> str:
        return address(name, meeting, pk=paper.pk, **more)

    trail = [*crumbs(meeting), (paper.title, where("paper"))]
    return text_writing.Place(paper, paper.file, answer.why, where, trail)


texts, text_page, text_remove, text_picture = text_writing.pages(desk_paper, _place)
