"""The table of the members' search: pages of published papers that the public may not read."""

from datetime import date

from django.db import models

from committee.models import Visitor
from committee.models.rules import once
from meetings.models.pack import PublishedPaper
from meetings.models.paper import PaperFile


class WithheldPageQuerySet(models.QuerySet["WithheldPage"]):
    """Querysets of pages of withheld papers."""

    def readable_by(self, user: Visitor, on: date) -> "WithheldPageQuerySet":
        """Return pages of papers that `user` may read on that day."""
        return self.filter(file__in=PublishedPaper.objects.readable_by(user, on).values("paper_file"))


class WithheldPage(models.Model):
    """
    The words of one page of a published paper that the public may not read, for the search of members.

    `page` is its number in the file; 0 is the paper itself, with its title alone. `source`, `unit` (a meeting) and
    `digest` are as in `SearchEntry`. The stems have a blank before and behind each, so that whole words are compared.

    SECURITY: no part of the public search reads this table (R16). Rows are found by `readable_by` alone.
    """

    part_of = "file"
    source = models.CharField(max_length=20)
    unit = models.BigIntegerField()
    file = models.ForeignKey(PaperFile, models.CASCADE, related_name="+")
    page = models.PositiveIntegerField()
    day = models.DateField()
    text = models.TextField(blank=True)
    title_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    objects = WithheldPageQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-file", "page"]
        constraints = [once("a_withheld_page_is_indexed_once", "unit", "digest")]

    def __str__(self) -> str:
        return f"page {self.page} of {self.file}"
