"""The large-print editions in the side panel of a published agenda: built when, current or not, at work, or failed."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.views.lookup import or_404
from meetings.lookup import address, find_meeting
from meetings.models import AgendaVersion, Edition, Meeting, Pack, PackBuild
from meetings.packs.builds import tasks
from meetings.packs.large_print import edition as large_print
from meetings.packs.views.desk import Panel, send

LABELS = {Edition.PUBLIC: "Large print", Edition.MEMBERS: "Large print for members"}
WHOSE = {
    Edition.PUBLIC: "In 18 point, for text written in the portal. Rebuilt after each publication.",
    Edition.MEMBERS: "In 18 point, including withheld papers.",
}


def panels(meeting: Meeting, latest: AgendaVersion) -> list[Panel]:
    """
    Return the panels of both editions, from one query for packs and one for builds; `latest` is what is published now.
    """
    newest, builds = dict[str, Pack](), dict[str, PackBuild]()
    built = meeting.packs.filter(large_print=True).select_related("stored").defer("manifest")
    for pack in built.order_by("built_at", "pk"):
        newest[pack.edition] = pack
    for build in meeting.builds.filter(large_print=True).order_by("requested_at", "pk"):
        builds[build.edition] = build
    return [
        _panel(meeting, latest, edition, newest.get(edition), builds.get(edition)) for edition in large_print.EDITIONS
    ]


def _panel(
    meeting: Meeting, latest: AgendaVersion, edition: Edition, pack: Pack | None, build: PackBuild | None
) -> Panel:
    return Panel(
        edition=f"large-{edition}",
        label=LABELS[edition],
        whose=WHOSE[edition],
        pack=pack,
        stale=bool(pack and pack.plan_key != large_print.key_of(latest, edition)),
        build=build,
        build_url=address("large-print-build", meeting, edition=edition),
        progress_url=address("large-print-progress", meeting, edition=edition),
        file_url=address("large-print-file", meeting, edition=edition),
    )


def _edition(name: str) -> Edition:
    if name not in large_print.EDITIONS:
        raise Http404
    return Edition(name)


def _published(row: Meeting) -> AgendaVersion:
    return or_404(row.versions.order_by("-number").defer("snapshot").first())


@desk
@require_POST
def build(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Ask for a build, then back to the panel, which shows how it goes."""
    row, wanted = find_meeting(committee, meeting), _edition(edition)
    if row.versions.exists():
        tasks.request_build(row, wanted, at=timezone.now(), by=request.user, large_print=True)
    else:
        messages.error(request, "The large-print edition is built from the published agenda. Publish the agenda first.")
    return redirect(f"{address('meeting', row)}#pack-large-{wanted}")


@desk
def progress(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """One edition's place in the panel again, for htmx; everybody else is led to the page it belongs to."""
    row, wanted = find_meeting(committee, meeting), _edition(edition)
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(f"{address('meeting', row)}#pack-large-{wanted}")
    panel = panels(row, _published(row))[large_print.EDITIONS.index(wanted)]
    return render(request, "desk/_pack.html", {"panel": panel, "meeting": row})


@desk
def pack_file(request: SignedInRequest, committee: str, meeting: str, edition: str) -> HttpResponseBase:
    """Send the large-print edition built last; reading one with withheld papers is logged."""
    row, wanted = find_meeting(committee, meeting), _edition(edition)
    pack = or_404(row.packs.filter(large_print=True, edition=wanted).select_related("stored").first())
    return send(request, pack, committee, meeting, wanted, "pack large print")
