"""Verbs of following: request a subscription, confirm it from the mailbox, choose how often, and stop."""

import datetime as dt
import logging
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.acts.verbs import Anybody, anybody, verb
from committee.following.topics import Topic, find
from committee.mail import notices
from committee.models import Follower, HowOften, Subscription

logger = logging.getLogger(__name__)
AN_HOUR = dt.timedelta(hours=1)
CONFIRMATIONS_AN_HOUR = 5
MOST = 20  # subscriptions of one address
MOST_ASKED = 100  # unconfirmed subscriptions of one address; a new one replaces the oldest, so no address is blocked
CONFIRM_WITHIN = dt.timedelta(days=7)
NO_TOPIC = "This page is no longer public, so it cannot be followed."
TOO_MANY = f"You follow {MOST} pages already, which is the most for one address. Stop one first."
ENDED = "This link no longer works. Follow the page again to get a new one."


@verb(may=anybody, in_one_transaction=False, points_to=["topic"])
def follow(topic: Topic, *, address: str, how_often: str, at: dt.datetime, by: Anybody = None) -> None:
    """
    Email `address` a link that confirms the subscription to `topic`. No news is sent before the link is used.

    SECURITY: the page shows the same in every case, so that nobody learns what an address follows. Only the email says
    that the address follows MOST topics, or this topic already. An address gets at most CONFIRMATIONS_AN_HOUR of these
    emails an hour.

    Raises Refused where the address is invalid, or the mail server does not take the email.
    """
    address = address.strip().casefold()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("Enter an email address in the format name@example.com.") from error
    if how_often not in HowOften.values:
        raise Refused("Choose how often.")
    subscription = _ask(topic, address, how_often, at)
    if subscription is None:
        return
    state = "confirmed" if subscription.confirmed_at else "asked" if subscription.pk else "full"
    name = topic.name if subscription.confirmed_at else topic.unconfirmed
    words = {
        "name": name,
        "state": state,
        "most": MOST,
        "confirm": reverse("public:follow-confirm", args=[subscription.key]),
        "all": reverse("public:following", args=[subscription.follower.key]),
        "days": CONFIRM_WITHIN.days,
    }
    subject = f"Confirm that you want to follow: {name}" if state == "asked" else f"Following: {name}"
    if failure := notices.failure_of(notices.mail_address, address, subject, "email/follow_confirm.txt", words):
        logger.error("an email to confirm a subscription was not sent: %s", failure)
        raise Refused("The email could not be sent just now. Try again later.")


@transaction.atomic
def _ask(topic: Topic, address: str, how_often: str, at: dt.datetime) -> Subscription | None:
    """
    Save and return a requested subscription. It is returned unsaved where the address has too many subscriptions.

    Return None where the address has had too many emails in the hour. Even then the subscription is saved, and the page
    of all subscriptions, which earlier emails link to, lists it.
    """
    Follower.objects.get_or_create(address=address, defaults={"hour_began_at": at})
    follower = Follower.objects.select_for_update().get(address=address)
    if follower.hour_began_at <= at - AN_HOUR:
        follower.hour_began_at, follower.asked_in_hour = at, 0
    is_flooded = follower.asked_in_hour >= CONFIRMATIONS_AN_HOUR
    follower.asked_in_hour += not is_flooded
    follower.save()
    row = follower.subscriptions.filter(kind=topic.kind, topic=topic.key).first()
    if row is None:
        row = Subscription(follower=follower, kind=topic.kind, topic=topic.key, asked_at=at, how_often=how_often)
        if follower.subscriptions.confirmed().count() < MOST:
            row.save()
            waiting = follower.subscriptions.filter(confirmed_at=None).order_by("-asked_at", "-pk")
            Subscription.objects.filter(pk__in=[old.pk for old in waiting[MOST_ASKED:]]).delete()
    elif row.confirmed_at is None:
        row.asked_at, row.how_often = at, how_often
        row.save(update_fields=["asked_at", "how_often"])
    return None if is_flooded else row


def _hold(key: UUID) -> Subscription:
    """Return the subscription with this key, locked. Raises Refused where there is no such subscription."""
    row = Subscription.objects.select_for_update(of=("self",)).select_related("follower").filter(key=key).first()
    if row is None:
        raise Refused(ENDED)
    return row


@verb(may=anybody)
def confirm(key: UUID, *, at: dt.datetime, by: Anybody = None) -> Subscription:
    """
    Confirm the subscription with this key, so that its address is emailed about later news.

    Raises Refused where the subscription has ended or was requested more than CONFIRM_WITHIN ago, where the topic is
    no longer public, or where the address follows MOST topics.
    """
    follower = Follower.objects.select_for_update(of=("self",)).filter(subscriptions__key=key).first()
    row = _hold(key)
    if row.confirmed_at:
        return row
    if row.asked_at < at - CONFIRM_WITHIN:
        raise Refused(ENDED)
    topic = find(row.kind, row.topic)
    if topic is None:
        raise Refused(NO_TOPIC)
    if follower is None or follower.subscriptions.confirmed().count() >= MOST:
        raise Refused(TOO_MANY)
    row.confirmed_at, row.told = at, [news.fingerprint for news in topic.known()]
    row.save(update_fields=["confirmed_at", "told"])
    return row


@verb(may=anybody)
def choose_how_often(key: UUID, how_often: str, *, by: Anybody = None) -> Subscription:
    """Change how often a subscription is emailed. Raises Refused where the subscription has ended."""
    row = _hold(key)
    if how_often not in HowOften.values:
        raise Refused("Choose how often.")
    row.how_often = how_often
    row.save(update_fields=["how_often"])
    return row


@verb(may=anybody)
def stop(key: UUID, *, by: Anybody = None) -> None:
    """Delete a subscription, and its address if no other subscription has it; do nothing for an unknown key."""
    row = Subscription.objects.filter(key=key).first()
    if row is None:
        return
    follower = Follower.objects.select_for_update().filter(pk=row.follower_id).first()
    row.delete()
    if follower and not follower.subscriptions.exists():
        follower.delete()


@verb(may=anybody)
def stop_all(follower: UUID, *, by: Anybody = None) -> None:
    """Delete an address with all its subscriptions; do nothing for an unknown key."""
    if row := Follower.objects.select_for_update().filter(key=follower).first():  # locked first, as in `stop`
        row.delete()


def delete_unconfirmed(at: dt.datetime) -> int:
    """
    Delete subscriptions that were not confirmed within CONFIRM_WITHIN. Return the number of subscriptions deleted.

    Addresses without subscriptions are deleted too, once the hour is over in which their emails are counted.
    """
    before = at - CONFIRM_WITHIN
    count, _ = Subscription.objects.filter(confirmed_at=None, asked_at__lt=before).delete()
    Follower.objects.filter(subscriptions=None, hour_began_at__lt=at - AN_HOUR).delete()
    return count


def address_of(path: str) -> str:
    """Return the full address of a path of the portal."""
    return settings.SITE_URL + path
