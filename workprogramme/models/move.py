"""The steps of an item, which the database keeps as they were."""

from django.conf import settings
from django.db import models

from meetings.models import Meeting
from workprogramme.models.choices import ItemState
from workprogramme.models.item import ProgrammeItem


class Move(models.Model):
    """
    One step of an item from a meeting to another, or from one state to another, with its reason. Append-only.

    `from_day` and `to_day` are days of its own, of working groups, inquiry days and briefings.
    """

    item = models.ForeignKey(ProgrammeItem, models.PROTECT, related_name="moves")
    from_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    to_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    from_state = models.CharField(max_length=10, choices=ItemState, blank=True)
    to_state = models.CharField(max_length=10, choices=ItemState)
    reason = models.CharField(max_length=500, blank=True)
    on = models.DateField(help_text="The day it was moved.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the portal.",
    )

    class Meta:
        ordering = ["on", "recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_to_state_display().lower()}"
