"""The desk's notices of private meetings of the executive: those to come, and their two publications (R58)."""

import datetime as dt

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import planners
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from committee.wording.wording import worded
from meetings.models import PrivateNotice
from workprogramme import deadlines, procedure_pages
from workprogramme.forward_plan import particulars
from workprogramme.forward_plan import private_notices as verbs
from workprogramme.forward_plan.forms import (
    NoticedItemForm,
    PrivateNoticeForm,
    PrivateWordsForm,
    SecondNoticeForm,
    item_label,
)
from workprogramme.procedure_pages import Page, Row, Section
from workprogramme.time_limits import Counting

SECTION = Section(
    name="private-notices",
    heading="Private meetings",
    lead="Business the executive will hear in private. It needs two notices, 28 clear days and five "
    "clear days before, or an agreement instead (regulation 5).",
    new="private-notice-new",
    new_label="Enter private business",
    tabs=("Upcoming", "Past, cancelled or withdrawn"),
    empty=(
        ("No upcoming private business", "Enter what a meeting of the executive will hear in private, and why."),
        ("No past notices yet", "Notices of past meetings appear here."),
    ),
)
ROWS = PrivateNotice.objects.select_related("meeting__committee", "item", "agreed_by").prefetch_related(
    "meeting__moves"
)


_act, _explain = SECTION.act, SECTION.explain


@planners
def private_notices(request: SignedInRequest) -> HttpResponseBase:
    """List notices for meetings to come, soonest first; the others are behind a tab."""
    counting = Counting.current()
    coming = ROWS.to_come(timezone.localdate())

    def row(notice: PrivateNotice, today: dt.date) -> Row:
        where = f"{notice.meeting.committee.name}, {long_date(notice.meeting.date)}"
        return Row(
            notice.matter, SECTION.address(notice), where, "", deadlines.of_private_notice(notice, today, counting)
        )

    settled = ROWS.exclude(pk__in=coming.values("pk")).order_by("-meeting__date", "-pk")
    return procedure_pages.listing(request, SECTION, (coming, settled), row)


@planners
def private_notice(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """One notice: where it stands, what the public reads, what can be done."""
    notice = procedure_pages.find(ROWS, pk)
    page = Page(
        heading=notice.matter,
        caption=f"Private business, {notice.meeting.committee.name}",
        clock=deadlines.of_private_notice(notice, timezone.localdate(), Counting.current()),
        facts=[
            *particulars.of_private_notice(notice),
            (
                "Item of the agenda",
                item_label(notice.item) if notice.item else "None yet: its agenda cannot be published.",
            ),
        ],
        acts=_acts(notice, request),
        public=reverse("public:private-notice", args=[notice.pk]) if notice.is_public else "",
    )
    return procedure_pages.one(request, SECTION, notice, page)


def _acts(notice: PrivateNotice, request: SignedInRequest) -> list[tuple[str, str]]:
    down = procedure_pages.take_down(request, "notice", notice.pk, is_public=notice.is_public)
    if notice.withdrawn_at:
        return down
    to_be_held = not notice.meeting.is_cancelled
    may = {
        "publish-first": ("Publish the first notice", to_be_held and not notice.first_published_at),
        "publish-second": (
            "Publish the second notice",
            to_be_held and notice.first_published_at and not notice.second_published_at,
        ),
        "item": ("Choose the agenda item", to_be_held),
        "edit": ("Change the notice", not notice.is_public),
        "withdraw": ("Withdraw the notice", True),
    }
    acts = SECTION.links(notice, {name: label for name, (label, open_) in may.items() if open_})
    if to_be_held and not notice.is_agreed:
        acts.append((worded("Ask the chairman to agree"), f"{reverse('desk:urgent-decision-new')}?private={notice.pk}"))
    return acts + down


@planners
def private_notice_new(request: SignedInRequest) -> HttpResponseBase:
    """Enter what a meeting of the executive is to hear in private."""
    today = timezone.localdate()
    first = long_date(Counting.current().decision_from(today))
    lead = f"With a first notice published today, a meeting can be held in private from {first}."
    message = "Saved. It is not public until its first notice is published."
    form = PrivateNoticeForm(typed(request), on=today)
    return _act(request, verbs.enter, None, form, heading="Enter private business", said=message, lead=lead)


@planners
def private_notice_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Edit item before anything is published."""
    row = procedure_pages.find(ROWS, pk)
    form = PrivateWordsForm(typed(request), row=row)
    return _act(request, verbs.edit, row, form, heading="Change the notice", said="Saved.", field="matter")


@planners
def private_notice_first(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Publish the first notice."""
    row = procedure_pages.find(ROWS, pk)
    facts = particulars.of_private_notice(row)
    short = Counting.current().why_short(timezone.localdate(), row.meeting.date)
    form = ConfirmForm(typed(request), button="Publish the first notice", warning=False)
    return _act(
        request, verbs.publish_first, row, form, heading="Publish the first notice",
        said="The first notice is published. Post it at the offices too (regulation 5).",
        lead="It is public immediately, and its wording cannot be changed afterwards.",
        warning=" ".join(filter(None, (short, particulars.personal_data(facts)))), facts=facts,
    )  # fmt: skip


@planners
def private_notice_second(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Publish the second notice, with the representations received and the response."""
    row = procedure_pages.find(ROWS, pk)
    return _act(
        request, verbs.publish_second, row, SecondNoticeForm(typed(request)), heading="Publish the second notice",
        said="The second notice is published. Post it at the offices too (regulation 5).", field="representations",
        facts=particulars.of_private_notice(row),
    )  # fmt: skip


@planners
def private_notice_item(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Say for which item of the meeting's agenda it is."""
    row = procedure_pages.find(ROWS, pk)
    about: Data = {"heading": "Choose the agenda item", "said": "The item is saved.", "field": "item"}
    return _act(request, verbs.assign_item, row, NoticedItemForm(typed(request), notice=row), **about)


@planners
def private_notice_withdraw(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Withdraw it, with its reason."""
    row = procedure_pages.find(ROWS, pk)
    hint = "Its page stays public and shows this reason." if row.is_public else ""
    return _explain(request, verbs.withdraw, row, button="Withdraw the notice", hint=hint, said="It is withdrawn.")
