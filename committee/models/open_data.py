"""
What anybody may reuse: a record a public thing, kept as data, and what is left of one that is gone.

No row of it has a foreign key, as in `committee/models/search.py`, and it too can be made from nothing at any time
(`committee/open_data/keeping.py`).
"""

from django.db import models
from django.db.models import Q


class OpenRecord(models.Model):
    """
    A public thing as data: a meeting, a paper, a vote. `thing` is its id among all of its `kind`.

    `source` made it with all others of its `unit`. Of one that is gone its kind, its id and the moment stay, so that
    whoever keeps a copy takes it out too: SECURITY: no word of it (`a_record_that_is_gone_says_nothing`).
    `modified` may be still to come: what anybody may read from a later day on is shown from then.
    """

    source = models.CharField(max_length=20)
    unit = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    thing = models.BigIntegerField()
    committee = models.BigIntegerField(null=True)
    meeting = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField()
    modified = models.DateTimeField()
    deleted = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "record of open data"
        verbose_name_plural = "records of open data"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "thing"], name="a_public_thing_has_one_record"),
            models.CheckConstraint(
                condition=Q(deleted__isnull=True) & ~Q(digest="") | Q(deleted__isnull=False, digest="", data={}),
                name="a_record_that_is_gone_says_nothing",
            ),
        ]
        indexes = [
            models.Index(fields=["modified", "id"], name="records_by_change"),
            models.Index(fields=["source", "unit"], name="records_of_a_unit"),
            models.Index(fields=["kind", "committee", "thing"], name="records_of_a_committee"),
            models.Index(fields=["kind", "meeting", "thing"], name="records_of_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"
