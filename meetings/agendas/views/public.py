"""The public pages of a meeting: its state, agenda, earlier versions of the agenda, items, notice and certificate."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify

from committee.public_pages.addresses import reverse
from committee.public_pages.compiled import compiled
from committee.public_pages.page_data import page_or_data
from committee.public_pages.pieces import piece
from committee.views.lookup import or_404
from committee.wording import wording
from meetings import listing, notice_period
from meetings.access import taken_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import public_data as data
from meetings.agendas.views.public_meeting import (
    find,
    main_pack,
    move_from,
    numbered,
    of_meeting,
    published_versions,
    readable,
    versions_of,
)
from meetings.kept_pages import kept_page_of_meeting, kept_page_with_answers
from meetings.minutes.publication import published
from meetings.minutes.registers import referred
from meetings.models import AgendaVersion, BackgroundDocument, Certificate, Edition, Meeting, MinutesVersion
from meetings.packs import large_print, notices_pdf, published_files
from meetings.packs import snapshot as snapshots
from meetings.recordings import watching

PRINTED = (wording.KEY, "exclusion_motion", "exclusion_lines")  # keys of a snapshot printed beside the items


@kept_page_with_answers
def meeting(request: HttpRequest, committee: str, meeting: str) -> HttpResponse:
    """Show the page of one meeting: its state, its agenda as on the front sheet, its papers, pack and notice."""
    row = find(committee, meeting)
    if row is None:
        return _rearranged(request, committee, meeting)
    versions = versions_of(row)
    latest = versions[-1] if versions else None
    page = _page(row, latest, versions)
    return page_or_data(request, "public/meeting.html", page | {"agenda": _agenda(page)}, data.meeting)


def _rearranged(request: HttpRequest, committee: str, slug: str) -> HttpResponse:
    """Show the note at the former address of a re-arranged meeting (R54)."""
    move = or_404(move_from(committee, slug))
    meeting = move.meeting
    versions = [version for version in versions_of(meeting) if version.published_at < move.moved_at]
    page = {"move": move, "meeting": meeting, "versions": versions}
    return page_or_data(request, "public/rearranged.html", page, data.rearranged)


def _page(meeting: Meeting, version: AgendaVersion | None, versions: list[AgendaVersion]) -> dict[str, Any]:
    """Return the context of the meeting's page at `version`; with the agenda's deadline where `version` is None."""
    today, moves = timezone.localdate(), meeting.moves.all() if meeting.was_moved else ()
    page: dict[str, Any] = {
        "meeting": meeting,
        "standing": listing.standing_of(meeting, today),
        "moves": [move for move in moves if move.old_date not in (move.new_date, meeting.date)],
        "version": version,
        "versions": versions,
        "is_past": meeting.date < today,
        **recorded(meeting, version),
        "minutes": published.latest(meeting),
    }
    is_copied = meeting.has_copy_of_minutes and not page["minutes"]
    page["redacted_minutes"] = taken_down.copy_of_minutes(meeting) if is_copied else None
    page["note"] = published.decisions(meeting) if meeting.is_decided and not page["minutes"] else None
    if version is None:
        due = None if meeting.is_cancelled or meeting.date < today else notice_period.deadline(meeting)
        if due and due.last_working_day < today:  # a deadline that has passed is not announced
            due = None
        people = [] if not meeting.is_formal else meeting.seated()
        entries = _minuted(meeting, page["minutes"] or page["note"]).values()
        decided = [entry for entry in entries if entry["resolutions"] or entry["hidden"]]
        return page | {"due": due, "membership": [seat.printed for seat in people], "decided": decided}
    snapshot = snapshots.hiding_as(version.snapshot, versions[-1].snapshot)
    may_open = readable(meeting)
    items = agenda_lines.for_public(snapshot, meeting, may_open)
    items = agenda_lines.decided(items, _minuted(meeting, page["minutes"] or page["note"]))
    items = agenda_lines.watched(agenda_lines.answered_since(items, snapshot), page.get("watch", {}))
    supplements = [row for row in versions if row.supplement and row.public_pack and row.number <= version.number]
    has_large_print = meeting.has_large_print and version is versions[-1]
    return page | {
        "snapshot": version.snapshot,
        "items": items,
        "part_one": [item for item in items if item.part == 1],
        "part_two": [item for item in items if item.part == 2],
        "private": snapshots.private_words(snapshot),
        "pack": main_pack(versions, version.number),
        "large_print": large_print.of_version(version, Edition.PUBLIC) if has_large_print else None,
        "supplements": supplements,
        "everything": _numbered_pages(main_pack(versions, version.number), supplements),
        "go_to_page": reverse("public:go-to-page", args=[meeting.committee.slug, meeting.slug]),
        "notice": next((row for row in reversed(versions) if row.notice), None),
        "certificate": _certificate(versions),
        "membership": [seat["name"] for seat in version.snapshot["membership"]],
        "issued_on": dt.date.fromisoformat(version.snapshot["issued_on"]),
    }


def _agenda(page: dict[str, Any]) -> SafeString | None:
    """Return the list of items of a meeting's page as HTML; None where no agenda is published."""
    if page["version"] is None:
        return None
    meeting, snapshot = page["meeting"], page["snapshot"]
    names = ("meeting", "snapshot", "part_one", "part_two", "private", "note")
    printed = {name: snapshot.get(name) for name in PRINTED}
    made_of = (meeting.committee.slug, meeting.slug, printed, page["items"], page["private"], page["note"] is None)
    return piece("_agenda_items.html", made_of, lambda: {name: page[name] for name in names})


def recorded(meeting: Meeting, version: AgendaVersion | None) -> dict[str, Any]:
    """Return the context of the meeting's recordings and each item's time; {} without recordings, with no query."""
    if not meeting.is_recorded:
        return {}
    return watching.of_agenda(meeting, version.snapshot if version else None, timezone.localdate())


def _minuted(meeting: Meeting, version: MinutesVersion | None) -> dict[int, dict[str, Any]]:
    """Return the published minute, or decision, of each item by the item's number; {} without `version`."""
    address = reverse("public:minutes", args=[meeting.committee.slug, meeting.slug])
    return published.by_item(version, address) if version else {}


def _numbered_pages(main: AgendaVersion | None, supplements: list[AgendaVersion]) -> int:
    """Return the number of pages of the pack and its supplements together; 0 without a pack or without supplements."""
    packs = [row.public_pack for row in (main, *supplements) if row and row.public_pack]
    return published_files.numbered_pages(packs) if main and supplements else 0


def _certificate(versions: list[AgendaVersion]) -> Certificate | None:
    """Return the certificate of the first publication; None before publication."""
    return next((version.certificate for version in versions if hasattr(version, "certificate")), None)


@kept_page_with_answers
@of_meeting
def version(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Show the agenda as the version `number` published it."""
    versions = published_versions(meeting)
    chosen = numbered(versions, number)
    page = _page(meeting, chosen, versions) | {"is_old": chosen is not versions[-1]}
    return page_or_data(request, "public/version.html", page | {"agenda": _agenda(page)}, data.version)


@kept_page_with_answers
@of_meeting
def item(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """Show one item of the latest agenda, with its papers."""
    page = _page(meeting, (versions := published_versions(meeting))[-1], versions)
    items = page["items"]
    place = or_404(next((index for index, line in enumerate(items) if line.number == number), None))
    offered = any(paper.url for paper in items[place].papers)
    address = reverse("public:item-file", args=[meeting.committee.slug, meeting.slug, number])
    pk = page["snapshot"]["items"][place]["pk"]
    page |= {
        "item": items[place],
        "referred": referred.source(pk, timezone.localdate()) if items[place].lines.get("from_body") else None,
        "item_file": address if offered else "",
        "background": _background(meeting, pk) if meeting.has_background else [],
        "before": items[place - 1] if place else None,
        "after": next(iter(items[place + 1 :]), None),
    }
    return page_or_data(request, "public/item.html", page, data.item)


def _background(meeting: Meeting, item: int) -> list[dict[str, Any]]:
    """Return the background documents of one item's papers, as the item's page lists them (LGA 1972 s.100D)."""
    offered = []
    for row in _offered(meeting=meeting.pk, item=item):
        words = slugify(row.title)[:80].strip("-") or "document"
        url = reverse("public:background-file", args=[meeting.committee.slug, meeting.slug, row.pk, words])
        offered.append({"title": row.title, "of": row.paper.title_for_public, "size": row.stored.size, "url": url})
    return offered


@compiled(meeting=BigIntegerField(), item=BigIntegerField())
def _offered(meeting: int, item: int) -> QuerySet[BackgroundDocument]:
    rows = BackgroundDocument.objects.public().filter(paper__item=item, paper__item__meeting=meeting)
    return rows.select_related("stored", "paper").defer("fingerprint")


@kept_page_of_meeting
@of_meeting
def notice(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the notice of the meeting: time, place, and where papers are open to inspection (s.100A(6), s.100B(1))."""
    versions = published_versions(meeting)
    return page_or_data(request, "public/notice.html", _page(meeting, versions[-1], versions), data.notice)


@kept_page_of_meeting
@of_meeting
def certificate(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Show the time of publication, the place of inspection, and the clear days counted one by one."""
    versions = published_versions(meeting)
    certificate = or_404(_certificate(versions))
    page = _page(meeting, versions[-1], versions) | notices_pdf.certificate_words(certificate)
    return page_or_data(request, "public/certificate.html", page, data.certificate)
