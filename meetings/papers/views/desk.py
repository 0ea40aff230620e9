"""Desk pages to add, edit, withhold, upload, correct, read and remove papers, send reminders, and give leave."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access import permissions
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.law.retention import background_kept_until
from committee.views.acting import Data, Done, Message, ask, carry_out, chosen, press_to, show, typed
from committee.views.lookup import came_from, or_404
from meetings.access import papers as reading
from meetings.lookup import about, address, agenda_at, desk_item, desk_paper, go_to
from meetings.models import Access, AgendaItem, BackgroundDocument, Paper
from meetings.packs.intake.report import Writing
from meetings.papers import conversions, handing_in, open_by_leave, uploads, verbs
from meetings.papers.forms import CorrectPaperForm, LeaveForm, PaperForm, UploadForm
from meetings.papers.withholding import grant_need_to_know, held, is_published, set_access
from meetings.sending import send_paper


@desk_item
def paper_new(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Add a paper to an item in one act: with its file or without, and with its access."""

    def act(data: Data) -> Done:
        made = _add(request, item, form)
        if data.get("file"):
            return Done("", address("paper-checks", item.meeting, pk=made.pk))
        return Done(f"“{made.title}” is expected.", agenda_at(item.meeting, item))

    form = PaperForm(typed(request), chosen(request), item=item, today=timezone.localdate())
    return ask(
        request, form, act, field=lambda _: "file" if form.cleaned_data.get("file") else "",
        template="desk/paper_new.html", item=item, **about(item.meeting),
    )  # fmt: skip


def _add(request: SignedInRequest, item: AgendaItem, form: PaperForm) -> Paper:
    answers, upload = form.cleaned_data, form.cleaned_data.get("file")
    if upload:
        return handing_in.hand_in_new(
            item,
            title=answers["title"],
            kind=answers["kind"],
            data=upload.read(),
            filename=upload.name,
            at=timezone.now(),
            by=request.user,
            access=answers["access"],
            details=form.details,
            **form.withheld,
        )
    with transaction.atomic():
        paper = verbs.expect_paper(
            item,
            title=answers["title"],
            kind=answers["kind"],
            owner=answers["owner"],
            due_on=answers["due_on"],
            to_follow=bool(answers.get("to_follow")),
            by=request.user,
        )
        paper = set_access(paper, access=answers["access"], by=request.user, **form.withheld)
        return verbs.edit_paper(paper, by=request.user, **form.details)


@desk_paper
def paper(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Show one paper with its access, its files and the people with leave to read it; save changed details."""

    def act(data: Data) -> str:
        _save(request, paper, form)
        return f"“{data.get('title', paper.title)}” is saved."

    form = PaperForm(typed(request), item=paper.item, row=paper, today=timezone.localdate())
    return ask(
        request,
        form,
        act,
        then=agenda_at(paper.item.meeting, paper.item),
        template="desk/paper.html",
        paper=paper,
        item=paper.item,
        **about(paper.item.meeting),
        files=list(paper.files.select_related("stored", "received_by").order_by("-number")),
        grants=list(paper.grants.select_related("person", "granted_by")),
        published=(published := is_published(paper)),
        replacement=Paper.objects.filter(replaces=paper).first(),
        obstacles=[] if published else open_by_leave.obstacles(paper),
        leaves=list(paper.leaves.filter(file=paper.file_id).select_related("given_by")),
        may_allow=permissions.is_proper_officer(request.user, timezone.localdate()),
        background=paper.background_documents.select_related("stored"),
        background_until=background_kept_until(paper.item.meeting.date),
        writing=Writing.of(paper.file) if paper.file else None,
        shown=uploads.Shown.of(paper, timezone.now()),
    )


@transaction.atomic
def _save(request: SignedInRequest, paper: Paper, form: PaperForm) -> None:
    """Save access and details in one act. A paper that becomes open loses its open version first."""
    paper = held(paper)
    answers, by = form.cleaned_data, request.user
    if "access" in form.fields:
        if answers["access"] == Access.OPEN and paper.open_version_id:
            verbs.edit_paper(paper, by=by, open_version=None)
        paper = set_access(paper, access=answers["access"], by=by, **form.withheld)
    verbs.edit_paper(paper, by=by, **form.details)
    if "to_follow" in form.fields and answers["to_follow"] != (paper.state == "to_follow"):
        verbs.mark_to_follow(paper, by=by, to_follow=answers["to_follow"])


@desk_paper
def paper_upload(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Upload a paper's file, or a new file in place of the present file."""
    current, now = paper.file, ""
    if current is not None:
        pages = f"{current.pages} page{'' if current.pages == 1 else 's'}"
        now = f"The current file ({current.original_name}, {pages}) is kept, but the pack will use the new one."
    return act_on(
        request, handing_in.hand_in, paper, UploadForm(typed(request), chosen(request)), "", field="file",
        then=address("paper-checks", paper.item.meeting, pk=paper.pk), title=f"Upload {paper.title}",
        heading="Upload another file instead" if current else "Upload the paper",
        lead=f"“{paper.title}”, for item {paper.item.number}, {paper.item.title}", text=now,
    )  # fmt: skip


@desk_paper
def paper_correct(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Add a correction of a published paper. Where a correction exists already, redirect to its page."""
    if not is_published(paper):
        raise Http404
    replacement = Paper.objects.filter(replaces=paper).first()
    if replacement and request.method != "POST":  # the verb refuses a POST, with a sentence
        return go_to("desk:paper", paper.item.meeting, pk=replacement.pk)
    return act_on(
        request, handing_in.correct_paper, paper, CorrectPaperForm(typed(request), chosen(request)),
        lambda made: Done("", address("paper-checks", paper.item.meeting, pk=made.pk)), field="file",
        heading=f"Correct {paper.title}", lead=f"“{paper.title}”, for item {paper.item.number}, {paper.item.title}",
        follows=[
            "The corrected paper is checked, then published with the next supplement. Its notice counts from that day.",
            "Its pages carry on from the last page published, and the supplement says which pages it replaces.",
            "The published paper stays open, marked as replaced, with your reason.",
        ],
    )  # fmt: skip


@desk_paper
def paper_found(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Show the progress of the check of the last upload; then the findings on the paper's file."""
    now = timezone.now()
    uploads.take_up_lost(now)
    if shown := uploads.Shown.of(paper, now):
        return show(request, "desk/paper_handed_in.html", shown=shown, **_about(paper))
    if paper.file is None:
        raise Http404
    return show(request, "desk/paper_found.html", **uploads.findings_of(paper.file, request.user), **_about(paper))


@desk_paper
@require_POST
def paper_accept(request: SignedInRequest, paper: Paper, number: int) -> HttpResponseBase:
    """Accept the PDF that was made from an office file, then redirect to the agenda."""
    row, message = paper.item.meeting, f"“{paper.title}” is accepted."
    return press_to(
        request, conversions.accept_conversion, paper, values={"file": number}, message=message,
        then=agenda_at(row, paper.item), otherwise=address("paper-checks", row, pk=paper.pk),
    )  # fmt: skip


@desk_paper
def paper_original(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Send the original Word file (or the like) of a converted paper, only to the person who uploaded it."""
    data, name = or_404(conversions.original_of(paper, request.user))
    return files.send_copy(data, name, content_type="application/octet-stream")


@desk_paper
def paper_remove(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Remove a paper from its item, on a page that lists the consequences."""
    agenda = agenda_at(paper.item.meeting, paper.item)
    form = ConfirmForm(typed(request), button="Remove the paper")
    return act_on(
        request, verbs.remove_paper, paper, form, f"“{paper.title}” is removed.", then=agenda,
        title=f"Remove {paper.title}", heading="Remove this paper?",
        lead=f"“{paper.title}”, for item {paper.item.number}, {paper.item.title}", follows=_going(paper), back=agenda,
        back_text="Cancel",
    )  # fmt: skip


def _going(paper: Paper) -> list[str]:
    """Return the consequences of removing a paper, a sentence each."""
    goes = ["It is no longer expected."]
    if paper.file:
        pages = f"{paper.file.pages} page{'' if paper.file.pages == 1 else 's'}"
        goes = [f"The paper and its file of {pages} are removed from the agenda, and later pages are renumbered."]
    if paper.appendices.exists():
        goes.append("Its appendices stay as separate papers.")
    return [*goes, "The history shows who removed it."]


@desk_paper
def paper_leave(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Give the proper officer's leave to one person to read a withheld paper."""
    if not paper.is_withheld:
        raise Http404
    return act_on(
        request, grant_need_to_know, paper, LeaveForm(typed(request)),
        lambda grant: f"{grant.person} may now read “{paper.title}”.", title=f"Access to {paper.title}",
        heading="Give someone access to it", lead=f"“{paper.title}”, for item {paper.item.number}",
        prose="Members of the committee may read it already. You can give access to anyone else who needs to know. It "
        "is recorded as given on behalf of the proper officer.",
    )  # fmt: skip


@desk_paper
def paper_allow_open(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Let the proper officer, and nobody else, allow an open paper to be published despite an obstacle."""
    stopped = [] if is_published(paper) else open_by_leave.obstacles(paper)
    if not stopped or not permissions.is_proper_officer(request.user, timezone.localdate()):
        raise Http404
    form = ReasonForm(
        typed(request),
        button="Allow the paper to be published",
        label="Why may the public read it?",
        hint="Printed on the certificate of publication, which is public.",
        warning=True,
    )
    message = f"“{paper.title}” can be published open."
    return act_on(
        request, open_by_leave.allow_open, paper, form, message, title=f"Allow {paper.title} to be published",
        heading="Allow the paper to be published", lead=f"“{paper.title}”, for item {paper.item.number}, is open, but:",
        points=[obstacle.words for obstacle in stopped],
        prose=(
            "Read it first. If you allow it, anyone can read this file once it is published. A replacement file needs "
            "your permission again."
        ),
    )  # fmt: skip


def act_on(
    request: SignedInRequest,
    verb: Callable[..., object],
    paper: Paper,
    form: forms.Form,
    message: Message,
    document: BackgroundDocument | None = None,
    **page: Any,
) -> HttpResponseBase:
    """Show and carry out one act on a paper or on `document`; redirect to `then` in `page`, or to the paper's page."""
    page = {"then": address("paper", paper.item.meeting, pk=paper.pk), **_about(paper), **page}
    return carry_out(request, verb, document or paper, form, message=message, template="desk/act.html", **page)


def _about(paper: Paper) -> dict[str, Any]:
    meeting = paper.item.meeting
    return {"paper": paper, "item": paper.item, **about(meeting)}


@desk_paper
@require_POST
def paper_chase(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Remind the owner of the paper, then redirect to the page from which the request came."""
    then = came_from(request) or agenda_at(paper.item.meeting, paper.item)
    return press_to(
        request, verbs.chase, paper, message=lambda owner: f"{owner} has been reminded of “{paper.title}”.", then=then
    )


@desk_paper
@require_POST
def paper_to_follow(request: SignedInRequest, paper: Paper) -> HttpResponseBase:
    """Mark a paper as to follow, then redirect to the page from which the request came."""
    then = came_from(request) or agenda_at(paper.item.meeting, paper.item)
    message = f"“{paper.title}” is to follow."
    return press_to(request, verbs.mark_to_follow, paper, message=message, then=then)


@desk_paper
def paper_file(request: SignedInRequest, paper: Paper, number: int | None = None) -> HttpResponseBase:
    """Send the file of a paper, or an earlier file by number; reading a withheld file is logged."""
    file = or_404(paper.file if number is None else paper.files.select_related("stored").filter(number=number).first())
    if paper.is_withheld:
        answer = reading.may_read(request.user, paper, timezone.localdate())
        if not answer.may:
            raise Http404
        audit.record_reading(request.user, paper, answer.why)
    meeting = paper.item.meeting
    name = files.file_name(meeting.committee.slug, meeting.slug, paper.title_for_public)
    return send_paper(request, paper, file, name)
