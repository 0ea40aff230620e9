"""What the portal keeps of files: bytes once by hash, outside any served folder."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class StoredFile(models.Model):
    """
    The record of bytes kept by their SHA-256 (hexadecimal, 64 characters) in private storage.

    It says nothing of who may read them: that is the affair of the paper or pack that points here, and
    `committee.files.files.send` is the one door out.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=80, default="application/pdf")
    kept_since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_is_named_by_its_hash"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"
