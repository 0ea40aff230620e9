"""Records of stored files: bytes are kept once by hash, outside any served folder."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from committee.models.rules import once, rule


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
        constraints = [rule("stored_file_is_named_by_its_hash", Q(sha256__regex=r"^[0-9a-f]{64}$"))]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} bytes)"


LONGEST = 600  # in four bytes a letter, with its host, still what an index of PostgreSQL takes


class OldAddress(models.Model):
    """
    An address of the old site, as it is compared (`committee.old_addresses.keys`), and the path of ours in its place.

    SECURITY: the path begins with one stroke and holds no other host, here and for a shell: whoever follows a link to
    the council stays with the council.
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
