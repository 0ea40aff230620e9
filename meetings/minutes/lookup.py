"""Helpers of the desk's pages about minutes: find the minutes, and build parts of a page's context."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from committee.law.findings import Severity
from committee.views.lookup import or_404
from meetings.lookup import address, crumbs, desk_page, find_meeting
from meetings.minutes.document import template_context
from meetings.minutes.document.document import Document
from meetings.minutes.findings import findings
from meetings.models import Comment, Edition, Minutes, MinutesState, MinutesVersion

COLOURS = {
    MinutesState.TAKING: "blue",
    MinutesState.DRAFT: "yellow",
    MinutesState.PUBLISHED: "turquoise",
    MinutesState.CONFIRMED: "green",
}


def find_minutes(committee: str, meeting: str) -> Minutes:
    """Return the minutes of the meeting at an address; 404 where the meeting has no minutes yet."""
    row = find_meeting(committee, meeting)
    rows = Minutes.objects.select_related("presiding", "confirmation__presided", "confirmation__version").filter(
        meeting=row
    )
    minutes = or_404(rows.first())
    minutes.meeting = row
    return minutes


of_minutes = desk_page(find_minutes)


def frame(minutes: Minutes, *, deeper: bool = True) -> dict[str, Any]:
    """Return the context that all pages about these minutes share; `deeper` adds "Minutes" to the breadcrumbs."""
    meeting = minutes.meeting
    trail = crumbs(meeting)
    if deeper:
        trail.append(("Minutes", address("minutes-write-up", meeting)))
    return {
        "minutes": minutes,
        "meeting": meeting,
        "trail": trail,
        "state_colour": COLOURS[MinutesState(minutes.state)],
        "draft_word": minutes.state in (MinutesState.TAKING, MinutesState.DRAFT),
    }


def found_for(minutes: Minutes, act: str) -> dict[str, list[dict[str, Any]]]:
    """
    Return the findings about publishing today: {"blocks": [...], "warnings": [...]}.

    `act` is "decisions" or "draft". Each row has the finding (`check`) and the page that mends it (`url`, "" for none).
    """
    names = {Severity.BLOCK: "blocks", Severity.WARN: "warnings"}
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names.values()}
    for check in findings.found(minutes, on=timezone.localdate(), for_=act):
        url = reverse(check.where[0], kwargs=check.where[1]) if check.where else ""
        rows[names[check.severity]].append({"check": check, "url": url})
    return rows


def shown(document: Document, minutes: Minutes) -> dict[str, Any]:
    """Return the context of `_minutes*.html` for the members' edition of the document on a page."""
    draft = minutes.state != MinutesState.CONFIRMED
    return template_context.context(document, Edition.MEMBERS, draft=draft) | {"on_page": True}


def by_minute(comments: Iterable[Comment]) -> dict[int, list[Comment]]:
    """Group the comments, in their order, by the id of their minute; an id without comments gives an empty list."""
    grouped: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        grouped[comment.minute_id].append(comment)
    return grouped


def versions_of(minutes: Minutes) -> list[MinutesVersion]:
    """Return all versions of the minutes, latest first, with the large column `document` deferred."""
    return list(minutes.versions.select_related("made_by").defer("document").order_by("-number"))
