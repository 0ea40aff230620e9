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
    minutes = find_minutes(committee, meeting)
    document = take(minutes, at=timezone.now())
    context = shown(document, minutes)
    versions = versions_of(minutes)
    draft = last_of(versions)
    comments = list(_comments(minutes))
    frozen = minutes.is_frozen
    return render(
        request,
        "desk/minutes/write_up.html",
        frame(minutes, deeper=False)
        | context
        | {
            "lines": lines(context, minutes, comments),
            "comments_open": sum(1 for comment in comments if comment.state == "open"),
            "comments_all": len(comments),
            "circulation": _circulation(minutes),
            "versions": versions,
            "draft_version": draft,
            "decisions_version": last_of(versions, MinutesVersionKind.DECISIONS),
            "changed": bool(draft and not frozen and digest(document) != draft.sha256),
            "found": None if frozen or minutes.state == MinutesState.PUBLISHED else found_for(minutes, findings.DRAFT),
            "confirmed_at": item_for(minutes) if minutes.state == MinutesState.PUBLISHED else None,
            "room_url": address("room", minutes.meeting),
        },
    )


def _comments(minutes: Minutes) -> QuerySet[Comment]:
    rows = Comment.objects.filter(circulation__version__minutes=minutes).select_related("by", "decided_by")
    return rows.order_by("made_at", "pk")


def _circulation(minutes: Minutes) -> Circulation | None:
    found = minutes.versions.filter(circulation__isnull=False).select_related("circulation").defer("document")
    last = found.order_by("-number").first()
    return last.circulation if last else None
