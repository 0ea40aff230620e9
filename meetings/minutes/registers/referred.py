"""Public links between a decision and the items on which other meetings consider its parts."""

import datetime as dt

from django.urls import reverse

from committee.wording.dates import full_date
from meetings.locking import published_items
from meetings.minutes.registers import decisions
from meetings.models import Limb, Meeting, Referral


def considered(minute: int) -> list[tuple[str, str]]:
    """
    Return the published items on which other meetings consider parts of a minute: (words, address), in order.

    SECURITY: only items on a published agenda of a public meeting whose title is not hidden.
    """
    rows = Referral.objects.with_source().filter(
        limb__resolution__minute=minute, item__meeting__in=Meeting.objects.public()
    )
    items = []
    for row in rows.order_by("limb__resolution__position", "limb__position"):
        item = row.item
        if item is None or item.public_title or item.is_withdrawn or item.pk not in published_items(item.meeting):
            continue
        words = f"{row.committee}, {full_date(item.meeting.date)}, item {item.number}"
        address = [row.committee.slug, item.meeting.slug, item.number]
        items.append((words, reverse("public:item", args=address)))
    return items


def source(item: int, on: dt.date) -> decisions.Decision | None:
    """Return the published decision that referred the item of that id; None for another, and for one in private."""
    limbs = Limb.objects.filter(referral__item=item).values("pk")
    return next(iter(decisions.as_published(decisions.decided().filter(pk__in=limbs), on)), None)
