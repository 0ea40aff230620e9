"""Desk pages to publish an agenda: pre-flight, draft for the Chairman, last check, certificate and notice."""

from datetime import date, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.forms.fields import ConfirmForm
from committee.forms.shown import showing
from committee.law import exemption
from committee.law.clear_days import publication_day
from committee.printing import PrintingError
from committee.register.calendar import day_list
from committee.views.acting import Data, answered, carried_out, press, press_to, show, typed
from committee.views.lookup import or_404
from meetings.agendas import accepted, notifying, previewing, publishing
from meetings.agendas import certificate as certifying
from meetings.agendas.publishing_forms import CertificateForm, PreviewForm, TryDayForm
from meetings.agendas.views.desk_findings import counting, findings
from meetings.lookup import about, address, desk_meeting, go_to
from meetings.models import AgendaVersion, BuildState, Certificate, Edition, Meeting, PackBuild, Paper, Preview
from meetings.packs import notices_pdf
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build, tasks
from meetings.packs.page_numbers import Span
from meetings.packs.views import desk as packs

# A day to try must be this near to the meeting: counting the days to a far-off day would take minutes.
REACH = timedelta(days=200)


@desk_meeting
def preflight(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show the blocks and warnings of a publication, today or on the day in ?on=."""
    today = timezone.localdate()
    form = TryDayForm(request.GET) if request.GET.get("on") else TryDayForm(initial={"on": today})
    on = _day_tried(form, meeting, today)
    ground, days = snapshots.Ground.of(meeting, on), day_list()
    return show(
        request,
        "desk/publishing/preflight.html",
        form=form,
        **about(meeting),
        found=findings(meeting, on=on, ground=ground, days=days),
        counting=counting(meeting, on, today, days),
        on=on,
        is_today=on == today,
        latest=ground.latest,
    )


def _day_tried(form: TryDayForm, meeting: Meeting, today: date) -> date:
    if not form.is_bound or not form.is_valid():
        return today
    on = form.cleaned_data["on"]
    if abs(on - meeting.date) > REACH:
        form.add_error("on", "Try a day within half a year of the meeting.")
        return today
    return cast(date, on)


@desk_meeting
def preview(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Send the draft edition to those who read drafts; show to whom drafts have been sent, and when."""
    form, then = PreviewForm(typed(request)), address("agenda-preview", meeting)
    if answer := carried_out(request, previewing.send_preview, meeting, form, message=_sent, then=then):
        return answer
    pack = build.current_pack(meeting, Edition.DRAFT)
    seats = previewing.readers_of_drafts(meeting, timezone.localdate())
    return show(
        request,
        "desk/publishing/preview.html",
        form=form,
        **about(meeting),
        thing="draft" if meeting.is_formal else "pack",
        pack=pack,
        stale=bool(pack and build.is_stale(pack)),
        build_url=address("pack-build", meeting, edition=Edition.DRAFT),
        readers=[(seat.printed, notifying.sign_in_of(seat.person)) for seat in seats],
        previews=meeting.previews.select_related("sent_by", "pack").prefetch_related("sent_to"),
        is_published=meeting.versions.exists(),
    )


def _sent(preview: Preview) -> str:
    what = "The draft is" if preview.meeting.is_formal else "Agenda and papers are"
    return f"{what} sent to {', '.join(person.name for person in preview.sent_to.all())}."


@desk_meeting
@require_POST
def accept(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Accept the warnings whose keys were posted, then redirect to the page on which they were accepted."""
    page = "agenda-publish" if request.POST.get("page") == "publish" else "agenda-preflight"
    keys = set(" ".join(request.POST.getlist("key")).split())
    result = findings(meeting, on=timezone.localdate())
    chosen = {finding.key: finding.check.text for finding in result.to_accept if finding.key in keys}
    then = f"{address(page, meeting)}#findings"
    return press_to(request, accepted.accept_findings, meeting, values={"findings": chosen}, message="", then=then)


@desk_meeting
@require_POST
def prepare(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Begin to publish: if the pre-flight has no block, request builds of the packs that are missing or out of date."""
    today = timezone.localdate()
    if meeting.versions.exists():
        return go_to("desk:agenda-published", meeting)
    ground = snapshots.Ground.of(meeting, today)

    def act() -> str:
        if not findings(meeting, on=today, ground=ground).blocks:
            ready = publishing.ready_packs(ground, today)
            at_work = set(
                meeting.builds.unfinished().filter(supplement=0, large_print=False).values_list("edition", flat=True)
            )
            for edition in publishing.EDITIONS:
                if edition not in ready and edition not in at_work:
                    tasks.request_build(meeting, edition, at=timezone.now(), by=request.user)
        return ""

    return press(request, act, then=address("agenda-publish", meeting))


@desk_meeting
def building(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the progress of the builds to htmx, and the whole page once no build is running."""
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(address("agenda-publish", meeting))
    builds = _builds(meeting)
    if not builds["at_work"]:
        return _publish(request, meeting)
    return render(request, "desk/publishing/_building.html", {"meeting": meeting, **builds})


def _builds(meeting: Meeting) -> dict[str, Any]:
    """
    Return the state of the last builds, one for each edition, as context.

    - `at_work`: builds that are waiting or running
    - `percent`: progress of all builds together, 0 to 100
    - `step`: the words of a running build on its progress, or ""
    - `failed`: builds that failed
    """
    last: dict[str, PackBuild] = {}
    requested = meeting.builds.filter(edition__in=publishing.EDITIONS, supplement=0, large_print=False)
    for row in requested.order_by("requested_at", "pk"):
        last[row.edition] = row
    builds = list(last.values())
    at_work = [row for row in builds if row.state in (BuildState.QUEUED, BuildState.RUNNING)]
    return {
        "at_work": at_work,
        "percent": sum(100 if row.state == BuildState.DONE else row.percent for row in builds) // max(1, len(builds)),
        "step": next((row.step for row in at_work if row.state == BuildState.RUNNING), ""),
        "failed": [row for row in builds if row.state == BuildState.FAILED],
    }


@desk_meeting
def publish(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Show the agenda and packs to be published, and publish them; while packs are being built, show the progress."""
    return _publish(request, meeting)


def _publish(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    if request.method != "POST" and meeting.versions.exists():
        return go_to("desk:agenda-published", meeting)
    today = timezone.localdate()
    form = ConfirmForm(typed(request), button="Publish agenda", warning=False)
    ground = snapshots.Ground.of(meeting, today)
    ready = publishing.ready_packs(ground, today)
    is_ready = len(ready) == len(publishing.EDITIONS)
    if not meeting.versions.exists():  # once published, the verb refuses and names the publisher
        showing(form, publishing.publish_agenda, (ready, today))

    def act(data: Data) -> str:
        publishing.publish_agenda(meeting, seen=data.get("seen", ""), at=timezone.now(), by=request.user)
        return ""

    if answer := answered(request, form, act, then=address("agenda-published", meeting)):
        return answer
    public = build.plan(meeting, Edition.PUBLIC, issued_on=today, ground=ground)
    whole = build.plan(meeting, Edition.MEMBERS, issued_on=today, ground=ground)
    days, seats = day_list(), notifying.seats_told(meeting, today)
    result = findings(meeting, on=today, ground=ground, days=days)
    recipients = notifying.recipients(meeting, today, seats)
    return show(
        request,
        "desk/publishing/publish.html",
        form=form,
        **about(meeting),
        snapshot=public.snapshot,
        agenda=public.snapshot["items"],
        open_papers=[part for part in public.contents.parts if not part.holder],
        pages=public.contents.parts[-1].span.last if public.contents.parts else 0,
        withheld=[
            _withheld(part.paper, public.contents.spans.get(part.paper.pk))
            for part in whole.contents.parts
            if part.paper.is_withheld
        ],
        found=result,
        ready=[packs.ready(meeting, ready[edition]) for edition in publishing.EDITIONS] if is_ready else [],
        builds={} if is_ready else _builds(meeting),
        counting=counting(meeting, today, today, days),
        today=today,
        told_members=[recipient for recipient in recipients if recipient.edition == Edition.MEMBERS],
        told_public=[recipient for recipient in recipients if recipient.edition == Edition.PUBLIC],
        not_told=notifying.without_sign_in(seats),
        address=notices_pdf.address(meeting),
    )


def _withheld(paper: Paper, span: Span | None) -> dict[str, str]:
    """Return the details of a withheld paper; `span` is its holder pages in the public pack, or None."""
    words = exemption.paragraphs_in_words(paper.paragraph_numbers, schedule=" of Schedule 12A")
    return {
        "title": paper.title,
        "public_title": paper.title_for_public,
        "item": str(paper.item.number),
        "access": paper.get_access_display(),
        "paragraphs": words[:1].upper() + words[1:],
        "reason": paper.public_interest_reason or paper.confidential_reason,
        "held": span.label().strip("()").lower() if span else "",
    }


def _latest(meeting: Meeting) -> AgendaVersion:
    """Return the version that the public reads now. Raises Http404 where no version has been published."""
    packs = "public_pack__stored", "members_pack__stored"
    return or_404(meeting.versions.select_related("published_by", "notice", *packs).order_by("-number").first())


@desk_meeting
def published(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Show the public address, the notice to print, the certificate, and the people who were notified."""
    latest = _latest(meeting)
    versions = meeting.versions.select_related("published_by", "certificate", "public_pack__stored").defer("snapshot")
    sent = list(latest.notices.select_related("user"))
    issued_on = publication_day(latest.published_at)
    seats = notifying.seats_told(meeting, issued_on)
    return render(
        request,
        "desk/publishing/published.html",
        {
            **about(meeting),
            "latest": latest,
            "versions": list(versions.order_by("-number")),
            "packs": packs.published(meeting),
            "certificate": next((version.certificate for version in versions if version.number == 1), None),
            "address": notices_pdf.address(meeting),
            "told": sent,
            "not_reached": [notice for notice in sent if notice.failure],
            "not_told": notifying.without_sign_in(seats),
            "awaited": not sent and notifying.recipients(meeting, issued_on, seats),
            "agenda_url": address("meeting", meeting),
        },
    )


@desk_meeting
@require_POST
def tell_again(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Retry the failed emails about the latest version."""
    notifying.tell_everybody.enqueue(_latest(meeting).pk)
    messages.success(request, "The failed emails are being sent again. Check again in a minute.")
    return go_to("desk:agenda-published", meeting)


def _certificate(request: SignedInRequest, meeting: Meeting) -> Certificate:
    """Return the certificate of the first publication, or of the version in ?version=; 404 where there is none."""
    text = request.GET.get("version", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    certificates = Certificate.objects.select_related("version__published_by", "version__meeting__committee")
    return get_object_or_404(certificates, version__meeting=meeting, version__number=number)


def _address(row: Certificate, meeting: Meeting) -> str:
    number = row.version.number
    return address("certificate", meeting) + (f"?version={number}" if number > 1 else "")


@desk_meeting
def certificate(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Show the certificate with its clear days one by one; record who posted the notice and opened inspection."""
    current = _certificate(request, meeting)
    form, then = CertificateForm(typed(request), certificate=current, user=request.user), _address(current, meeting)
    message = "The certificate is complete and public. Print it for the file."
    if answer := carried_out(request, certifying.complete_certificate, current, form, message=message, then=then):
        return answer
    words = notices_pdf.certificate_words(current)
    return show(request, "desk/publishing/certificate.html", form=form, **about(meeting), **words)


@desk_meeting
def certificate_file(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the certificate as a PDF, to print and sign."""
    try:
        data = notices_pdf.certificate(_certificate(request, meeting))
    except PrintingError as error:
        messages.error(request, f"The certificate could not be printed: {error}")
        return go_to("desk:certificate", meeting)
    return files.send_copy(data, files.file_name(meeting.committee.slug, meeting.slug, "certificate of publication"))


@desk_meeting
def notice_file(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the notice last published as a PDF, for the notice board."""
    version = meeting.versions.filter(notice__isnull=False).select_related("notice").order_by("-number").first()
    if version is None or version.notice is None:
        raise Http404
    name = files.file_name(meeting.committee.slug, meeting.slug, "notice")
    return files.send(request, version.notice, name, private=True)
