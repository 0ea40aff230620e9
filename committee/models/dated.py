"""Rows with a first and a last day, so that the register can say who sat on any day."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from committee.models.rules import rule
from committee.wording.dates import full_date


class DatedQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Queries of rows with `since` (first day, inclusive) and `until` (last day, inclusive; None while in force)."""

    def on(self, day: date) -> Self:
        """Return rows in force on `day`."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Return rows that share at least one day with the period from `since` to `until` (None: no end)."""
        rows = self.filter(Q(until__isnull=True) | Q(until__gte=since))
        return rows if until is None else rows.filter(since__lte=until)


class Dated(models.Model):
    """
    Base of every row that is in force from `since` to `until`, both days included.

    Each subclass has its own queryset as `objects`, so that the type checker knows the class of its rows. A row about a
    person also has `kind`, the model's name in addresses, and `entry`, the text of the row on the person's page.
    """

    kind: ClassVar[str]
    locked_by = "person"  # the parent to lock first: see committee/acts/locking.py

    since = models.DateField("from")
    until = models.DateField("to", null=True, blank=True, help_text="The last day; empty while it lasts.")

    class Meta:
        abstract = True
        constraints = [
            rule(
                "%(app_label)s_%(class)s_ends_after_it_begins",
                Q(until__isnull=True) | Q(until__gte=F("since")),
                "The last day must not be before the first.",
            )
        ]

    @property
    def period(self) -> str:
        """Days of the row in a sentence: from 20 May 2021 to 18 May 2022."""
        return f"from {full_date(self.since)}" + (f" to {full_date(self.until)}" if self.until else "")

    def held_on(self, day: date) -> bool:
        """Return whether the row is in force on `day`."""
        return self.since <= day and (self.until is None or self.until >= day)

    def _is_only_cut(self, *names: str) -> bool:
        """
        Return whether the save only shortens the days of an existing row and leaves the columns `names` unchanged.

        Such a save is not checked: a row from before the portal may break the law, and must still get a last day.
        """
        was = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        if was is None or any(getattr(was, name) != getattr(self, name) for name in names):
            return False
        return self.since >= was.since and (was.until or date.max) >= (self.until or date.max)
