"""The desk's pages of takedowns: hide, list the undecided, confirm or undo, publish a redacted copy (R60)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.limits import may_work_on, within
from committee.access.permissions import desk, gate, is_proper_officer
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ReasonForm
from committee.views.acting import Done, Message, carry_out, chosen, press_to, typed
from committee.views.lookup import or_404
from committee.wording.dates import date_time
from meetings.access import taken_down
from meetings.lookup import crumbs
from meetings.models import (
    Paper,
    Takedown,
    TakedownState,
    TakedownSubject,
)
from meetings.takedowns import moving, rebuilding, subjects, verbs
from meetings.takedowns.forms import ConfirmTakedownForm, HideForm, RedactedCopyForm
from meetings.takedowns.undecided import takedowns_to_decide

SHOWN = 100
BACKUPS = "Backups made before {when} still hold it until they are overwritten."
SAME_PAGES = (
    "It is published at the same address and in the packs, with the same page numbers. It must not have more pages "
    "than the original; blank pages are added where it has fewer."
)
proper_officer = gate(is_proper_officer)


@desk
def takedowns(request: SignedInRequest) -> HttpResponse:
    """List the takedowns that wait for the proper officer, and the latest decided takedowns."""
    today = timezone.localdate()
    rows = Takedown.objects.select_related("meeting__committee", "hidden_by", "decided_by")
    decided = within(rows.exclude(state=TakedownState.HIDDEN), request.user, today)[:SHOWN]
    page = {"waiting": takedowns_to_decide(today, request.user), "decided": decided}
    return render(request, "desk/takedowns/list.html", page)


@desk
def takedown_new(request: SignedInRequest, kind: str, pk: int) -> HttpResponseBase:
    """Hide one published thing, on a page that shows the consequences."""
    rows = subjects.rows_of(kind)
    thing = or_404(rows.filter(pk=pk).first() if rows is not None else None)
    if not may_work_on(request.user, timezone.localdate(), thing):
        raise Http404
    meeting = subjects.meeting_of(thing)
    form = HideForm(typed(request), of_paper=kind == "paper", initial={"with_item": _alike(thing)})
    return carry_out(
        request, verbs.hide, thing, form, message=_hidden, template="desk/takedowns/new.html", meeting=meeting,
        label=subjects.kind_of(thing).label(thing), words=getattr(thing, "title", ""), kind=kind, trail=crumbs(meeting),
        back=subjects.pages_of(kind, meeting)[0],
    )  # fmt: skip


def _hidden(takedown: Takedown) -> Done:
    return Done(f"Hidden from everyone except the committee team: {takedown.label}.", _page_of(takedown))


def _page_of(takedown: Takedown) -> str:
    return reverse("desk:takedown", args=[takedown.pk])


def _alike(thing: object) -> bool:
    """Return whether `thing` is a paper whose title is in its item's title; the form then suggests to hide both."""
    return isinstance(thing, Paper) and thing.title.casefold() in thing.item.title.casefold()


def _find(request: SignedInRequest, pk: int) -> Takedown:
    rows = Takedown.objects.select_related("meeting__committee", "hidden_by", "decided_by", "redacted", "redacted_by")
    return get_object_or_404(within(rows, request.user, timezone.localdate()), pk=pk)


@desk
def takedown(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the record of one takedown; while it is undecided, also the hidden texts and files."""
    row, today = _find(request, pk), timezone.localdate()
    touched = taken_down.touched_by(row)
    page = {
        "takedown": row,
        "meeting": row.meeting,
        "public_page": subjects.pages_of(row.subject, row.meeting)[1],
        "trail": crumbs(row.meeting),
        "overdue": row.is_overdue(today),
        "decides": is_proper_officer(request.user, today),
        "texts": moving.kept_texts(row) if row.is_waiting else [],
        "files": list(enumerate(moving.kept_files(row), 1)) if row.is_waiting else [],
        "hashes": sorted(set(row.words.values_list("sha256", flat=True))),
        "missing": rebuilding.missing(touched),
        "failed_at": rebuilding.failed_at(touched),
    }
    return render(request, "desk/takedowns/takedown.html", page)


@desk
@require_POST
def takedown_make_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Rebuild the packs and notices that could not be rebuilt before."""
    takedown = _find(request, pk)
    message = "The packs and notices are being rebuilt. Check again in a few minutes."
    return press_to(request, verbs.make_again, takedown, message=message, then=_page_of(takedown))


@desk
def takedown_file(request: SignedInRequest, pk: int, number: int) -> HttpResponseBase:
    """Send one of the hidden files while the proper officer decides; the reading is recorded."""
    takedown = _find(request, pk)
    hidden = moving.kept_files(takedown) if takedown.is_waiting else []
    if not 1 <= number <= len(hidden):
        raise Http404
    audit.record_reading(request.user, takedown, "Deciding whether it may be published.")
    return files.send(request, hidden[number - 1], files.file_name("hidden", takedown.pk, number), private=True)


@proper_officer
def takedown_confirm(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Confirm a takedown: the hidden words and files are erased for good."""
    takedown = _find(request, pk)
    when = date_time(timezone.now())
    form = ConfirmTakedownForm(typed(request), initial={"backups": BACKUPS.format(when=when)})
    return _decide(
        request, takedown, form, verbs.confirm, "Taken down", heading="Confirm the takedown",
        text="You cannot undo this. Its text and files are permanently deleted. The record keeps each file’s hash, "
        "and when, by whom and why it was taken down.",
    )  # fmt: skip


@proper_officer
def takedown_undo(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Undo a takedown: the thing is published again as it was."""
    form = ReasonForm(
        typed(request),
        button="Publish it again",
        label="Why may it be published?",
        hint="Your reason, for the record.",
        most=1000,
    )
    return _decide(
        request, _find(request, pk), form, verbs.undo, "Published again", heading="Undo the takedown",
        text="It is published again exactly as it was. The record of the takedown stays.",
    )  # fmt: skip


def _decide(
    request: SignedInRequest,
    takedown: Takedown,
    form: forms.Form,
    verb: Callable[..., object],
    message: str,
    **page: str,
) -> HttpResponseBase:
    def sentence(_: Takedown) -> str:
        others = " and ".join(moving.hidden_by_others(takedown)) if verb is verbs.undo else ""
        but = f", except for anything also hidden with {others}" if others else ""
        return f"{message}: {takedown.label}{but}."

    when, ground = date_time(takedown.hidden_at), takedown.get_ground_display()
    hidden = f"{takedown.label}, hidden on {when} by {takedown.hidden_by}: {ground}"
    why = linebreaksbr(takedown.why, autoescape=True)
    return _act(request, verb, takedown, form, sentence, lead=hidden, insets=[why], **page)


def _act(
    request: SignedInRequest,
    verb: Callable[..., object],
    takedown: Takedown,
    form: forms.Form,
    message: Message,
    **page: Any,
) -> HttpResponseBase:
    """Show the form of one act on a takedown, carry out the act, and redirect to the takedown's record."""
    return carry_out(
        request, verb, takedown, form, message=message, then=_page_of(takedown), template="desk/act.html",
        meeting=takedown.meeting, caption="" if takedown.meeting else takedown.place, trail=crumbs(takedown.meeting),
        narrow=True, back=_page_of(takedown), back_text="Cancel", **page,
    )  # fmt: skip


@proper_officer
def takedown_redacted(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Publish a redacted copy in place of the thing that was taken down."""
    takedown = _find(request, pk)
    if takedown.subject not in takedown.TAKES_A_COPY:
        raise Http404
    form = RedactedCopyForm(typed(request), chosen(request))
    return _act(
        request, verbs.place_redacted_copy, takedown, form, "The redacted copy is published.", field="file",
        title="Redacted copy", heading="Publish a redacted copy", lead=f"Replaces: {takedown.label}",
        text="Remove the text from the file itself. A black box drawn over it can be removed by others. "
        + ("" if takedown.subject == TakedownSubject.MINUTES else SAME_PAGES),
    )  # fmt: skip
