"""The desk's page that shows a programme and its changes, and prints the programme into an agenda."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from committee.access import permissions
from committee.access.permissions import planners
from committee.acts.refusal import Refused
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.printing import PrintingError
from committee.views.acting import Data, answered, show, typed
from meetings.locking import is_published
from meetings.lookup import find_meeting
from meetings.models import Meeting
from workprogramme.document import changes, programme_pdf
from workprogramme.lookup import crumbs
from workprogramme.models import Programme, ProgrammeVersion
from workprogramme.programmes import file_facts, printing
from workprogramme.programmes.briefings import item_for


def _find(committee: str, year: str, meeting: str) -> tuple[Programme, Meeting]:
    row = find_meeting(committee, meeting)
    programme = printing.programme_for(row)
    if programme is None or programme.year.slug != year:
        raise Http404
    return programme, row


@planners
def programme_print_here(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Redirect from an agenda to the page that prints the committee's programme for the year of the meeting."""
    row = find_meeting(committee, meeting)
    programme = printing.programme_for(row)
    if programme is None:
        messages.error(request, f"The {row.committee} has no work programme for the year of this meeting yet.")
        return redirect("desk:meeting", committee, meeting)
    return redirect("desk:programme-print", committee, programme.year.slug, meeting)


@planners
def programme_print(request: SignedInRequest, committee: str, year: str, meeting: str) -> HttpResponseBase:
    """Show the document that would be printed now for that meeting. A POST prints the document."""
    programme, row = _find(committee, year, meeting)
    words = printing.to_print(programme, row, on=timezone.localdate())
    last = _last(programme, row)
    item = item_for(row)

    def act(data: Data) -> str:
        number = printing.print_for(row, at=timezone.now(), by=request.user).item.number
        if is_published(row):
            return f"Printed. It is under item {number}, ready for a supplement."
        return f"Printed. It is the paper of item {number}."

    form = ConfirmForm(typed(request), button=_button(row, last), warning=False)
    then = reverse("desk:programme-print", args=[committee, year, meeting])
    if answer := answered(request, form, act, then=then):
        return answer
    return show(
        request,
        "desk/programme/print.html",
        form=form,
        programme=programme,
        meeting=row,
        last=last,
        changed_again=changes.between(last.document, words) if last else [],
        is_same=printing.is_last(programme, row, words),
        why_not=_why_not(row),
        is_published=is_published(row),
        item=item,
        papers=item.papers.standing().select_related("file") if item else [],
        counts=_counts(words),
        preview=file_facts.of_pdf(words),
        runs_the_desk=permissions.runs_the_desk(request.user, timezone.localdate()),
        trail=crumbs(programme),
        **programme_pdf.context(words),
    )


@planners
def programme_print_file(request: SignedInRequest, committee: str, year: str, meeting: str) -> HttpResponseBase:
    """Send a preview of the paper as a PDF, without storing a paper or a version."""
    programme, row = _find(committee, year, meeting)
    try:
        data = programme_pdf.pdf(printing.to_print(programme, row, on=timezone.localdate()))
    except PrintingError as error:
        raise files.Unavailable("The programme cannot be printed at the moment. Try again in a few minutes.") from error
    return files.send_copy(data, files.file_name("work-programme", committee, year, "preview"))


def _last(programme: Programme, meeting: Meeting) -> ProgrammeVersion | None:
    rows = programme.versions.filter(meeting=meeting).select_related("printed_by")
    return rows.order_by("-number").first()


def _button(meeting: Meeting, last: ProgrammeVersion | None) -> str:
    if last is None:
        return "Add to this agenda"
    return "Print it for a supplement" if is_published(meeting) else "Print it again"


def _why_not(meeting: Meeting) -> str:
    """Return why the programme cannot be printed into the agenda now; "" if it can."""
    try:
        printing.ready(meeting)
    except Refused as refusal:
        return refusal.text
    return ""


def _counts(words: dict[str, Any]) -> list[tuple[str, int]]:
    by_day = [(len(group["rows"]), group["date"]) for group in words["meetings"]]
    briefings, working = len(words["briefings"]), len(words["working"])
    return [
        ("at meetings", sum(count for count, day in by_day if day)),
        ("to be scheduled", sum(count for count, day in by_day if not day)),
        ("standing", len(words["standing"])),
        ("briefing or withdrawn request" if briefings == 1 else "briefings and withdrawn requests", briefings),
        ("working group or inquiry day" if working == 1 else "working groups and inquiry days", working),
    ]
