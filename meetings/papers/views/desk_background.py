"""Background documents of a paper: add, read, remove once their years are over."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee import files
from committee.dates import long_date
from committee.forms.fields import ConfirmForm
from committee.law.retention import background_kept_until
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, Field, ask, chosen, typed
from meetings.agendas.preflight import privacy
from meetings.lookup import address, crumbs, find_paper
from meetings.models import BackgroundDocument, Paper
from meetings.papers.background_verbs import add_background, remove_background
from meetings.papers.forms.background import BackgroundForm


@desk
def background_new(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Add a background paper to an open paper."""
    paper = find_paper(committee, meeting, pk)
    form = BackgroundForm(typed(request), chosen(request))

    def act(data: Data) -> str:
        upload, title = data["file"], data["title"]
        given = {"data": form.taken_in(title=title), "title": title, "filename": upload.name or ""}
        document = add_background(paper, **given, at=timezone.now(), by=request.user)
        messages.success(request, f"“{title}” has been added to the paper.")
        for sentence in privacy.of_document(document):
            messages.warning(request, sentence)
        return ""

    return _ask(
        request, paper, form, act, field="file",
        heading="Add a background paper", lead=f"For “{paper.title}”, item {paper.item.number}",
        prose="A document that the report relies on. It is public if the report is open and published. It stays until "
        f"the end of {_until(paper)} and cannot be removed before then (Local Government Act 1972 section "
        "100D(2)). Do not add published works or anything exempt.",
    )  # fmt: skip


def _find(committee: str, meeting: str, pk: int) -> BackgroundDocument:
    document = BackgroundDocument.objects.select_related("stored").filter(pk=pk).first()
    if document is None:
        raise Http404
    document.paper = find_paper(committee, meeting, document.paper_id)
    return document


@desk
def background_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Remove a background paper: refused until four years have expired (R22)."""
    document = _find(committee, meeting, pk)
    paper = document.paper

    def act(data: Data) -> str:
        remove_background(document, at=timezone.now(), by=request.user)
        return f"“{document.title}” is removed."

    return _ask(
        request, paper, ConfirmForm(typed(request), button="Remove document"), act, title=f"Remove {document.title}",
        heading="Remove a background paper", lead=f"“{document.title}”, of “{paper.title}”",
        prose=f"Background papers stay open to inspection until the end of {_until(paper)} (Local Government Act 1972 "
        "section 100D(2)). After that day it can be permanently removed.",
    )  # fmt: skip


def _until(paper: Paper) -> str:
    return long_date(background_kept_until(paper.item.meeting.date))


def _ask(
    request: SignedInRequest,
    paper: Paper,
    form: forms.Form,
    act: Callable[[Data], str],
    *,
    field: Field = "",
    title: str = "",
    **more: Any,
) -> HttpResponseBase:
    """A page that asks for one act on a background document, and leads on to its paper."""
    meeting = paper.item.meeting
    return ask(
        request, form, act, then=address("paper", meeting, pk=paper.pk), template="desk/act.html", field=field,
        title=title, meeting=meeting, trail=crumbs(meeting), **more,
    )  # fmt: skip


@desk
def background_file(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """The document itself."""
    document = _find(committee, meeting, pk)
    name = files.file_name(committee, meeting, "background", document.title)
    return files.send(request, document.stored, name, private=True)
