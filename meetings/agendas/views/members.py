"""The members' pages: a member's meetings, and the papers of a meeting that the member may read by law."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee import slots
from committee.access import permissions
from committee.access.permissions import View, members
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import User
from committee.views.lookup import or_404
from committee.wording.wording import worded
from meetings import listing, notice_period
from meetings.access import papers as access
from meetings.access import taken_down
from meetings.access.taken_down import notes_what_is_down
from meetings.actions.listing import asked_of
from meetings.agendas.views import lines as agenda_lines
from meetings.lookup import none_at
from meetings.members import before_meeting, marks, my_meeting
from meetings.members.device import last_day
from meetings.minutes.confirmation.confirming import to_sign
from meetings.minutes.publication import published as minuted
from meetings.minutes.publication.circulating import to_read
from meetings.models import (
    Access,
    AgendaVersion,
    Edition,
    Meeting,
    MemberNote,
    MinutesVersion,
    Pack,
    Preview,
    PublishedPaper,
    TakedownSubject,
)
from meetings.packs import large_print, published_files
from meetings.packs import snapshot as snapshots
from meetings.sending import noted, own_words, send_pack, send_paper

SHOWN_PAST, SHOWN_ELSEWHERE = 12, 6


@members
def front(request: SignedInRequest) -> HttpResponse:
    """Show the member's meetings, drafts, actions, minutes to read or sign, and the meetings of other committees."""
    now, today = timezone.now(), timezone.localdate()
    committees = permissions.committees_sat_on(request.user, today)
    mine = Meeting.objects.readable_by(request.user, today).filter(committee__in=committees)
    mine = mine.called_to(request.user.person_id)
    shown = Q(date__gte=today) | Q(pk__in=mine.past(today)[:SHOWN_PAST].values("pk"))
    rows = listing.with_standing(mine.filter(shown).order_by("date", "starts"), today)
    coming = [meeting for meeting in rows if meeting.date >= today]
    following = next((meeting for meeting in coming if not meeting.is_cancelled), None)
    others = Meeting.objects.public().exclude(committee__in=committees).filter(informal=False)
    return render(
        request,
        "members/front.html",
        {
            "next": following,
            "next_page": _next(following, request.user, today) if following else {},
            "before": before_meeting.Before.of(request.user, following, now) if following else None,
            "requests": before_meeting.requests_to(request.user, now),
            "coming": [meeting for meeting in coming if meeting is not following],
            "past": rows[: len(rows) - len(coming)][::-1],
            "drafts": _drafts(request.user, today),
            "elsewhere": listing.with_standing(others.upcoming(today)[:SHOWN_ELSEWHERE], today),
            "sits": bool(committees),
            "several": len(committees) > 1,
            "questions": asked_of(request.user),
            "draft_minutes": to_read(request.user, today),
            "minutes_to_sign": to_sign(request.user),
            "pieces": slots.pieces(slots.MEMBERS_FRONT, [request.user])[request.user.pk],
        },
    )


def _next(meeting: Meeting, user: User, on: dt.date) -> dict[str, Any]:
    """Return the context of the next meeting's large panel: its pack and papers, or the deadline of its agenda."""
    versions = _versions(meeting)
    if not versions:
        return {"due": notice_period.deadline(meeting)}
    items = versions[-1].snapshot["items"]
    papers = [paper for item in items for paper in item["papers"] if "replaced" not in paper]
    readable = PublishedPaper.objects.readable_by(user, on).filter(version__meeting=meeting)
    may_read = set(readable.values_list("paper_file", flat=True))
    own_marks = marks.of_snapshot(user, versions[-1].snapshot)
    return {
        "shared_notes": MemberNote.objects.readable_by(user, on).filter(meeting=meeting).exclude(author=user).count(),
        "reading": marks.counts(mark for file, mark in own_marks.items() if file in may_read),
        "version": versions[-1],
        "pack": _main_pack(versions),
        "supplements": [version for version in versions if version.supplement and version.members_pack],
        "papers": sum(1 for paper in papers if paper["file"]),
        "to_follow": sum(1 for paper in papers if paper["state"] == "to_follow"),
        "restricted": sum(1 for paper in papers if paper["access"] != Access.OPEN),
    }


def _drafts(user: User, on: dt.date) -> list[Preview]:
    """Return the latest draft of each unpublished agenda that was sent to this person."""
    sent = Preview.objects.readable_by(user, on).filter(meeting__cancelled_at__isnull=True)
    sent = sent.select_related("meeting__committee", "pack__stored", "sent_by")
    latest: dict[int, Preview] = {}
    for preview in sent:
        latest.setdefault(preview.meeting_id, preview)
    return list(latest.values())


def find(request: SignedInRequest, committee: str, slug: str) -> Meeting:
    """Return the meeting at an address, if this member may know of it. Raises Http404; Moved at a former address."""
    readable = Meeting.objects.readable_by(request.user, timezone.localdate())
    row = readable.at(committee, slug).select_related("committee", "venue").first()
    if row is None:
        raise none_at(committee, slug, readable)
    return row


def members_meeting(view: Callable[..., HttpResponseBase]) -> View[...]:
    """Decorate a members' view: the view gets the meeting of the URL. TakenDown becomes a page with 410 (R60)."""

    @members
    @notes_what_is_down
    @wraps(view)
    def shown(request: SignedInRequest, committee: str, meeting: str, **kwargs: Any) -> HttpResponseBase:
        return view(request, find(request, committee, meeting), **kwargs)

    return shown


def _versions(row: Meeting) -> list[AgendaVersion]:
    return list(row.versions.select_related("members_pack__stored").defer("snapshot").order_by("number"))


def _main_pack(versions: list[AgendaVersion]) -> AgendaVersion | None:
    packed = [version for version in versions if not version.supplement and version.members_pack]
    return packed[-1] if packed else None


@members_meeting
def meeting(request: SignedInRequest, row: Meeting) -> HttpResponse:
    """Show a meeting with its papers. Papers that this member may not read are listed as withheld, with the reason."""
    today = timezone.localdate()
    versions = _versions(row)
    page: dict[str, Any] = {
        "meeting": row,
        "standing": listing.standing_of(row, today),
        "versions": versions,
        "version": versions[-1] if versions else None,
        "draft": None if versions else _draft(request.user, row, today),
        "sits": row.seats_on(today).filter(person=request.user.person_id).exists(),
        "minutes": minuted.latest(row),
        "before": before_meeting.Before.of(request.user, row, timezone.now()),
        **my_meeting.minutes_to_check(request.user, row, today),
    }
    page["note"] = minuted.decisions(row) if row.is_formal and not page["minutes"] else None
    if not versions:
        due = None if row.is_cancelled or row.date < today else notice_period.deadline(row)
        return render(request, "members/meeting.html", page | {"due": due})
    snapshot = versions[-1].snapshot
    whole = access.may_read_in_full(request.user, row, today)
    may = access.answers(request.user, snapshots.files_of(snapshot), today)
    items = agenda_lines.for_member(snapshot, row, may, in_full=whole)
    items = agenda_lines.decided(items, _decided(row, page["minutes"] or page["note"]))
    items = agenda_lines.answered_since(items, snapshot)
    items = agenda_lines.marked(items, marks.of_snapshot(request.user, snapshot))
    if not (page["minutes"] or page["note"]):
        titles = [item.title for item in items]
        items = agenda_lines.with_earlier(items, my_meeting.earlier_decisions(row, titles, today))
    supplements = [volume for volume in versions if volume.supplement and volume.members_pack] if whole else []
    page |= {
        "snapshot": snapshot,
        "in_full": whole,
        "part_one": [item for item in items if item.part == 1],
        "part_two": [item for item in items if item.part == 2],
        "private": snapshots.private_words(snapshot),
        "restricted": any(paper.url and paper.is_withheld for item in items for paper in item.papers),
        "reading": marks.counts(paper.mark for item in items for paper in item.papers if paper.mark),
        "pack": _main_pack(versions) if whole else None,
        "large_print": large_print.of_version(versions[-1], Edition.MEMBERS) if whole else None,
        "supplements": supplements,
        "may_be_on_device": today <= last_day(row),
        "go_to_page": reverse("members:go-to-page", args=[row.committee.slug, row.slug]),
    }
    if page["pack"] and supplements:
        packs = [page["pack"].members_pack, *(volume.members_pack for volume in supplements)]
        page["everything"] = published_files.numbered_pages(packs)
    return render(request, "members/meeting.html", page)


def _decided(row: Meeting, version: MinutesVersion | None) -> dict[int, dict[str, Any]]:
    """Return the minutes published in `version`, by item number; a hidden minute links to the members' minutes."""
    if version is None or not row.is_formal:
        return {}
    decisions = minuted.by_item(version, reverse("public:minutes", args=[row.committee.slug, row.slug]))
    minutes_url = reverse("members:minutes", args=[row.committee.slug, row.slug])
    for entry in decisions.values():
        if entry["hidden"] and entry["url"]:
            entry["url"] = f"{minutes_url}#{entry['anchor']}"
    return decisions


def _draft(user: User, row: Meeting, on: dt.date) -> Preview | None:
    """Return the draft last sent to this member; None where there is no draft, or the agenda is published."""
    sent = Preview.objects.readable_by(user, on).filter(meeting=row)
    return sent.select_related("pack__stored", "sent_by").first()


@members_meeting
def pack(request: SignedInRequest, row: Meeting) -> HttpResponseBase:
    """Return the members' edition of the pack."""
    return _send_pack(request, row, _published_pack(request.user, row, 0), "members pack")


@members_meeting
def large_print_pack(request: SignedInRequest, row: Meeting) -> HttpResponseBase:
    """Return the members' large-print edition, with the papers written in the portal, withheld papers included."""
    theirs = Pack.objects.readable_by(request.user, timezone.localdate())
    return _send_pack(request, row, large_print.current(row, Edition.MEMBERS, theirs), "members pack large print")


@members_meeting
def supplement(request: SignedInRequest, row: Meeting, number: int) -> HttpResponseBase:
    """Return the members' edition of a supplement."""
    pack = _published_pack(request.user, row, number) if number else None
    return _send_pack(request, row, pack, f"members supplement {number}")


def _published_pack(user: User, row: Meeting, supplement: int) -> Pack | None:
    """Return the members' pack last published as `supplement` (0: the main pack); None without the right to read it."""
    theirs = Pack.objects.bound_for(user, timezone.localdate())
    packed = row.versions.filter(supplement=supplement, members_pack__in=theirs).select_related("members_pack__stored")
    version = packed.defer("snapshot").order_by("number").last()
    return version.members_pack if version else None


def _send_pack(request: SignedInRequest, row: Meeting, members_pack: Pack | None, what: str) -> HttpResponseBase:
    """
    Send a members' pack. Raises Http404 where there is none.

    Raises TakenDown, to readers of the whole agenda, where a takedown has removed the pack.
    """
    if members_pack is None or members_pack.emptied:
        if access.may_read_in_full(request.user, row, timezone.localdate()):
            taken_down.refuse_made(row)
        raise Http404
    name = files.file_name(row.committee.slug, row.slug, what)
    return send_pack(request, members_pack, name, right="Member of the committee.")


@members_meeting
def paper(request: SignedInRequest, row: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    Send one published paper, open or withheld. Record each opening of a withheld paper, with the member's right to it.
    """
    published_paper, right = published(request.user, row, pk)
    subject = published_paper.paper_file.paper
    words = own_words(request.user, timezone.now()) if subject.is_withheld else ""
    if subject.is_withheld:
        audit.record_reading(request.user, subject, noted(right, words))
    name = files.file_name(
        row.committee.slug, row.slug, f"item {published_paper.item_number}", subject.title_for_public
    )
    return send_paper(request, subject, published_paper.paper_file, name, copy_of=words)


def published(user: User, row: Meeting, pk: int) -> tuple[PublishedPaper, str]:
    """
    Return a published file that this member may read, and a sentence that gives the member's right to read it.

    SECURITY: raises Http404 without a right in law, as for an unknown address. Raises TakenDown for a file that was
    taken down, which only the desk may read (R60).
    """
    today = timezone.localdate()
    here = {"version__meeting": row, "paper_file": pk}
    published_paper = (
        PublishedPaper.objects.readable_by(user, today)
        .filter(**here)
        .select_related("paper_file__stored", "paper_file__paper__item__meeting__committee")
        .order_by("-version__number")
        .first()
    )
    if published_paper is None:
        down = PublishedPaper.objects.bound_for(user, today).filter(**here)
        taken_down.refuse(TakedownSubject.PAPER, down.values_list("paper_file__paper", flat=True).first())
        raise Http404
    return published_paper, access.may_read(user, published_paper.paper_file.paper, today).why


@members_meeting
def draft(request: SignedInRequest, row: Meeting) -> HttpResponseBase:
    """Send a member the draft that was last sent to them for preview; 404 once the agenda is published."""
    preview = or_404(_draft(request.user, row, timezone.localdate()))
    name = files.file_name(row.committee.slug, row.slug, "draft for preview" if row.is_formal else "agenda and papers")
    whom = "A draft sent for preview to the Chairman and Vice-Chairmen." if row.is_formal else "Sent to the members."
    right = worded(whom)
    return send_pack(request, preview.pack, name, right=right)
