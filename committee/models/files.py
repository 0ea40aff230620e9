"""Records of stored files: bytes are stored once per hash, outside any served folder."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from committee.models.rules import once, rule


class StoredFile(models.Model):
    """
    The record of bytes stored under their SHA-256 (hexadecimal, 64 characters) in private storage.

    The record does not decide who may read the bytes. The row that points to the record (a paper, a pack ...) decides.
    Only `committee.files.files` reads the bytes.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=80, default="application/pdf")
    kept_since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [rule("stored_file_is_named_by_its_hash", Q(sha256__regex=r"^[0-9a-f]{64}$"))]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"


LONGEST = 600  # letters of a path at most: at four bytes each, path and host fit into an index of PostgreSQL


class OldAddress(models.Model):
    """
    An address of the old site, as `committee.old_addresses.keys` normalises it, and the path of our page (`target`).

    SECURITY: the model and the database require that `target` begins with a single slash and names no host, so that a
    reader who follows a link to the council stays on the council's site.
    """

    host = models.CharField(max_length=253)
    path = models.CharField("old address", max_length=LONGEST, help_text="With its parameters, sorted.")
    target = models.CharField("page of the portal", max_length=LONGEST)

    class Meta:
        verbose_name_plural = "old addresses"
        ordering = ["host", "path"]
        constraints = [
            once("an_old_address_leads_to_one_page", "host", "path"),
            rule("an_old_address_has_a_host_and_a_path", ~Q(host="") & Q(path__startswith="/")),
            rule(
                "an_old_address_leads_to_a_page_of_the_portal",
                Q(target__startswith="/")
                & ~Q(target__startswith="//")
                & ~Q(target__contains="\\")
                & ~Q(target__contains=":"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"
