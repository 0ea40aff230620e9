"""The desk's pages for notices of private meetings of the executive: a notice is published twice (R58)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm
from committee.views.acting import Data, typed
from committee.wording.dates import long_date
from committee.wording.wording import worded
from meetings.models import PrivateNotice
from workprogramme import deadlines
from workprogramme.forward_plan import particulars
from workprogramme.forward_plan import private_notices as verbs
from workprogramme.forward_plan.forms import (
    NoticedItemForm,
    PrivateNoticeForm,
    PrivateWordsForm,
    SecondNoticeForm,
    item_label,
)
from workprogramme.procedure_pages import STAYS_PUBLIC, Line, Page, Section, take_down
from workprogramme.time_limits import Counting

ROWS = PrivateNotice.objects.select_related("meeting__committee", "item", "agreed_by").prefetch_related(
    "meeting__moves"
)


def _lists(today: dt.date) -> tuple[QuerySet[PrivateNotice], QuerySet[PrivateNotice]]:
    """Return notices for meetings to come, soonest first, then all other notices."""
    coming = ROWS.to_come(today)
    return coming, ROWS.exclude(pk__in=coming.values("pk")).order_by("-meeting__date", "-pk")


def _may(notice: PrivateNotice) -> Iterator[str]:
    if notice.withdrawn_at:
        return
    if not notice.meeting.is_cancelled:
        if not notice.first_published_at:
            yield "publish-first"
        elif not notice.second_published_at:
            yield "publish-second"
        yield "item"
    if not notice.is_public:
        yield "edit"
    yield "withdraw"


SECTION = Section(
    name="private-notices",
    thing="private-notice",
    heading="Private meetings",
    lead="Business the executive will hear in private. It needs two notices, 28 clear days and five "
    "clear days before, or an agreement instead (regulation 5).",
    new_label="Enter private business",
    tabs=("Upcoming", "Past, cancelled or withdrawn"),
    empty=(
        ("No upcoming private business", "Enter what a meeting of the executive will hear in private, and why."),
        ("No past notices yet", "Notices of past meetings appear here."),
    ),
    rows=ROWS,
    lists=_lists,
    line=lambda row: Line(row.matter, f"{row.meeting.committee.name}, {long_date(row.meeting.date)}"),
    clock=deadlines.of_private_notice,
    may=_may,
)


@SECTION.page
def private_notice(request: SignedInRequest, notice: PrivateNotice) -> Page:
    """Show one notice: its public text, its agenda item, and links to what can be done."""
    item = item_label(notice.item) if notice.item else "None yet: its agenda cannot be published."
    ask = (worded("Ask the chairman to agree"), f"{reverse('desk:urgent-decision-new')}?private={notice.pk}")
    may_ask = not (notice.withdrawn_at or notice.meeting.is_cancelled or notice.is_agreed)
    down = take_down(request, "notice", notice.pk, is_public=notice.is_public)
    return Page(
        heading=notice.matter,
        caption=f"Private business, {notice.meeting.committee.name}",
        facts=[*particulars.of_private_notice(notice), ("Item of the agenda", item)],
        more=[ask, *down] if may_ask else down,
        public=reverse("public:private-notice", args=[notice.pk]) if notice.is_public else "",
    )


@SECTION.new(verbs.enter)
def private_notice_new(request: SignedInRequest) -> Data:
    """Enter a matter that a meeting of the executive is to hear in private."""
    today = timezone.localdate()
    first = long_date(Counting.current().decision_from(today))
    return {
        "form": PrivateNoticeForm(typed(request), on=today),
        "message": "Saved. It is not public until its first notice is published.",
        "lead": f"With a first notice published today, a meeting can be held in private from {first}.",
    }


@SECTION.act("edit", "Change the notice", verbs.edit)
def private_notice_edit(request: SignedInRequest, row: PrivateNotice) -> Data:
    """Edit the notice's text before anything is published."""
    return {"form": PrivateWordsForm(typed(request), row=row), "message": "Saved.", "field": "matter"}


@SECTION.act("publish-first", "Publish the first notice", verbs.publish_first, end="first")
def private_notice_first(request: SignedInRequest, row: PrivateNotice) -> Data:
    """Publish the first notice."""
    facts = particulars.of_private_notice(row)
    short = Counting.current().why_short(timezone.localdate(), row.meeting.date)
    return {
        "form": ConfirmForm(typed(request), button="Publish the first notice", warning=False),
        "message": "The first notice is published. Post it at the offices too (regulation 5).",
        "lead": "It is public immediately, and its wording cannot be changed afterwards.",
        "warning": " ".join(filter(None, (short, particulars.personal_data(facts)))),
        "facts": facts,
    }


@SECTION.act("publish-second", "Publish the second notice", verbs.publish_second, end="second")
def private_notice_second(request: SignedInRequest, row: PrivateNotice) -> Data:
    """Publish the second notice, with the representations received and the response."""
    message = "The second notice is published. Post it at the offices too (regulation 5)."
    facts = particulars.of_private_notice(row)
    return {"form": SecondNoticeForm(typed(request)), "message": message, "field": "representations", "facts": facts}


@SECTION.act("item", "Choose the agenda item", verbs.assign_item)
def private_notice_item(request: SignedInRequest, row: PrivateNotice) -> Data:
    """Choose the item of the meeting's agenda that the notice is for."""
    return {"form": NoticedItemForm(typed(request), notice=row), "message": "The item is saved.", "field": "item"}


private_notice_withdraw = SECTION.explain(
    "withdraw",
    "Withdraw the notice",
    verbs.withdraw,
    lambda request, row: {"hint": STAYS_PUBLIC if row.is_public else ""},
)
