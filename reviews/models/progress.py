"""Progress of accepted recommendations: the officer's reports, the committee's judgements, the look-back."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from committee.models.acted_by import acted_by
from committee.models.rules import rule
from reviews.models.choices import ProgressSide, ProgressStatus
from reviews.models.recommendation import Addressee, Recommendation
from reviews.models.review import Review
from workprogramme.models import ProgrammeItem

COLOURS = {
    ProgressStatus.NOT_STARTED: "grey",
    ProgressStatus.ON_TRACK: "blue",
    ProgressStatus.AT_RISK: "yellow",
    ProgressStatus.OFF_TRACK: "red",
    ProgressStatus.DONE: "green",
    ProgressStatus.NOT_NEEDED: "grey",
}


class ProgressEntryQuerySet(models.QuerySet["ProgressEntry"]):
    """Queries of progress. An officer's report is not public until the desk publishes it."""

    def public(self) -> Self:
        """Return public entries: published, of a public recommendation."""
        return self.filter(published_at__isnull=False, addressee__recommendation__in=Recommendation.objects.public())

    def until(self, on: dt.date) -> Self:
        """Return entries of that day and before."""
        return self.filter(on__lte=on)


class ProgressEntry(models.Model):
    """
    One dated report of an officer, or judgement of the committee, on a recommendation that an addressee accepted.

    Append-only: a later entry supersedes an earlier entry. A judgement is public at once. A report is public once the
    desk publishes the report.
    """

    part_of = "addressee"
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="progress")
    side = models.CharField(max_length=10, choices=ProgressSide)
    status = models.CharField(max_length=12, choices=ProgressStatus)
    evidence = models.TextField(blank=True, max_length=4000)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it is no longer needed.")
    expected_on = models.DateField(
        null=True, blank=True, help_text="Of what is late: by when it is expected to be done now."
    )
    on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = acted_by()

    objects = ProgressEntryQuerySet.as_manager()

    class Meta:
        ordering = ["addressee", "on", "pk"]
        constraints = [
            rule(
                "what_is_no_longer_needed_says_why",
                ~Q(status="not_needed") | ~Q(reason=""),
                "Say why it is no longer needed.",
            ),
            rule(
                "an_officer_gives_a_new_date_for_what_is_late",
                Q(expected_on__isnull=True) | Q(side="officer", status__in=("at_risk", "off_track")),
                "Enter a new date only for what is at risk or off track.",
            ),
            rule("a_judgement_is_public_at_once", Q(side="officer") | Q(published_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} on {self.on}"

    @property
    def colour(self) -> str:
        """Colour of the tag that shows the status."""
        return COLOURS[ProgressStatus(self.status)]


class LookBack(models.Model):
    """The work programme item for the look-back at a review by its monitoring committee. A review has only one."""

    part_of = "review"
    review = models.OneToOneField(Review, models.PROTECT, related_name="look_back")
    item = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="looks_back_at")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look-back at {self.review}"
