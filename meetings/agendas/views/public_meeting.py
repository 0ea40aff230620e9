"""The public meeting that a URL names, its published versions, and those of its files that anybody may open."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    When,
)
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from committee.public_pages.compiled import compiled
from committee.views.lookup import or_404
from meetings import listing
from meetings.access.taken_down import notes_what_is_down
from meetings.models import (
    AgendaVersion,
    BackgroundDocument,
    Meeting,
    MeetingMove,
    Pack,
    PublishedPaper,
    Recording,
    Takedown,
    TakedownSubject,
    read_slug,
)

MeetingView = Callable[..., HttpResponseBase]


@compiled(committee=CharField(), day=DateField(), sequence=IntegerField())
def _public_rows(committee: str, day: dt.date, sequence: int) -> QuerySet[Meeting]:
    rows = Meeting.objects.public().filter(committee__slug=committee, date=day, sequence=sequence)
    copies = Takedown.objects.standing().filter(subject=TakedownSubject.MINUTES, redacted__isnull=False)
    of_few: dict[str, Any] = {
        "is_recorded": Exists(Recording.objects.shown().filter(meeting=OuterRef("pk"))),
        "has_large_print": Exists(Pack.objects.filter(meeting=OuterRef("pk"), large_print=True)),
        "has_background": Exists(BackgroundDocument.objects.filter(paper__item__meeting=OuterRef("pk"))),
        "has_copy_of_minutes": Exists(copies.filter(meeting=OuterRef("pk"))),
    }
    return listing.listed(rows).annotate(**of_few)


def find(committee: str, slug: str) -> Meeting | None:
    """Return the public meeting that a URL names, with committee, venue and state; None where there is none."""
    day, sequence = read_slug(slug)
    rows = _public_rows(committee=committee, day=day, sequence=sequence)
    return rows[0] if rows else None


def move_from(committee: str, slug: str) -> MeetingMove | None:
    """Return the last re-arrangement of a public meeting that had this URL before; None if there was none."""
    day, sequence = read_slug(slug)
    return (
        MeetingMove.objects.filter(
            meeting__in=Meeting.objects.public().filter(committee__slug=committee), old_date=day, old_sequence=sequence
        )
        .select_related("meeting__committee", "meeting__venue", "old_venue")
        .last()
    )


def of_meeting(view: MeetingView) -> MeetingView:
    """
    Decorate a public view: the view gets the meeting that the URL names.

    The former URL of a re-arranged meeting redirects to the new URL. Where the view raises TakenDown, the answer is a
    page with status 410 that gives the date and the reason of the takedown (R60).
    """

    @wraps(view)
    def found(request: HttpRequest, committee: str, meeting: str, **kwargs: Any) -> HttpResponseBase:
        row = find(committee, meeting)
        if row:
            return notes_what_is_down(view)(request, row, **kwargs)
        move = or_404(move_from(committee, meeting))
        match = request.resolver_match
        assert match is not None  # set while a view runs
        name = match.view_name
        return cast(
            HttpResponseBase, redirect(name, committee=committee, meeting=move.meeting.slug, permanent=True, **kwargs)
        )

    return found


@compiled(meeting=BigIntegerField())
def _all_versions(meeting: int) -> QuerySet[AgendaVersion]:
    versions = AgendaVersion.objects.filter(meeting=meeting).order_by("number")
    later = AgendaVersion.objects.filter(meeting=meeting, number__gt=OuterRef("number"))
    shown = Case(When(~Exists(later), then=F("snapshot")))
    rows = versions.select_related("public_pack__stored", "notice", "certificate").defer("snapshot")
    annotations: dict[str, Any] = {"snapshot_of_latest": shown}
    return rows.annotate(**annotations)


def versions_of(meeting: Meeting) -> list[AgendaVersion]:
    """Return every published version, first to last. Only the latest version has its snapshot loaded."""
    versions = _all_versions(meeting=meeting.pk)
    if versions:
        versions[-1].snapshot = versions[-1].snapshot_of_latest
    return versions


@compiled(meeting=BigIntegerField())
def _readable(meeting: int) -> QuerySet[PublishedPaper, int]:
    return PublishedPaper.objects.public().filter(version__meeting=meeting).values_list("paper_file_id", flat=True)


def readable(meeting: Meeting) -> set[int]:
    """Return the ids of the files that anybody may open now."""
    return set(_readable(meeting=meeting.pk))


def bound(meeting: Meeting) -> set[int]:
    """
    Return the ids of the papers' files that a public file of the meeting, such as its pack, may contain.

    For a paper that was taken down, the set has the id of a redacted copy, or of pages that report the takedown.
    """
    rows = PublishedPaper.objects.bound_for_public().filter(version__meeting=meeting)
    return set(rows.values_list("paper_file_id", flat=True))


def published_versions(meeting: Meeting) -> list[AgendaVersion]:
    """Return every published version, first to last. Raises Http404 where no version has been published."""
    versions = versions_of(meeting)
    if not versions:
        raise Http404
    return versions


def numbered(versions: list[AgendaVersion], number: int) -> AgendaVersion:
    """Return the version of that number. Raises Http404 where there is none."""
    return or_404(next((version for version in versions if version.number == number), None))


def main_pack(versions: list[AgendaVersion], up_to: int) -> AgendaVersion | None:
    """Return the version whose public pack is the main pack at version `up_to`; None without a pack."""
    packed = [
        version for version in versions if not version.supplement and version.public_pack and version.number <= up_to
    ]
    return packed[-1] if packed else None
