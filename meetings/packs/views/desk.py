"""Pages of packs at the desk: the panel that builds and shows each edition, page pictures, and published files."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts import audit
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.views.acting import press_to
from committee.views.lookup import or_404
from committee.wording.worded_later import worded_later
from meetings.locking import is_published
from meetings.lookup import address, crumbs, find_meeting
from meetings.models import AgendaVersion, BuildState, Edition, Meeting, Pack, PackBuild
from meetings.packs import large_print, published_files, thumbnails
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build as packs
from meetings.packs.builds import tasks
from meetings.packs.published_files import PublishedFile

WHOSE = {
    Edition.PUBLIC: "For the public.",
    Edition.MEMBERS: "Includes exempt and confidential papers.",
    Edition.DRAFT: worded_later("For the Chairman and Vice-Chairmen, marked as a draft."),
}
LARGE_LABELS = {Edition.PUBLIC: "Large print", Edition.MEMBERS: "Large print for members"}
LARGE_WHOSE = {
    Edition.PUBLIC: "In 18 point, for text written in the portal. Rebuilt after each publication.",
    Edition.MEMBERS: "In 18 point, including withheld papers.",
}
TOO_EARLY = "The large-print edition is built from the published agenda. Publish the agenda first."
TOO_LATE = "The agenda is published, so its pack stays as it is. Publish later papers in a supplement."
PICTURES = 40  # page pictures on one web page
READ_AT_THE_DESK = "Works on the democratic services desk."


@dataclass(frozen=True, slots=True)
class Built:
    """State of an edition: its last pack, whether that pack is out of date (`stale`), and the last build."""

    pack: Pack | None
    stale: bool
    build: PackBuild | None

    @property
    def at_work(self) -> bool:
        """True while a build is waiting or running."""
        return self.build is not None and self.build.state in (BuildState.QUEUED, BuildState.RUNNING)

    @property
    def failed(self) -> bool:
        """True where the last build failed; the earlier pack is still available."""
        return self.build is not None and self.build.state == BuildState.FAILED


@dataclass(frozen=True, slots=True)
class Panel(Built):
    """One edition in the pack panel, with its label, a sentence on its readers (`whose`), and its addresses."""

    edition: str
    label: str
    whose: str
    build_url: str
    progress_url: str
    file_url: str
    pages_url: str = ""


def panels(ground: snapshots.Ground, editions: tuple[str, ...] = tuple(Edition.values)) -> list[Panel]:
    """Return a Panel for each of `editions`."""
    prefetch_related_objects([ground.meeting], "builds")
    editions = editions if ground.meeting.is_formal else (Edition.DRAFT,)
    return [
        _panel(ground.meeting, edition, pack := ground.packs.get(edition), bool(pack and packs.is_stale(pack, ground)))
        for edition in map(Edition, editions)
    ]


def large_print_panels(meeting: Meeting, latest: AgendaVersion) -> list[Panel]:
    """Return a Panel for each large-print edition; `latest` is the version published last."""
    prefetch_related_objects([meeting], "builds")
    newest = {edition: packs.current_pack(meeting, edition, large_print=True) for edition in large_print.EDITIONS}
    return [
        _panel(meeting, edition, pack, bool(pack and pack.plan_key != large_print.key_of(latest, edition)), large=True)
        for edition, pack in newest.items()
    ]


def _panel(meeting: Meeting, edition: Edition, pack: Pack | None, stale: bool, large: bool = False) -> Panel:
    name = "large-print" if large else "pack"
    wanted = (edition, large, 0)
    label, whose = edition.label, WHOSE[edition]
    if large:
        label, whose = LARGE_LABELS[edition], LARGE_WHOSE[edition]
    elif not meeting.is_formal:
        label, whose = "Agenda and papers", "For the members, marked as not for anybody else."
    builds = (row for row in meeting.builds.all() if (row.edition, row.large_print, row.supplement) == wanted)
    return Panel(
        edition=f"large-{edition}" if large else edition,
        label=label,
        whose=whose,
        pack=pack,
        stale=stale,
        build=next(builds, None),
        build_url=address(f"{name}-build", meeting, edition=edition),
        progress_url=address(f"{name}-progress", meeting, edition=edition),
        file_url=address(f"{name}-file", meeting, edition=edition),
        pages_url="" if large else address("pack-pages", meeting, edition=edition),
    )


def _edition(name: str, *, large: bool = False) -> Edition:
    if name not in (large_print.EDITIONS if large else Edition.values):
        raise Http404
    return Edition(name)


def _place(row: Meeting, edition: Edition, large: bool) -> str:
    return f"{address('meeting', row)}#pack-{'large-' if large else ''}{edition}"


@desk
@require_POST
def build(
    request: SignedInRequest, committee: str, meeting: str, edition: str, large: bool = False
) -> HttpResponseBase:
    """Request a build, then redirect to the panel that shows the build's progress."""
    row, wanted = find_meeting(committee, meeting), _edition(edition, large=large)
    if is_published(row) != large:
        messages.error(request, TOO_EARLY if large else TOO_LATE)
        return redirect(address("meeting", row))
    values = {"edition": wanted, "large_print": large}
    return press_to(request, tasks.request_build, row, values=values, message="", then=_place(row, wanted, large))


@desk
def progress(
    request: SignedInRequest, committee: str, meeting: str, edition: str, large: bool = False
) -> HttpResponseBase:
    """Return the HTML of one edition in the panel for htmx; redirect any other request to the panel's page."""
    row, wanted = find_meeting(committee, meeting), _edition(edition, large=large)
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(_place(row, wanted, large))
    if large:
        latest = or_404(row.versions.order_by("-number").defer("snapshot").first())
        panel = large_print_panels(row, latest)[large_print.EDITIONS.index(wanted)]
    else:
        [panel] = panels(snapshots.Ground.of(row, timezone.localdate()), (wanted,))
    return render(request, "desk/_pack.html", {"panel": panel, "meeting": row})


@desk
def pack_file(
    request: SignedInRequest, committee: str, meeting: str, edition: str, large: bool = False
) -> HttpResponseBase:
    """Send the last pack built of that edition; reading a pack with withheld papers is recorded."""
    wanted = _edition(edition, large=large)
    pack = or_404(packs.current_pack(find_meeting(committee, meeting), wanted, large_print=large))
    return send(request, pack, committee, meeting, wanted, "pack large print" if large else "pack")


def send(request: SignedInRequest, pack: Pack, *name: str) -> HttpResponseBase:
    """Send a pack to the desk under a file name made of `name`; reading a pack with withheld papers is recorded."""
    if pack.edition != Edition.PUBLIC:
        audit.record_reading(request.user, pack, READ_AT_THE_DESK)
    return files.send(request, pack.stored, files.file_name(*name), private=True)


@desk
def pack_pages(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Show small pictures of the pages of the edition's last pack; each picture links to its page in the PDF."""
    row = find_meeting(committee, meeting)
    pack = or_404(packs.current_pack(row, _edition(edition)))
    if edition != Edition.PUBLIC:  # SECURITY: even small pictures show withheld papers
        audit.record_reading(request.user, pack, READ_AT_THE_DESK)
    drawn = thumbnails.picture(pack.stored, 1) is not None
    front = pack.front_pages
    numbers = range(1, min(pack.pages, thumbnails.MOST) + 1) if drawn else range(0)
    page = Paginator(numbers, PICTURES).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/pack_pages.html",
        {
            "meeting": row,
            "trail": crumbs(row),
            "pack": pack,
            "published": is_published(row),
            "label": Edition(edition).label,
            "file_url": address("pack-file", row, edition=edition),
            "pages": [
                (
                    number,
                    f"Page {pack.first_page + number - front - 1}" if number > front else f"Front sheet, {number}",
                    address("pack-page", row, edition=edition, number=number) + f"?of={pack.stored.sha256[:12]}",
                )
                for number in page
            ],
            "page": page,
            "more": pack.pages - len(numbers),
        },
    )


@desk
def pack_page(request: SignedInRequest, committee: str, meeting: str, edition: str, number: int) -> HttpResponseBase:
    """Return the small picture of one page of the last pack built of that edition."""
    pack = packs.current_pack(find_meeting(committee, meeting), _edition(edition))
    png = or_404(thumbnails.picture(pack.stored, number) if pack and files.holds(pack.stored) else None)
    return files.send_copy(png, f"{committee}-{meeting}-{edition}-page-{number}.png", "image/png")


@dataclass(frozen=True, slots=True)
class Published:
    """One file of a meeting, published or ready to be published, to open or print at the desk."""

    label: str
    url: str
    pages: int
    size: int
    pages_url: str = ""


def ready(meeting: Meeting, pack: Pack) -> Published:
    """Return the entry of a pack that is built but not published, so that the clerk can check the pack first."""
    edition = Edition(pack.edition)
    return Published(
        edition.label, address("pack-file", meeting, edition=edition), pages=pack.pages, size=pack.stored.size
    )


def published(meeting: Meeting) -> list[Published]:
    """Return the entries of the published pack, then of each supplement, each in both editions."""
    volumes = [
        (volume, edition)
        for edition in (Edition.PUBLIC, Edition.MEMBERS)
        for volume in published_files.of(meeting, edition)
    ]
    return [
        _published(meeting, volume, edition) for volume, edition in sorted(volumes, key=lambda pair: pair[0].supplement)
    ]


def _published(meeting: Meeting, volume: PublishedFile, edition: Edition) -> Published:
    number = volume.supplement
    where = {"number": number, "edition": edition} if number else {"edition": edition}
    return Published(
        label=f"Supplement {number}, {edition.label[0].lower()}{edition.label[1:]}" if number else edition.label,
        url=address("published-supplement" if number else "published-pack", meeting, **where),
        pages=volume.pack.pages,
        size=volume.pack.stored.size,
        pages_url="" if number else address("pack-pages", meeting, edition=edition),
    )


@desk
def published_file(
    request: SignedInRequest, committee: str, meeting: str, edition: str, number: int | None = None
) -> HttpResponseBase:
    """Send the pack or a supplement as published; reading a file with withheld papers is recorded."""
    row = find_meeting(committee, meeting)
    if edition not in (Edition.PUBLIC, Edition.MEMBERS) or number == 0:  # the main pack has one address
        raise Http404
    pack = or_404(
        next((volume.pack for volume in published_files.of(row, edition) if volume.supplement == (number or 0)), None)
    )
    return send(request, pack, committee, meeting, f"{edition} supplement {number}" if number else f"{edition} pack")
