"""The chain of hashes over the trail and over the reading log."""

from django.db import models
from django.db.models import Q


class SealedLog(models.TextChoices):
    """What is sealed."""

    TRAIL = "trail", "Trail"
    READINGS = "readings", "Reading log"


class TrailSeal(models.Model):
    """
    One link: the digests of a log's next rows, in order of id, and a hash over these and the link before.

    It holds no word of a row. The database refuses to change or remove one, and a number is given once, so that the
    chain never forks.
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
            models.UniqueConstraint(fields=["log", "number"], name="one_seal_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seals_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_log_display()}, seal {self.number}"
