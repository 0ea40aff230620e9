"""Briefings held outside meetings."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models.rules import rule
from committee.wording.dates import day_and_month, full_date
from meetings.models import Meeting
from workprogramme.models.item import ProgrammeItem
from workprogramme.models.programme import Programme


class Briefing(models.Model):
    """
    A briefing on the business of another body, held outside meetings.

    The programme prints a briefing in the outcome of `item` (often a standing item), or as a separate row. The agenda
    of the meeting `reports_to` has a bullet for the briefing in its work programme item: "17 February SSCSG briefing".
    """

    part_of = "programme"
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="briefings")
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="briefings")
    held_on = models.DateField("held on")
    body = models.CharField(max_length=120, help_text="SSCSG, Children’s Improvement Board.")
    body_met_on = models.DateField("on the body’s meeting of", null=True, blank=True)
    attended = models.CharField("who attended", max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    reports_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="briefings", verbose_name="reports back to"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [rule("a_briefing_names_its_body", ~Q(body=""))]

    def __str__(self) -> str:
        return f"{self.body} briefing of {full_date(self.held_on)}"

    @property
    def bullet(self) -> str:
        """
        Bullet on the agenda, such as “17 February SSCSG briefing”.

        The day is that of the body's meeting, or else of the briefing.
        """
        day = self.body_met_on or self.held_on
        return f"{day_and_month(day)} {self.body} briefing"
