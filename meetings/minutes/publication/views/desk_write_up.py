"""The write-up: the document as it will print, comments beside it, its versions, and what blocks publication."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from committee.permissions import desk
from committee.requests import SignedInRequest
from meetings.lookup import address
from meetings.minutes.document.document import digest, take
from meetings.minutes.findings import findings
from meetings.minutes.lookup import find_minutes, found_for, frame, last_of, lines, shown, versions_of
from meetings.models import Circulation, Comment, Minutes, MinutesState, MinutesVersionKind
from meetings.papers.draft_minutes_paper import item_for


@desk
def minutes(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """The minutes being written up."""
    row = find_minutes(committee, meeting)
    document = take(row, at=timezone.now())
    context = shown(document, row)
    versions = versions_of(row)
    draft = last_of(versions)
    comments = list(_comments(row))
    frozen = row.is_frozen
    return render(
        request,
        "desk/minutes/write_up.html",
        frame(row, deeper=False)
        | context
        | {
            "lines": lines(context, row, comments),
            "comments_open": sum(1 for comment in comments if comment.state == "open"),
            "comments_all": len(comments),
            "circulation": _circulation(row),
            "versions": versions,
            "draft_version": draft,
            "decisions_version": last_of(versions, MinutesVersionKind.DECISIONS),
            "changed": bool(draft and not frozen and digest(document) != draft.sha256),
            "found": None if frozen or row.state == MinutesState.PUBLISHED else found_for(row, findings.DRAFT),
            "confirmed_at": item_for(row) if row.state == MinutesState.PUBLISHED else None,
            "room_url": address("room", row.meeting),
        },
    )


def _comments(row: Minutes) -> QuerySet[Comment]:
    rows = Comment.objects.filter(circulation__version__minutes=row).select_related("by", "decided_by")
    return rows.order_by("made_at", "pk")


def _circulation(row: Minutes) -> Circulation | None:
    found = row.versions.filter(circulation__isnull=False).select_related("circulation").defer("document")
    last = found.order_by("-number").first()
    return last.circulation if last else None
