"""Officers' pages: the papers that an officer owes, each with its deadline and a form to send the paper in."""

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import TooLate, officers
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.reassigned import not_asked_of
from committee.models import User
from committee.register.calendar import day_list
from committee.views.acting import carried_out, chosen, press_to, show, typed
from committee.views.lookup import or_404
from meetings import notice_period
from meetings.actions.listing import asked_of
from meetings.minutes.publication.circulating import to_read
from meetings.models import AgendaItem, Paper, PublishedPaper, Upload
from meetings.models.paper import PaperQuerySet
from meetings.notice_period import Owed
from meetings.packs.intake.office import kinds
from meetings.packs.intake.report import Writing
from meetings.papers import conversions, handing_in, uploads
from meetings.papers.fields import PaperFileField, accepted
from meetings.papers.forms import PageTextForm, UploadForm
from meetings.papers.views import text_writing
from meetings.papers.withholding import is_published
from meetings.sending import send_paper

SHOWN_DONE = 20
RIGHT = "This officer is named for the paper."


class SendPaper(UploadForm):
    """The form for an officer, which asks for the file alone."""

    file = PaperFileField(label="The paper", error_messages={"required": "Choose the file to send."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


def asked_of_officer(user: User, today: dt.date) -> dict[str, Any]:
    """Return the context of an officer's front page: actions, missing papers by due date, sent papers, minutes."""
    mine = _mine(user, today).standing().filter(item__meeting__cancelled_at__isnull=True)
    calendar = day_list()
    checking = Exists(Upload.objects.undecided().filter(paper=OuterRef("pk")))
    owed = [Owed.of(paper, today, calendar) for paper in mine.missing().annotate(is_checking=checking)]
    owed.sort(key=lambda asked: (asked.due or dt.date.max, asked.paper.pk))
    is_public = Exists(PublishedPaper.objects.filter(paper_file__paper=OuterRef("pk")))
    sent = mine.filter(state="received").select_related("file__stored").annotate(is_published=is_public)
    sent = sent.order_by("-item__meeting__date", "pk")
    return {
        "owed": owed,
        "upload_kinds": accepted(kinds.endings()) if owed else "",
        "sent": sent[:SHOWN_DONE],
        "questions": asked_of(user),
        "draft_minutes": to_read(user, today),
    }


def _mine(user: User, on: dt.date) -> PaperQuerySet:
    """Return the papers of this officer. A paper without an owner belongs to the owner of its item."""
    if user.person is None:
        return Paper.objects.none()
    return (
        Paper.objects.readable_by(user, on)
        .owed_by(user.person)
        .select_related("item__meeting__committee", "item__meeting__venue", "item__owner")
    )


def asked_of_them(user: User, pk: int) -> bool:
    """Return whether the paper with the id `pk` is one of this officer's papers."""
    return _mine(user, timezone.localdate()).filter(pk=pk).exists()


def find(user: User, pk: int) -> Paper:
    """Return one of this officer's papers. Raises Http404 for any other paper."""
    return get_object_or_404(_mine(user, timezone.localdate()).select_related("file__stored"), pk=pk)


def not_asked_paper(user: User, pk: int, form: forms.BaseForm) -> TooLate:
    """Return the exception for a paper that is not, or no longer, this officer's (see `not_asked_of`)."""
    return not_asked_of(
        user, Paper, pk, form, asked_now=lambda paper: paper.owner or paper.item.owner, also=_trail_of_its_item
    )


def _trail_of_its_item(paper: Paper) -> Q:
    """
    Return the condition for trail entries of the paper's item; an empty condition where the paper has an owner.

    SECURITY: a former owner of the item was never asked for a paper with an owner of its own.
    """
    if paper.owner_id:
        return Q()
    return Q(subject_type=AgendaItem._meta.label_lower, subject_id=paper.item_id)


@officers
def paper(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Show a paper of this officer with its deadline and the form to send its file, and hand in the file."""
    form = SendPaper(typed(request), chosen(request))
    if not asked_of_them(request.user, pk):
        raise not_asked_paper(request.user, pk, form)
    paper = find(request.user, pk)
    published = paper.file_id is not None and is_published(paper)
    closed = _why_closed(paper, published)
    if closed and form.is_bound:
        raise TooLate(
            f"{closed} The file you sent has not been saved.", form, back=request.path, back_text="Back to the paper"
        )
    then = reverse("officers:paper-received", args=[paper.pk])
    if answer := carried_out(request, handing_in.hand_in, paper, form, message="", then=then, field="file"):
        return answer
    return show(
        request,
        "officers/paper.html",
        form=form,
        paper=paper,
        asked=Owed.of(paper, timezone.localdate(), day_list()),
        closed=closed,
        published=published,
        writing=Writing.of(paper.file) if paper.file else None,
        shown=uploads.Shown.of(paper, timezone.now()),
    )


def _why_closed(paper: Paper, published: bool) -> str:
    """Return the reason why no file can be sent any more, as a sentence; "" while a file can be sent."""
    if paper.item.meeting.is_cancelled:
        return "The meeting has been cancelled, so the paper is not needed."
    if paper.state == "withdrawn" or paper.item.is_withdrawn:
        return "The paper has been withdrawn, so it is not needed."
    if published:
        return "The paper has been published. Tell the committee team if something in it is wrong."
    return ""


@officers
def received(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the progress of the check of the file; after the check, thanks, findings and the next steps."""
    paper = find(request.user, pk)
    now = timezone.now()
    uploads.take_up_lost(now)
    if shown := uploads.Shown.of(paper, now):
        return render(request, "officers/handed_in.html", {"paper": paper, "shown": shown})
    if paper.file is None:
        raise Http404
    deadline = notice_period.deadline(paper.item.meeting)
    findings = uploads.findings_of(paper.file, request.user)
    return render(request, "officers/received.html", {"paper": paper, "deadline": deadline, **findings})


@officers
def accept(request: SignedInRequest, pk: int, number: int) -> HttpResponseBase:
    """Accept the PDF that was made from an office file."""
    paper = find(request.user, pk)  # before the method is checked, so that another officer's paper is always 404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    values, message = {"file": number}, f"“{paper.title}” is accepted."
    then = reverse("officers:paper-received", args=[pk])
    return press_to(request, conversions.accept_conversion, paper, values=values, message=message, then=then)


@officers
def original(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the original Word file (or the like) of a converted paper, only to the person who uploaded it."""
    data, name = or_404(conversions.original_of(find(request.user, pk), request.user))
    return files.send_copy(data, name, content_type="application/octet-stream")


@officers
def paper_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Send the present file of a paper of this officer."""
    paper = find(request.user, pk)
    if paper.file is None:
        raise Http404
    if paper.is_withheld:
        audit.record_reading(request.user, paper, RIGHT)
    name = files.file_name(paper.item.meeting.committee.slug, paper.item.meeting.slug, paper.title_for_public)
    return send_paper(request, paper, paper.file, name)


def _place(request: SignedInRequest, pk: int, page: int = 0) -> text_writing.Place:
    """Return the `Place` of a paper of this officer. Raises Http404 where there is no such paper or no file."""
    if request.method == "POST" and not asked_of_them(request.user, pk):
        raise not_asked_paper(request.user, pk, PageTextForm(request.POST, page=page))
    paper = find(request.user, pk)
    if paper.file is None:
        raise Http404

    def where(name: str, **more: object) -> str:
        return reverse(f"officers:{name}", kwargs={"pk": pk, **more})

    trail = [("My reports and actions", reverse("officers:front")), (paper.title, where("paper"))]
    return text_writing.Place(paper, paper.file, RIGHT, where, trail)


texts, text_page, text_remove, text_picture = text_writing.pages(officers, _place)
