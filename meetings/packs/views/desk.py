"""The pack panel: each edition built when, current or not, at work, or failed with what to do."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
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
from meetings.models import BuildState, Edition, Meeting, Pack, PackBuild
from meetings.packs import published_files, thumbnails
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build as packs
from meetings.packs.builds import tasks
from meetings.packs.published_files import PublishedFile

WHOSE = {
    Edition.PUBLIC: "For the public.",
    Edition.MEMBERS: "Includes exempt and confidential papers.",
    Edition.DRAFT: worded_later("For the Chairman and Vice-Chairmen, marked as a draft."),
}
PICTURES = 40  # of pages, on a page
READ_AT_THE_DESK = "Works on the democratic services desk."


@dataclass(frozen=True, slots=True)
class Built:
    """What stands of an edition: the pack built last, whether it is out of date, and its last build."""

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
    """One edition's place in the panel."""

    edition: str
    label: str
    whose: str
    build_url: str
    progress_url: str
    file_url: str
    pages_url: str = ""


def panels(ground: snapshots.Ground, editions: tuple[str, ...] = tuple(Edition.values)) -> list[Panel]:
    """Return the panels of `editions`: one query for the builds, and those that tell which packs are stale."""
    meeting = ground.meeting
    builds: dict[str, PackBuild] = {}
    for build in meeting.builds.filter(edition__in=editions, supplement=0, large_print=False).order_by(
        "requested_at", "pk"
    ):
        builds[build.edition] = build
    return [_panel(ground, Edition(edition), ground.packs.get(edition), builds.get(edition)) for edition in editions]


def _panel(ground: snapshots.Ground, edition: Edition, pack: Pack | None, build: PackBuild | None) -> Panel:
    meeting = ground.meeting
    return Panel(
        edition=edition,
        label=edition.label,
        whose=WHOSE[edition],
        pack=pack,
        stale=bool(pack and packs.is_stale(pack, ground)),
        build=build,
        build_url=address("pack-build", meeting, edition=edition),
        progress_url=address("pack-progress", meeting, edition=edition),
        file_url=address("pack-file", meeting, edition=edition),
        pages_url=address("pack-pages", meeting, edition=edition),
    )


def _edition(name: str) -> str:
    if name not in Edition.values:
        raise Http404
    return name


@desk
@require_POST
def build(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Ask for a build, then back to the panel, which shows how it goes."""
    row = find_meeting(committee, meeting)
    if is_published(row):
        messages.error(
            request, "The agenda is published, so its pack stays as it is. Publish later papers in a supplement."
        )
        return redirect(address("meeting", row))
    values, then = {"edition": _edition(edition)}, f"{address('meeting', row)}#pack-{edition}"
    return press_to(request, tasks.request_build, row, values=values, said="", then=then)


@desk
def progress(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """One edition's place in the panel again, for htmx; everybody else is led to the page it belongs to."""
    row = find_meeting(committee, meeting)
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(f"{address('meeting', row)}#pack-{_edition(edition)}")
    panel = panels(snapshots.Ground.of(row, timezone.localdate()), (_edition(edition),))[0]
    return render(request, "desk/_pack.html", {"panel": panel, "meeting": row})


@desk
def pack_file(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Send the pack built last of that edition; reading one with withheld papers is logged."""
    pack = or_404(packs.current_pack(find_meeting(committee, meeting), _edition(edition)))
    return send(request, pack, committee, meeting, edition, "pack")


def send(request: SignedInRequest, pack: Pack, *name: str) -> HttpResponseBase:
    """Send a pack to the desk under these words for a name; the reading of one with withheld papers is recorded."""
    if pack.edition != Edition.PUBLIC:
        audit.record_reading(request.user, pack, READ_AT_THE_DESK)
    return files.send(request, pack.stored, files.file_name(*name), private=True)


@desk
def pack_pages(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Show the pages of the pack built last of that edition as small pictures, each a link to its page."""
    row = find_meeting(committee, meeting)
    pack = or_404(packs.current_pack(row, _edition(edition)))
    if edition != Edition.PUBLIC:  # SECURITY: the pictures are small, and show withheld papers all the same
        audit.record_reading(request.user, pack, READ_AT_THE_DESK)
    drawn = thumbnails.picture(pack.stored, 1) is not None
    front = pack.pages - (pack.last_page - pack.first_page + 1)
    numbers = range(1, min(pack.pages, thumbnails.MOST) + 1) if drawn else range(0)
    page = Paginator(numbers, PICTURES).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/pack_pages.html",
        {
            "meeting": row,
            "trail": crumbs(row),
            "pack": pack,
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
    """Return the small picture of one page of the pack built last of that edition."""
    pack = packs.current_pack(find_meeting(committee, meeting), _edition(edition))
    png = or_404(thumbnails.picture(pack.stored, number) if pack and files.holds(pack.stored) else None)
    return files.send_copy(png, f"{committee}-{meeting}-{edition}-page-{number}.png", "image/png")


@dataclass(frozen=True, slots=True)
class Published:
    """One file of a meeting, published or about to be, to open or print at the desk."""

    label: str
    url: str
    pages: int
    size: int
    pages_url: str = ""


def ready(meeting: Meeting, pack: Pack) -> Published:
    """Return the line of a pack that is built and not published, for checking it first."""
    edition = Edition(pack.edition)
    return Published(
        edition.label, address("pack-file", meeting, edition=edition), pages=pack.pages, size=pack.stored.size
    )


def published(meeting: Meeting) -> list[Published]:
    """Return both editions of the published pack, then of each supplement."""
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
    """Send the pack or a supplement as published; the reading of one with withheld papers is recorded."""
    row = find_meeting(committee, meeting)
    if edition not in (Edition.PUBLIC, Edition.MEMBERS) or number == 0:  # the main pack has one address
        raise Http404
    pack = or_404(
        next((volume.pack for volume in published_files.of(row, edition) if volume.supplement == (number or 0)), None)
    )
    return send(request, pack, committee, meeting, f"{edition} supplement {number}" if number else f"{edition} pack")
