"""Signed links, by which somebody does one act on one row from their mailbox, without signing in."""

from datetime import datetime
from enum import StrEnum
from typing import cast

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from committee.models.acted_by import acted_by
from committee.models.people import Person
from committee.models.rules import rule


class LinkStanding(StrEnum):
    """The state of a link: valid, or the reason why it is not."""

    LIVE = "live"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


class SignedLinkQuerySet(models.QuerySet["SignedLink"]):
    """Queries of signed links."""

    def about(self, subject: models.Model, act: str) -> "SignedLinkQuerySet":
        """Return links for doing `act` on `subject`."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, act=act)

    def alike(self, link: "SignedLink") -> "SignedLinkQuerySet":
        """Return links for the same person, row and act, including `link` itself."""
        return self.filter(
            person=link.person_id, subject_type=link.subject_type, subject_id=link.subject_id, act=link.act
        )

    def live(self, at: datetime) -> "SignedLinkQuerySet":
        """Return links valid at that moment."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class SignedLink(models.Model):
    """
    A link, sent to `address`, by which `person` may do `act` once on one row until `expires_at`.

    SECURITY: the token itself is only in the e-mail. The row has the SHA-256 of the token: this hash is strong enough
    for 256 random bits. The database refuses to change a link's person, act, row or expiry, to make a used or revoked
    link valid again, and to remove a link (`committee.models.triggers.signed_links`).
    """

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="signed_links")
    act = models.CharField(max_length=60, help_text="The name of the act, as its app registered it.")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject = models.CharField(max_length=250, help_text="The thing, in words, at the time.")
    address = models.EmailField("mailbox it was sent to")
    made_at = models.DateTimeField()
    made_by = acted_by()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = acted_by("Empty where a newer link took its place.")

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "person"], name="signed_links_of_a_thing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - the form of every hash
                name="a_signed_link_is_kept_as_a_hash",
            ),
            rule("a_signed_link_expires_later", Q(expires_at__gt=F("made_at"))),
            rule("a_signed_link_is_used_or_revoked", Q(used_at__isnull=True) | Q(revoked_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"signed link of {self.person} for {self.subject}"

    @property
    def thing(self) -> models.Model | None:
        """Row that the link is about, as stored now; None where the row is deleted."""
        return cast(
            models.Model | None, apps.get_model(self.subject_type)._default_manager.filter(pk=self.subject_id).first()
        )

    @property
    def was_replaced(self) -> bool:
        """True where the link was revoked because a newer link replaced it."""
        return self.revoked_at is not None and self.revoked_by_id is None

    def standing(self, at: datetime) -> LinkStanding:
        """Return whether the link is valid at that moment, or why not."""
        if self.used_at:
            return LinkStanding.USED
        if self.revoked_at:
            return LinkStanding.REVOKED
        return LinkStanding.EXPIRED if at >= self.expires_at else LinkStanding.LIVE
