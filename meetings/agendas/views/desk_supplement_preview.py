"""The draft of the next supplement, for the desk to look at before it is published: built in the background."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.law.clear_days import publication_day
from committee.views.acting import press
from meetings.lookup import address, find_meeting
from meetings.models import Edition, Meeting
from meetings.packs import supplement
from meetings.packs.builds import build, tasks
from meetings.packs.snapshot import Ground
from meetings.packs.views.desk import Built, send


def draft_of(meeting: Meeting, ground: Ground | None = None) -> Built | None:
    """Return the draft of the next supplement; None if there are no papers for one."""
    coming = supplement.coming(meeting, timezone.localdate(), ground)
    if coming is None:
        return None
    pack = build.current_pack(meeting, Edition.DRAFT, supplement=coming.number)
    builds = meeting.builds.filter(edition=Edition.DRAFT, supplement=coming.number, large_print=False)
    stale = False
    if pack:
        issued_on = publication_day(pack.built_at)
        planned = build.plan(meeting, Edition.DRAFT, issued_on=issued_on, **coming.arguments)
        stale = planned.key != pack.plan_key
    return Built(pack, stale, builds.order_by("requested_at", "pk").last())


@desk
@require_POST
def supplement_preview(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Request the draft of the next supplement, then return to its page, which shows the progress."""
    row = find_meeting(committee, meeting)
    if not row.versions.exists():
        raise Http404

    def act() -> str:
        coming = supplement.next_of(row, timezone.localdate())
        tasks.request_build(row, Edition.DRAFT, supplement=coming.number, at=timezone.now(), by=request.user)
        return ""

    url = address("supplement-publish", row)
    return press(request, act, then=f"{url}#preview", otherwise=url)


@desk
def supplement_progress(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Return the preview's part of the page for htmx; redirect other requests to the page."""
    row = find_meeting(committee, meeting)
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(f"{address('supplement-publish', row)}#preview")
    return render(request, "desk/publishing/_supplement_preview.html", {"meeting": row, "draft": draft_of(row)})


@desk
def supplement_draft(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Send the draft of the next supplement; reading it is logged, because it may hold withheld papers."""
    row = find_meeting(committee, meeting)
    draft = draft_of(row)
    if draft is None or draft.pack is None:
        raise Http404
    return send(request, draft.pack, committee, meeting, "draft supplement")
