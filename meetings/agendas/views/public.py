"""What anybody may read of a meeting: agenda, papers, pack, notice, certificate, and what changed."""

import datetime as dt
from collections.abc import Callable
from functools import partial, wraps
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
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from committee import files, wording
from committee.compiled import compiled
from committee.page_data import page_or_data
from committee.pieces import piece
from meetings import listing, notice_period
from meetings.access import background_documents, taken_down
from meetings.access.taken_down_note import notes_what_is_down
from meetings.agendas.views import lines as agenda_lines
from meetings.agendas.views import public_data as data
from meetings.kept_pages import kept_page_of_meeting, kept_page_with_answers
from meetings.minutes.publication import published
from meetings.models import (
    AgendaVersion,
    Certificate,
    Edition,
    Meeting,
    MeetingMove,
    MinutesVersion,
    Pack,
    PageText,
    PublishedPaper,
    Recording,
    read_slug,
)
from meetings.packs import notices_pdf, published_files
from meetings.packs import snapshot as snapshots
from meetings.packs.large_print import edition as large_print
from meetings.recordings import watching

MeetingView = Callable[..., HttpResponseBase]


@compiled(committee=CharField(), day=DateField(), sequence=IntegerField())
def _found(committee: str, day: dt.date, sequence: int) -> QuerySet[Meeting]:
    rows = Meeting.objects.public().filter(committee__slug=committee, date=day, sequence=sequence)
    known: dict[str, Any] = {"is_recorded": Exists(Recording.objects.shown().filter(meeting=OuterRef("pk")))}
    return rows.select_related("committee", "venue").annotate(**known)


@compiled(committee=CharField(), day=DateField(), sequence=IntegerField())
def _found_listed(committee: str, day: dt.date, sequence: int) -> QuerySet[Meeting]:
    large_print: dict[str, Any] = {
        "has_large_print": Exists(Pack.objects.filter(meeting=OuterRef("pk"), large_print=True))
    }
    return _found.build(committee, day, sequence).annotate(**listing.known(), **large_print)


def _find(committee: str, slug: str, *, listed: bool = False) -> Meeting | None:
    """The public meeting at an address, with committee and venue; `listed`: and with what its own page says of it."""
    day, sequence = read_slug(slug)
    if day is None:
        return None
    found = (_found_listed if listed else _found)(committee=committee, day=day, sequence=sequence)
    return found[0] if found else None


def _left(committee: str, slug: str) -> MeetingMove | None:
    """The last re-arrangement that left an address, or None where no meeting ever had it."""
    day, sequence = read_slug(slug)
    if day is None:
        return None
    return (
        MeetingMove.objects.filter(
            meeting__in=Meeting.objects.public().filter(committee__slug=committee), old_date=day, old_sequence=sequence
        )
        .select_related("meeting__committee", "meeting__venue", "old_venue")
        .last()
    )


def of_meeting(view: MeetingView, *, listed: bool = False) -> MeetingView:
    """
    Give `view` the meeting at its address (`listed` as in `_find`); an address that a re-arranged meeting left leads to
    the new one.

    What was taken down answers 410, with when and why (R60).
    """

    @wraps(view)
    def found(request: HttpRequest, committee: str, meeting: str, **kwargs: Any) -> HttpResponseBase:
        row = _find(committee, meeting, listed=listed)
        if row:
            return notes_what_is_down(view)(request, row, **kwargs)
        move = _left(committee, meeting)
        if move is None:
            raise Http404
        match = request.resolver_match
        assert match is not None  # a view is being answered
        name = match.view_name
        return cast(
            HttpResponseBase, redirect(name, committee=committee, meeting=move.meeting.slug, permanent=True, **kwargs)
        )

    return found


of_listed_meeting = partial(of_meeting, listed=True)


@kept_page_with_answers
def meeting(request: HttpRequest, committee: str, meeting: str) -> HttpResponse:
    """The page of one meeting: how it stands, its agenda as the front sheet, its papers, pack and notice."""
    row = _find(committee, meeting, listed=True)
    if row is None:
        return _rearranged(request, committee, meeting)
    versions = _versions(row)
    latest = versions[-1] if versions else None
    page = _page(row, latest, versions)
    return page_or_data(request, "public/meeting.html", page | {"agenda": _agenda(page)}, data.meeting)


def _rearranged(request: HttpRequest, committee: str, slug: str) -> HttpResponse:
    """The note at an address that a re-arranged meeting left (R54)."""
    move = _left(committee, slug)
    if move is None:
        raise Http404
    meeting = move.meeting
    versions = [version for version in _versions(meeting) if version.published_at < move.moved_at]
    page = {"move": move, "meeting": meeting, "versions": versions}
    return page_or_data(request, "public/rearranged.html", page, data.rearranged)


@compiled(meeting=BigIntegerField())
def _all_versions(meeting: int) -> QuerySet[AgendaVersion]:
    versions = AgendaVersion.objects.filter(meeting=meeting).order_by("number")
    later = AgendaVersion.objects.filter(meeting=meeting, number__gt=OuterRef("number"))
    shown = Case(When(~Exists(later), then=F("snapshot")))
    rows = versions.select_related("public_pack__stored", "notice", "certificate").defer("snapshot")
    return rows.annotate(snapshot_of_latest=shown)


def _versions(meeting: Meeting) -> list[AgendaVersion]:
    """Every published version, first to last; with the latest its snapshot, of the others only where it is shown."""
    versions = _all_versions(meeting=meeting.pk)
    if versions:
        versions[-1].snapshot = getattr(versions[-1], "snapshot_of_latest")  # noqa: B009 - an annotation
    return versions


@compiled(meeting=BigIntegerField())
def _readable(meeting: int) -> QuerySet[PublishedPaper, tuple[int, bool]]:
    papers = PublishedPaper.objects.public().filter(version__meeting=meeting)
    texts = PageText.objects.filter(file=OuterRef("paper_file"))
    return papers.annotate(has_text=Exists(texts)).values_list("paper_file_id", "has_text")


def readable(meeting: Meeting) -> dict[int, bool]:
    """By the ids of the files of the meeting that anybody may open now whether each has a text version."""
    return dict(_readable(meeting=meeting.pk))


def bound(meeting: Meeting) -> set[int]:
    """Ids of the files that may stand in a public file of the meeting, pages in place of what is down among them."""
    rows = PublishedPaper.objects.bound_for_public().filter(version__meeting=meeting)
    return set(rows.values_list("paper_file_id", flat=True))


def _page(meeting: Meeting, version: AgendaVersion | None, versions: list[AgendaVersion]) -> dict[str, Any]:
    """What the meeting's page shows, as `version` has it; before publication, when the agenda is due."""
    today = timezone.localdate()
    page: dict[str, Any] = {
        "meeting": meeting,
        "standing": listing.standing_of(meeting, today),
        "moves": _left_days(meeting) if meeting.was_moved else [],
        "version": version,
        "versions": versions,
        "is_past": meeting.date < today,
        **recorded(meeting, version),
        "minutes": published.latest(meeting),
    }
    page["note"] = None if page["minutes"] else published.decisions(meeting)
    if version is None:
        due = None if meeting.is_cancelled or meeting.date < today else notice_period.deadline(meeting)
        people = [] if not meeting.is_formal else meeting.committee.membership(meeting.date)
        known = _minuted(meeting, page["minutes"] or page["note"]).values()
        decided = [entry for entry in known if entry["resolutions"] or entry["hidden"]]
        return page | {"due": due, "membership": [seat.printed for seat in people], "decided": decided}
    snapshot = snapshots.hiding_as(version.snapshot, versions[-1].snapshot)
    may_open = readable(meeting)
    items = agenda_lines.for_public(snapshot, meeting, may_open)
    items = agenda_lines.decided(items, _minuted(meeting, page["minutes"] or page["note"]))
    items = agenda_lines.watched(agenda_lines.answered_since(items, snapshot), page.get("watch", {}))
    supplements = [one for one in versions if one.supplement and one.public_pack and one.number <= version.number]
    return page | {
        "snapshot": version.snapshot,
        "items": items,
        "part_one": [item for item in items if item.part == 1],
        "part_two": [item for item in items if item.part == 2],
        "private": snapshots.private_words(snapshot),
        "pack": _main_pack(versions, version.number),
        "large_print": _in_large_print(meeting, version) if version is versions[-1] else None,
        "supplements": supplements,
        "everything": _numbered_pages(_main_pack(versions, version.number), supplements),
        "go_to_page": reverse("public:go-to-page", args=[meeting.committee.slug, meeting.slug]),
        "notice": next((one for one in reversed(versions) if one.notice), None),
        "certificate": _certificate(versions),
        "membership": [seat["name"] for seat in version.snapshot["membership"]],
        "issued_on": dt.date.fromisoformat(version.snapshot["issued_on"]),
    }


def _agenda(page: dict[str, Any]) -> SafeString | None:
    """The list of items of a meeting's page; None where none has been published."""
    if page["version"] is None:
        return None
    meeting, snapshot = page["meeting"], page["snapshot"]
    names = ("meeting", "snapshot", "part_one", "part_two", "private", "note")
    said = {name: snapshot.get(name) for name in (wording.KEY, "exclusion_motion", "exclusion_lines")}
    made_of = (meeting.committee.slug, meeting.slug, said, page["items"], page["private"], page["note"] is None)
    return piece("_agenda_items.html", made_of, lambda: {name: page[name] for name in names})


def _in_large_print(meeting: Meeting, version: AgendaVersion) -> Pack | None:
    return large_print.of_version(version, Edition.PUBLIC) if meeting.has_large_print else None


def _left_days(meeting: Meeting) -> list[MeetingMove]:
    return [move for move in meeting.moves.all() if move.old_date not in (move.new_date, meeting.date)]


def recorded(meeting: Meeting, version: AgendaVersion | None) -> dict[str, Any]:
    """Its recordings, and where in them each item begins; nothing is asked of a meeting of which there is none."""
    if not meeting.is_recorded:
        return {}
    return watching.of_agenda(meeting, version.snapshot if version else None, timezone.localdate())


def _minuted(meeting: Meeting, version: MinutesVersion | None) -> dict[int, dict[str, Any]]:
    """What is published of each item's minute, or of what was decided in it, by the item's number."""
    return (
        published.by_item(version, reverse("public:minutes", args=[meeting.committee.slug, meeting.slug]))
        if version
        else {}
    )


def _numbered_pages(main: AgendaVersion | None, supplements: list[AgendaVersion]) -> int:
    """How many pages the pack and its supplements number together; 0 where there are not both."""
    packs = [one.public_pack for one in (main, *supplements) if one and one.public_pack]
    return published_files.numbered_pages(packs) if main and supplements else 0


def _main_pack(versions: list[AgendaVersion], up_to: int) -> AgendaVersion | None:
    """The version whose public pack is the one to read at version `up_to`."""
    packed = [
        version for version in versions if not version.supplement and version.public_pack and version.number <= up_to
    ]
    return packed[-1] if packed else None


def _certificate(versions: list[AgendaVersion]) -> Certificate | None:
    """The certificate of the first publication."""
    return next((version.certificate for version in versions if hasattr(version, "certificate")), None)


def _published(meeting: Meeting) -> list[AgendaVersion]:
    """The versions of a meeting; 404 where nothing has been published."""
    versions = _versions(meeting)
    if not versions:
        raise Http404
    return versions


def _number(versions: list[AgendaVersion], number: int) -> AgendaVersion:
    """The version of that number, else 404."""
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found


@kept_page_with_answers
@of_listed_meeting
def version(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """The agenda as one version published it."""
    versions = _published(meeting)
    found = _number(versions, number)
    page = _page(meeting, found, versions) | {"is_old": found is not versions[-1]}
    return page_or_data(request, "public/version.html", page | {"agenda": _agenda(page)}, data.version)


@kept_page_with_answers
@of_listed_meeting
def item(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    """One item of the latest agenda, with its papers."""
    page = _page(meeting, (versions := _published(meeting))[-1], versions)
    items = page["items"]
    place = next((index for index, line in enumerate(items) if line.number == number), None)
    if place is None:
        raise Http404
    around = {
        "before": items[place - 1] if place else None,
        "after": items[place + 1] if place + 1 < len(items) else None,
    }
    offered = any(paper.url for paper in items[place].papers)
    own: dict[str, Any] = {
        "item_file": reverse("public:item-file", args=[meeting.committee.slug, meeting.slug, number]) if offered else ""
    }
    own |= {"background": background_documents.of_item(meeting, page["snapshot"]["items"][place]["pk"])}
    return page_or_data(request, "public/item.html", page | {"item": items[place]} | around | own, data.item)


@kept_page_of_meeting
@of_listed_meeting
def notice(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The notice of the meeting: time, place, and where papers are open to inspection (s.100A(6), s.100B(1))."""
    versions = _published(meeting)
    return page_or_data(request, "public/notice.html", _page(meeting, versions[-1], versions), data.notice)


@kept_page_of_meeting
@of_listed_meeting
def certificate(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """When the agenda was published, where it could be inspected, and the clear days counted one by one."""
    versions = _published(meeting)
    certificate = _certificate(versions)
    if certificate is None:
        raise Http404
    page = _page(meeting, versions[-1], versions) | notices_pdf.certificate_words(certificate)
    return page_or_data(request, "public/certificate.html", page, data.certificate)


@of_meeting
def pack(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The public edition of the pack."""
    versions = _published(meeting)
    return _send_pack(request, meeting, _pack_of(_main_pack(versions, versions[-1].number)), "agenda pack")


@of_meeting
def large_print_pack(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The large-print edition of the agenda and papers as they are published now."""
    pack = large_print.of_version(_published(meeting)[-1], Edition.PUBLIC)
    if pack is None and meeting.packs.filter(large_print=True, emptied=True).exists():
        taken_down.refuse_made(meeting)
    return _send_pack(request, meeting, pack, "agenda pack large print")


@of_meeting
def version_pack(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """The public edition of the pack as it was at one version."""
    versions = _published(meeting)
    version = _main_pack(versions, _number(versions, number).number)
    return _send_pack(request, meeting, _pack_of(version), f"agenda pack version {number}")


@of_meeting
def supplement(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponseBase:
    """A supplement of the pack."""
    found = [one for one in _published(meeting) if one.supplement == number and one.public_pack]
    return _send_pack(request, meeting, _pack_of(found[-1] if number and found else None), f"supplement {number}")


def _pack_of(version: AgendaVersion | None) -> Pack | None:
    return version.public_pack if version else None


def _send_pack(request: HttpRequest, meeting: Meeting, pack: Pack | None, what: str) -> HttpResponseBase:
    if pack is None:
        raise Http404
    if pack.emptied:
        taken_down.refuse_made(meeting)
    # SECURITY: a pack is frozen, so one that holds a paper withheld since is not sent at all.
    if not {entry["file"] for entry in pack.manifest if entry["file"]} <= bound(meeting):
        return render(request, "public/withheld_since.html", {"meeting": meeting}, status=410)
    name = files.file_name(meeting.committee.slug, meeting.slug, what)
    return files.send(request, pack.stored, name, private=False)


@of_meeting
def notice_file(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The notice of the meeting, to print."""
    found = next((one for one in reversed(_published(meeting)) if one.notice), None)
    if found is None or found.notice is None:
        taken_down.refuse_made(meeting)
        raise Http404
    return files.send(
        request, found.notice, files.file_name(meeting.committee.slug, meeting.slug, "notice"), private=False
    )


def open_paper(meeting: Meeting, pk: int) -> PublishedPaper:
    """
    The file of that id as it was last published, where anybody may read it.

    SECURITY: the gate is the queryset. A withheld paper answers as one that never was. Raises TakenDown (R60).
    """
    taken_down.refuse_file(meeting, pk)
    paper = (
        PublishedPaper.objects.public()
        .filter(version__meeting=meeting, paper_file=pk)
        .select_related("paper_file__stored", "paper_file__paper")
        .order_by("-version__number")
        .first()
    )
    if paper is None:
        raise Http404
    return paper


@of_meeting
def paper(request: HttpRequest, meeting: Meeting, pk: int, slug: str) -> HttpResponseBase:
    """
    One open paper.

    SECURITY: the name of the file is made of the public title, never of the name that it was uploaded under.
    """
    paper = open_paper(meeting, pk)
    title = paper.paper_file.paper.title_for_public
    name = files.file_name(meeting.committee.slug, meeting.slug, f"item {paper.item_number}", title)
    return files.send(request, paper.paper_file.stored, name, private=False)
