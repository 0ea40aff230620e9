"""The trail of acts, and the reading log: tables whose rows can be added and never changed or removed."""

from typing import Any, Never

from django.db import models
from django.db.models import Q
from django.utils import timezone

from committee.models.rules import once, rule
from committee.models.user import User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Queries of the trail."""

    def of(self, subject: models.Model) -> "AuditEntryQuerySet":
        """Return the entries about `subject`, latest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def update(self, **kwargs: Any) -> Never:
        """Refuse: the trail is append-only."""
        raise TypeError("The trail is append-only: an entry cannot be changed.")

    def delete(self) -> Never:
        """Refuse: the trail is append-only."""
        raise TypeError("The trail is append-only: an entry cannot be removed.")


class AuditEntry(models.Model):
    """
    One act, recorded in a sentence: "Carol Clerk published the agenda of the Safeguarding ... of 21 April 2022".

    The database refuses to change or remove a row (`committee.models.triggers`). Users who acted cannot be deleted.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="acts")
    by_name = models.CharField(max_length=120, help_text="The name at the time.")
    acting_for = models.CharField(max_length=120, blank=True, help_text="Whose act in law it was, if another's.")
    did = models.CharField(max_length=60, help_text="The verb, in the past tense: published the agenda of.")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject = models.CharField(max_length=250, help_text="What it was done to, in words, at the time.")
    facts = models.JSONField(default=dict, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"], name="trail_of_a_subject")]

    def __str__(self) -> str:
        for_whom = f" for {self.acting_for}" if self.acting_for else ""
        return f"{self.by_name} {self.did} {self.subject}{for_whom}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse to change an existing entry."""
        if self.pk and not kwargs.get("force_insert"):
            raise TypeError("The trail is append-only: an entry cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: the trail is append-only."""
        raise TypeError("The trail is append-only: an entry cannot be removed.")


TAKEN = "Taken to a device. "  # begins the right of a reading by which a copy went to a member's device


class AccessEvent(models.Model):
    """
    The opening of a withheld paper or a members' pack by a user. Append-only like the trail.

    A copy taken to a device is such a row too, with `TAKEN` before the right: the seals cover no column added later.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="readings")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject = models.CharField(max_length=250)
    right = models.CharField(max_length=200, help_text="By what right, in words.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act}: {self.right}"

    @property
    def act(self) -> str:
        """Return who opened what, or took what to a device."""
        is_taken = self.right.startswith(TAKEN)
        return f"{self.user} took {self.subject} to a device" if is_taken else f"{self.user} opened {self.subject}"


class SealedLog(models.TextChoices):
    """Log whose rows are sealed."""

    TRAIL = "trail", "Trail"
    READINGS = "readings", "Reading log"


class TrailSeal(models.Model):
    """
    One seal of a log: digests of the rows after the previous seal, and a hash of these digests and the previous hash.

    A seal contains no words of a row. The database refuses to change or remove a seal, and allows each number only once
    in a log, so that the chain of seals never forks.
    """

    log = models.CharField(max_length=10, choices=SealedLog)
    number = models.PositiveIntegerField(help_text="1, 2, 3 ... of its log.")
    at = models.DateTimeField()
    last = models.BigIntegerField(help_text="The id of the last row that it seals.")
    digests = models.JSONField(help_text="The id and the SHA-256 of each row, in order of id.")
    previous = models.CharField(max_length=64, blank=True, help_text="The hash of the link before; none for the first.")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["log", "number"]
        constraints = [
            once("one_seal_of_a_number", "log", "number"),
            rule("seals_are_numbered_from_one", Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.get_log_display()}, seal {self.number}"
