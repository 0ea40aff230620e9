"""Following by email: addresses and their subscriptions, which are deleted when they end."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from committee.models.rules import once, rule


class HowOften(models.TextChoices):
    """The frequency with which news is emailed."""

    AT_ONCE = "at_once", "Straight away"
    DAILY = "daily", "Once a day"


class Follower(models.Model):
    """
    An email address that has subscriptions; deleted with its last subscription.

    SECURITY: `key` is the secret in the address of the page on which the mailbox's reader ends subscriptions, so it is
    only in emails to that mailbox. The email address itself is in no log and not on the trail.
    """

    address = models.EmailField(unique=True, help_text="In small letters.")
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    hour_began_at = models.DateTimeField(help_text="When the hour began in which confirmations are counted.")
    asked_in_hour = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"follower {self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Queries of subscriptions."""

    def confirmed(self) -> "SubscriptionQuerySet":
        """Return subscriptions confirmed from their mailbox."""
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """
    One follower follows one topic (`committee.following.topics`): a committee, a councillor, a search.

    `told` has fingerprints of the news already emailed, without any words, so that nothing withdrawn is stored here.
    `turn` counts the emails, so that only one of two workers sends the next email.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=20)
    topic = models.CharField(max_length=120, help_text="What tells it from others of its kind: a slug, a number.")
    how_often = models.CharField(max_length=10, choices=HowOften, default=HowOften.DAILY)
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(default=list)
    turn = models.PositiveIntegerField(default=0)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["how_often", "kind", "topic"], name="subscriptions_to_a_topic")]
        constraints = [
            once("a_topic_is_followed_once", "follower", "kind", "topic"),
            rule("a_subscription_says_how_often", Q(how_often__in=HowOften.values)),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
