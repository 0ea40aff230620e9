"""Publishing an agenda: pre-flight, preview by the Chairman, check your answers, and what to do next."""

from datetime import date, timedelta
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.forms.fields import fill_in
from committee.law import exemption
from committee.law.clear_days import publication_day
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import Data, answered, show, typed
from meetings.agendas import notifying, previewing, publishing
from meetings.agendas.forms.publishing import PreviewForm, PublishForm, TryDayForm
from meetings.agendas.views.desk_findings import counting, findings
from meetings.lookup import address, crumbs, find_meeting, go_to
from meetings.models import AgendaVersion, Edition, Meeting, Paper
from meetings.packs import notices_pdf
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.packs.page_numbers import Span
from meetings.packs.views import desk as packs

# Trying days long before or after the meeting would count for minutes and tell nobody anything.
REACH = timedelta(days=200)


@desk
def preflight(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """What stops and what worries a publication, today or on the day given as ?on=."""
    row = find_meeting(committee, meeting)
    today = timezone.localdate()
    form = TryDayForm(request.GET) if request.GET.get("on") else TryDayForm(initial={"on": today})
    on = _day_tried(form, row, today)
    return show(
        request,
        "desk/publishing/preflight.html",
        form=form,
        meeting=row,
        trail=crumbs(row),
        found=findings(row, on=on),
        counting=counting(row, on, today),
        on=on,
        is_today=on == today,
        latest=row.versions.order_by("-number").first(),
    )


def _day_tried(form: TryDayForm, meeting: Meeting, today: date) -> date:
    if not form.is_bound or not form.is_valid():
        return today
    on = form.cleaned_data["on"]
    if abs(on - meeting.date) > REACH:
        form.add_error("on", "Try a day within half a year of the meeting.")
        return today
    return cast(date, on)


@desk
def preview(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Send the draft edition to the Chairman and Vice-Chairmen; who had it, and when."""
    row = find_meeting(committee, meeting)

    def act(data: Data) -> str:
        sent = previewing.send_preview(row, message=data["message"], at=timezone.now(), by=request.user)
        return f"The draft is sent to {', '.join(person.name for person in sent.sent_to.all())}."

    form = PreviewForm(typed(request))
    if answer := answered(request, form, act, then=address("agenda-preview", row)):
        return answer
    pack = build.current_pack(row, Edition.DRAFT)
    seats = previewing.readers_of_drafts(row, timezone.localdate())
    return show(
        request,
        "desk/publishing/preview.html",
        form=form,
        meeting=row,
        trail=crumbs(row),
        pack=pack,
        stale=bool(pack and build.is_stale(pack)),
        build_url=address("pack-build", row, edition=Edition.DRAFT),
        readers=[(seat.printed, hasattr(seat.person, "user")) for seat in seats],
        previews=row.previews.select_related("sent_by", "pack").prefetch_related("sent_to"),
        is_published=row.versions.exists(),
    )


@desk
def publish(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Check your answers, then one button."""
    row = find_meeting(committee, meeting)
    if request.method != "POST" and row.versions.exists():
        return go_to("desk:agenda-published", row)
    today = timezone.localdate()
    ground = snapshots.Ground.of(row, today)
    public = build.plan(row, Edition.PUBLIC, issued_on=today, ground=ground)
    whole = build.plan(row, Edition.MEMBERS, issued_on=today, ground=ground)
    form = PublishForm(typed(request), initial={"seen": whole.key})

    def act(data: Data) -> str:
        _refuse_unseen(form, whole.key, row)
        publishing.publish_agenda(row, at=timezone.now(), by=request.user)
        return ""

    if answer := answered(request, form, act, then=address("agenda-published", row)):
        return answer
    recipients = notifying.recipients(row, today)
    return show(
        request,
        "desk/publishing/publish.html",
        form=form,
        meeting=row,
        trail=crumbs(row),
        snapshot=public.snapshot,
        agenda=public.snapshot["items"],
        open_papers=[part for part in public.contents.parts if not part.holder],
        pages=public.contents.parts[-1].span.last if public.contents.parts else 0,
        withheld=[
            _withheld(part.paper, public.contents.span_of(part.paper))
            for part in whole.contents.parts
            if part.paper.is_withheld
        ],
        found=findings(row, on=today, ground=ground),
        counting=counting(row, today, today),
        today=today,
        told_members=[recipient for recipient in recipients if recipient.edition == Edition.MEMBERS],
        told_public=[recipient for recipient in recipients if recipient.edition == Edition.PUBLIC],
        not_told=notifying.without_sign_in(row, today),
        address=notices_pdf.address(row),
        latest=row.versions.order_by("-number").select_related("published_by").first(),
    )


def _refuse_unseen(form: PublishForm, now: str, meeting: Meeting) -> None:
    """What is published is what was looked at (a second clerk's publication is told in the verb's own words)."""
    seen = form.cleaned_data["seen"]
    fill_in(form, seen=now)
    if seen and seen != now and not meeting.versions.exists():
        raise Refused("The agenda has changed since you opened this page. Look through it again, then publish.")


def _withheld(paper: Paper, held: Span | None) -> dict[str, str]:
    """What is told of a withheld paper; `held` are the holder pages that the public has in its place, if any."""
    words = exemption.paragraphs_in_words(paper.paragraph_numbers)
    return {
        "title": paper.title,
        "public_title": paper.title_for_public,
        "item": str(paper.item.number),
        "access": paper.get_access_display(),
        "paragraphs": words[:1].upper() + words[1:],
        "reason": paper.public_interest_reason or paper.confidential_reason,
        "held": held.label().strip("()").lower() if held else "",
    }


def _latest(meeting: Meeting) -> AgendaVersion:
    """The version that the public reads now; 404 where nothing has been published."""
    found = (
        meeting.versions.select_related("published_by", "notice", "public_pack__stored", "members_pack__stored")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise Http404
    return found


@desk
def published(request: SignedInRequest, committee: str, meeting: str) -> HttpResponse:
    """It is done: the public address, the notice to print, the certificate, and who has been told."""
    row = find_meeting(committee, meeting)
    latest = _latest(row)
    versions = row.versions.select_related("published_by", "certificate", "public_pack__stored").defer("snapshot")
    told = list(latest.notices.select_related("user"))
    return render(
        request,
        "desk/publishing/published.html",
        {
            "meeting": row,
            "trail": crumbs(row),
            "latest": latest,
            "versions": list(versions.order_by("-number")),
            "packs": packs.published(row),
            "certificate": next((version.certificate for version in versions if version.number == 1), None),
            "address": notices_pdf.address(row),
            "told": told,
            "not_reached": [notice for notice in told if notice.failure],
            "not_told": notifying.without_sign_in(row, publication_day(latest.published_at)),
            "awaited": not told and notifying.recipients(row, publication_day(latest.published_at)),
            "agenda_url": address("meeting", row),
        },
    )


@desk
@require_POST
def tell_again(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Try again those whom the e-mail about the latest version did not reach."""
    row = find_meeting(committee, meeting)
    notifying.tell_everybody.enqueue(_latest(row).pk)
    messages.success(request, "The e-mails that failed are being sent again. Look here in a minute.")
    return go_to("desk:agenda-published", row)
