"""Duties: subjects that a committee must consider by law or by its terms of reference, and how often."""

from django.db import models
from django.db.models import Q

from committee.models import Committee
from committee.models.rules import once, rule


class DutyKind(models.TextChoices):
    """Kinds of duties."""

    CRIME_AND_DISORDER = "crime_and_disorder", "Crime and disorder meeting"
    SAFEGUARDING_REPORT = "safeguarding_report", "Annual safeguarding report"
    OTHER = "other", "Other"


class Duty(models.Model):
    """
    A matter that a committee must consider at a formal meeting at least once in `every_months` months.

    The planner warns from `warn_after` months after the last formal meeting that considered the matter. For the crime
    and disorder committee, the law requires a meeting in that capacity once in twelve months (R42, SI 2009/942 reg 4).
    """

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=20, choices=DutyKind, default=DutyKind.OTHER)
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=120, blank=True, help_text="SI 2009/942 reg 4")
    every_months = models.PositiveSmallIntegerField(default=12)
    warn_after = models.PositiveSmallIntegerField("warn after, in months", default=10)

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["committee", "pk"]
        constraints = [
            once("a_committee_has_a_duty_once", "committee", "title"),
            rule(
                "a_duty_warns_before_it_is_missed", Q(every_months__gte=1) & Q(warn_after__lte=models.F("every_months"))
            ),
        ]

    def __str__(self) -> str:
        return self.title
