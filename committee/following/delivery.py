"""
Emails about news of followed topics. Workers send the emails; no function in this module is a verb.

An item is news to a subscription where the subscription's `told` does not have the item's fingerprint. A worker claims
the subscription before it sends the email, by adding 1 to `turn`, so that two workers never send the same email. Where
the mail server refuses the email, the worker undoes the claim.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from committee.following.topics import MOST, News, Topic, find
from committee.following.verbs import address_of
from committee.mail import notices
from committee.models import HowOften, Subscription
from committee.public_pages import stamps
from committee.timers.daily import Done, NotDone, Timer
from committee.wording import wording

logger = logging.getLogger(__name__)
EVERY_SECONDS = 300
KNOWN = 300  # latest fingerprints that a subscription stores; a topic has at most 200 (`Topic.known`)
SHOWN = 10  # news listed in one email; further news are only counted
_last: dict[HowOften, tuple[stamps.Stamp | None, dt.date]] = {}  # stamp and day of the last run without failures


def deliver(how_often: HowOften) -> Iterator[bool]:
    """Email every subscription with the frequency `how_often` that has news. Yield whether each email was sent."""
    rows = Subscription.objects.confirmed().filter(how_often=how_often).select_related("follower")
    by_topic = rows.order_by("kind", "topic", "pk").iterator()
    for (kind, key), subscriptions in groupby(by_topic, key=lambda row: (row.kind, row.topic)):
        topic = find(kind, key)
        news = topic.known() if topic else []
        for row in subscriptions:
            fresh = [item for item in news[:MOST] if item.fingerprint not in row.told]
            if topic and fresh and _claim(row, news):
                yield _send(row, topic, fresh)


def _claim(row: Subscription, news: list[News]) -> bool:
    """Record that the subscription is emailed about `news`. Return False where another worker has recorded this."""
    now = [item.fingerprint for item in news]
    fingerprints = [*(item for item in row.told if item not in now), *now][-KNOWN:]
    mine = Subscription.objects.filter(pk=row.pk, turn=row.turn)
    return bool(mine.update(turn=row.turn + 1, told=fingerprints))


def _send(row: Subscription, topic: Topic, fresh: list[News]) -> bool:
    stop = address_of(reverse("public:follow-stop", args=[row.key]))
    words = {
        "topic": topic,
        "news": fresh[:SHOWN],
        "more": max(0, len(fresh) - SHOWN),
        "stop": stop,
        "all": reverse("public:following", args=[row.follower.key]),
    }
    # RFC 8058: with these headers a mail program ends the subscription by one POST, without opening a page.
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    subject = f"{topic.name}: {fresh[0].title}" if len(fresh) == 1 else f"{topic.name}: {len(fresh)} updates"
    template, to = "email/follow_news.txt", row.follower.address
    if failure := notices.failure_of(notices.mail_address, to, subject, template, words, headers=headers):
        logger.error("an email about %s %s was not sent: %s", topic.kind, topic.key, failure)
        Subscription.objects.filter(pk=row.pk, turn=row.turn + 1).update(turn=row.turn + 2, told=row.told)
        return False
    return True


def send_at_once() -> None:
    """
    Send news to followers who chose to be emailed straight away. Do nothing where no public page has changed since the
    last run.

    Every change of a public page changes a stamp (`committee.public_pages`). Each worker remembers the stamp and the
    day of its last run, and forgets both where an email failed. The day counts because some news depends on the date
    alone.
    """
    now = (stamps.read_all(), timezone.localdate())
    if now == _last.get(HowOften.AT_ONCE):
        return
    _last.clear()
    with wording.read_once():
        went = list(deliver(HowOften.AT_ONCE))
    if all(went) and now[0] is not None:
        _last[HowOften.AT_ONCE] = now


def send_daily(*, at: dt.datetime) -> Iterator[Done | NotDone]:
    """Send the daily emails. Yield a line with the number sent and a line with the number that failed."""
    sent = list(deliver(HowOften.DAILY))
    if gone := sum(sent):
        yield Done(f"{gone} {'email' if gone == 1 else 'emails'} about what is followed sent.")
    if failed := len(sent) - sum(sent):
        yield NotDone(f"{failed} {'email' if failed == 1 else 'emails'} about what is followed not sent.")


TIMERS = (Timer("followers", "Some emails to people who follow our pages were not sent.", send_daily),)
