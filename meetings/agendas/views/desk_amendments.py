"""Pages that change a published agenda by a new version: supplement, added or urgent item, withdrawal, correction."""

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import TooLate
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.law.clear_days import publication_day
from committee.views.acting import carried_out, carry_out, press, press_to, show, typed
from committee.wording.dates import full_date, long_date
from committee.wording.worded_later import worded_later
from meetings import notice_period
from meetings.agendas import amendments, preflight
from meetings.agendas import verbs as agenda
from meetings.agendas.publishing_forms import CorrectionForm, RulingForm
from meetings.agendas.views.desk_findings import counting, findings
from meetings.locking import published_items
from meetings.lookup import about, address, crumbs, desk_item, desk_meeting, go_to
from meetings.models import AgendaItem, Edition, Meeting, Paper, PaperState, PublishedPaper, Upload
from meetings.packs import contents
from meetings.packs import snapshot as snapshots
from meetings.packs import supplement as next_supplement
from meetings.packs.builds import build, tasks
from meetings.packs.views.desk import Built, send

WHEN_URGENT = worded_later(
    "An item that was not open for five clear days may be considered only if the chairman of the meeting is of the "
    "opinion that it is urgent, by reason of special circumstances (Local Government Act 1972, section 100B(4)(b)). "
    "The chairman makes the ruling and you record it."
)


def _published(meeting: Meeting) -> set[int]:
    """Return the ids of the items of the published agenda. Raises Http404 where no version has been published."""
    ids = published_items(meeting)
    if not ids and not meeting.versions.exists():
        raise Http404
    return ids


@desk_meeting
def supplement(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Publish the papers received since publication, to members and the public at the same moment (R07, R08)."""
    listed = _published(meeting)
    number = max(version.supplement for version in meeting.versions.defer("snapshot")) + 1
    today = timezone.localdate()
    ground = snapshots.Ground.of(meeting, today)
    new, awaited, checking = _since(ground, listed)
    # A supplement of nothing but corrected papers has their reasons, unless the clerk writes another.
    reasons = dict.fromkeys(paper.late_reason for paper in new) if all(paper.replaces_id for paper in new) else ()
    form = ReasonForm(
        typed(request),
        button=f"Publish supplement {number}",
        label="Why are these papers late?",
        hint="Printed on the front of the supplement and shown on the public page.",
        initial={"reason": " ".join(reasons)},
    )
    message = f"Supplement {number} is published, and everyone is being emailed."
    then = address("agenda-published", meeting)
    if answer := carried_out(request, amendments.publish_supplement, meeting, form, message=message, then=then):
        return answer
    return show(
        request,
        "desk/publishing/supplement.html",
        form=form,
        **about(meeting),
        number=number,
        papers=new,
        awaited=awaited,
        checking=checking,
        found=findings(meeting, on=today, for_=preflight.SUPPLEMENT, ground=ground),
        first_page=contents.first_free_page(meeting),
        draft=draft_of(meeting, ground),
    )


def _since(ground: snapshots.Ground, listed: set[int]) -> tuple[list[Paper], list[Paper], list[Paper]]:
    """Return papers of published items in three lists: received since publication, still awaited, and being checked."""
    pending = next_supplement.pending_files(ground.meeting, ground.items)
    uploads = Upload.objects.undecided().filter(paper__item__meeting=ground.meeting)
    waiting = set(uploads.values_list("paper", flat=True))
    new, awaited, checking = [], [], []
    for item in ground.items:
        if item.pk in listed and not item.is_withdrawn:
            item.meeting = ground.meeting
            for paper in item.papers.all():
                paper.item = item
                if paper.pk in waiting:
                    checking.append(paper)
                if paper.file_id in pending:
                    new.append(paper)
                elif paper.pk not in waiting and paper.state in (PaperState.DUE, PaperState.TO_FOLLOW):
                    awaited.append(paper)
    return new, awaited, checking


def draft_of(meeting: Meeting, ground: snapshots.Ground | None = None) -> Built | None:
    """Return the draft of the next supplement with its last build; None if no papers have come in for a supplement."""
    coming = next_supplement.coming(meeting, timezone.localdate(), ground)
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


@desk_meeting
@require_POST
def supplement_preview(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Request the draft of the next supplement, then return to the supplement's page, which shows the progress."""
    if not meeting.versions.exists():
        raise Http404

    def act() -> str:
        coming = next_supplement.next_of(meeting, timezone.localdate())
        tasks.request_build(meeting, Edition.DRAFT, supplement=coming.number, at=timezone.now(), by=request.user)
        return ""

    url = address("supplement-publish", meeting)
    return press(request, act, then=f"{url}#preview", otherwise=url)


@desk_meeting
def supplement_progress(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Return the preview's part of the page for htmx; redirect other requests to the page."""
    tasks.reap(timezone.now())
    if not request.htmx:
        return redirect(f"{address('supplement-publish', meeting)}#preview")
    return render(request, "desk/publishing/_supplement_preview.html", {"meeting": meeting, "draft": draft_of(meeting)})


@desk_meeting
def supplement_draft(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    """Send the draft of the next supplement. The reading is logged, because the draft may have withheld papers."""
    draft = draft_of(meeting)
    if draft is None or draft.pack is None:
        raise Http404
    return send(request, draft.pack, meeting.committee.slug, meeting.slug, "draft supplement")


@desk_item
def item_urgent(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Record the chairman's ruling on an item; once there is a ruling, offer to publish the item as urgent (R03)."""
    row = item.meeting
    ruling = getattr(item, "ruling", None)
    form = RulingForm(typed(request), meeting=row, row=ruling)
    if item.is_withdrawn:
        back_text = "Back to the published agenda"
        raise TooLate(_withdrawn(item), form, back=address("agenda-published", row), back_text=back_text)
    then = address("item-urgent", row, pk=item.pk)
    if "take_back" in request.POST:
        message = f"The ruling on item {item.number} is withdrawn."
        return press_to(request, agenda.take_back_ruling, item, message=message, then=then)
    is_published = item.pk in published_items(row)
    if is_published and ("publish" in request.POST or not (form.is_bound or agenda.is_anothers(ruling))):
        return _done(request, item)
    if ruling is None and row.versions.exists() and notice_period.in_time(row, timezone.localdate()):
        return go_to("desk:item-add", row, pk=item.pk)
    if "publish" in request.POST and ruling:
        return _publish_urgent(request, item, request.POST)
    if answer := carried_out(request, agenda.rule_urgent, item, form, message="The ruling is recorded.", then=then):
        return answer
    if ruling is None or is_published or form.is_bound or "change" in request.GET:
        return show(
            request, "desk/act.html", form=form, page_title=_titled("Ruling of urgency", row),
            caption=f"Item {item.number}, {item.title}", heading="Ruling of urgency", lead=WHEN_URGENT,
            points=item.printed_lines, trail=crumbs(row),
        )  # fmt: skip
    return _publish_urgent(request, item, None)


def _titled(heading: str, meeting: Meeting) -> str:
    return f"{heading}: {meeting.committee.short_name}, {full_date(meeting.date)}"


def _done(request: SignedInRequest, item: AgendaItem) -> HttpResponse:
    page = {**about(item.meeting), "item": item, "ruling": getattr(item, "ruling", None)}
    return render(request, "desk/publishing/urgent_done.html", page)


def _received(item: AgendaItem) -> list[Paper]:
    return list(item.papers.select_related("file").filter(state=PaperState.RECEIVED))


@desk_item
def item_added(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Show the clear days of an item added in time for lawful notice, and publish it: no ruling is needed."""
    row, today = item.meeting, timezone.localdate()
    if item.is_withdrawn:
        raise Http404
    if item.pk in _published(row):
        return _done(request, item)
    if hasattr(item, "ruling") or not notice_period.in_time(row, today):
        return go_to("desk:item-urgent", row, pk=item.pk)
    form = ConfirmForm(typed(request), button="Publish item", warning=False)
    message, then = f"Item {item.number} is published, and everyone is being emailed.", address("agenda-published", row)
    if answer := carried_out(request, amendments.publish_added_item, item, form, message=message, then=then):
        return answer
    return show(
        request,
        "desk/publishing/added.html",
        form=form,
        item=item,
        **about(row),
        papers=_received(item),
        found=findings(row, on=today, for_=preflight.ADDED, item=item),
        counting=counting(row, today, today),
        on=today,
    )


def _publish_urgent(request: SignedInRequest, item: AgendaItem, sent: QueryDict | None) -> HttpResponseBase:
    form, meeting = ConfirmForm(sent, button="Publish urgent item", warning=False), item.meeting
    message = f"Item {item.number} is published as urgent, and everyone is being emailed."
    then = address("agenda-published", meeting)
    if answer := carried_out(request, amendments.publish_urgent_item, item, form, message=message, then=then):
        return answer
    return show(
        request,
        "desk/publishing/urgent.html",
        form=form,
        item=item,
        ruling=item.ruling,
        **about(meeting),
        is_published=meeting.versions.exists(),
        papers=_received(item),
        found=findings(meeting, on=timezone.localdate(), for_=preflight.URGENT, item=item),
    )


@desk_item
def item_withdraw(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Withdraw a published item, on a page that says what will follow (R57)."""
    row = item.meeting
    if item.pk not in _published(row):
        raise Http404
    form = ReasonForm(
        typed(request),
        button=f"Withdraw item {item.number}",
        label="Why is it withdrawn?",
        hint="Shown to everyone with the item.",
        warning=True,
    )
    return carry_out(
        request,
        amendments.withdraw_item,
        item,
        form,
        message=f"Item {item.number} is withdrawn. It keeps its number, and everyone is being emailed.",
        then=address("agenda-published", row),
        template="desk/publishing/withdraw.html",
        item=item,
        **about(row),
    )


@desk_meeting
def correct(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """List the items whose words can be corrected, and links to the other corrections."""
    listed = _published(meeting)
    items = [item for item in meeting.items.in_order() if item.pk in listed and not item.is_withdrawn]
    published = PublishedPaper.objects.filter(version__meeting=meeting).values("paper_file__paper")
    papers = Paper.objects.filter(pk__in=published, item__in=items, replacement=None).select_related("item")
    return render(request, "desk/publishing/correct.html", {"items": items, "papers": papers, **about(meeting)})


def _withdrawn(item: AgendaItem) -> str:
    return f"{item.withdrawn_by or 'Someone'} has withdrawn item {item.number} since you opened this page."


@desk_item
def correct_item(request: SignedInRequest, item: AgendaItem) -> HttpResponseBase:
    """Correct the words of one published item, with a note that says what is corrected and why."""
    row = item.meeting
    form = CorrectionForm(typed(request), row=item)
    if item.pk not in _published(row):
        raise Http404
    if item.is_withdrawn:
        raise TooLate(_withdrawn(item), form, back=address("agenda-correct", row), back_text="Correct another item")
    return carry_out(
        request, amendments.correct, row, form,
        message="The correction is published as a new version, and everyone is being emailed.",
        then=address("agenda-published", row), template="desk/act.html",
        title=_titled(f"Correct item {item.number}", row), heading=f"Correct item {item.number}",
        caption=f"{row.committee}, {long_date(row.date)}",
        lead="The public page shows the corrected text immediately, with your note. The pack does not change.",
        trail=crumbs(row),
    )  # fmt: skip
