"""Background documents of a paper: add, read, remove once their years are over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee import files
from committee.forms.fields import ConfirmForm
from committee.law.retention import background_kept_until
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.agendas.preflight import privacy
from meetings.lookup import crumbs, find_paper, go_to
from meetings.models import BackgroundDocument, Paper
from meetings.papers.background_verbs import add_background, remove_background
from meetings.papers.forms.background import BackgroundForm
from meetings.papers.verbs import take_in_now


@desk
def background_new(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Add a background document to an open paper."""
    paper = find_paper(committee, meeting, pk)
    form = BackgroundForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, title = form.cleaned_data["file"], form.cleaned_data["title"]
        about = {"title": title, "filename": upload.name or ""}
        try:
            data = take_in_now(upload.read(), upload.name or "")
            document = add_background(paper, data=data, **about, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.text)
        else:
            messages.success(request, f"“{title}” is kept with the paper.")
            for sentence in privacy.of_document(document):
                messages.warning(request, sentence)
            return go_to("desk:paper", paper.item.meeting, pk=paper.pk)
    return _about(request, "desk/background/new.html", paper, form)


def _find(committee: str, meeting: str, pk: int) -> BackgroundDocument:
    found = BackgroundDocument.objects.select_related("stored").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.paper = find_paper(committee, meeting, found.paper_id)
    return found


@desk
def background_remove(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """Remove a background document: refused until four years have expired (R22)."""
    document = _find(committee, meeting, pk)
    form = ConfirmForm(request.POST or None, button="Remove it")
    if request.method == "POST":
        try:
            remove_background(document, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, f"“{document.title}” is removed.")
            return go_to("desk:paper", document.paper.item.meeting, pk=document.paper_id)
    return _about(request, "desk/background/remove.html", document.paper, form, document=document)


def _about(request: SignedInRequest, template: str, paper: Paper, form: Any, **more: object) -> HttpResponseBase:
    meeting = paper.item.meeting
    until = background_kept_until(meeting.date)
    about = {"paper": paper, "item": paper.item, "meeting": meeting, "until": until, "trail": crumbs(meeting)}
    return show(request, template, form=form, **about, **more)


@desk
def background_file(request: SignedInRequest, committee: str, meeting: str, pk: int) -> HttpResponseBase:
    """The document itself."""
    document = _find(committee, meeting, pk)
    name = files.file_name(committee, meeting, "background", document.title)
    return files.send(request, document.stored, name, private=True)
