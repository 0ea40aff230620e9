"""Many files at once: dropped on the agenda, matched to its items on one page, and added in one act."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from committee.models import User
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import Data, Done, answered, chosen, show, typed
from meetings.agendas.verbs import add_item, published_items
from meetings.lookup import address, agenda_at, crumbs, find_meeting
from meetings.models import DroppedFile, Meeting, Paper
from meetings.papers import dropping
from meetings.papers.forms.dropped import DropForm, DroppedRowForm, dropped_forms


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
    """Each file by itself, so that one that cannot be used does not lose the others; how many were kept."""
    kept = 0
    for upload in form.cleaned_data["papers"]:
        try:
            dropping.drop(meeting, data=upload.read(), filename=upload.name, at=timezone.now(), by=request.user)
        except Refused as refusal:
            form.add_error("papers", refusal.text)
        else:
            kept += 1
    return kept


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
    """The next supplement where all belong to published items, since it alone publishes them; else the agenda."""
    listed = published_items(meeting)
    if taken and all(paper.item_id in listed for paper in taken):
        return address("supplement-publish", meeting)
    return agenda_at(meeting)
