"""Votes and speeches of members whom an interest barred from the item: recorded, but in no tally."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models.rules import once, rule
from meetings.models.action import Action
from meetings.models.attendance import Declaration
from meetings.models.resolution import Choice, Resolution


class Breach(models.Model):
    """
    A vote or a speech in breach of a disclosable pecuniary interest (R33, LA 2011 s.31(4), s.34).

    With a `resolution`, the breach is a vote on that resolution, counted in no tally. Without a resolution, the breach
    is a speech in the discussion. `action` asks the monitoring officer to look at the breach.
    """

    part_of = "action"
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="breaches")
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, blank=True, related_name="breaches")
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    action = models.ForeignKey(Action, models.PROTECT, related_name="breaches")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "breaches"
        ordering = ["declaration", "pk"]
        constraints = [
            rule(
                "a_vote_in_breach_says_how",
                Q(resolution__isnull=True, choice="") | Q(resolution__isnull=False, choice__in=("for", "against")),
            ),
            once("nobody_votes_twice_in_breach", "declaration", "resolution", among=Q(resolution__isnull=False)),
            once("a_speech_in_breach_is_recorded_once", "declaration", among=Q(resolution__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{'vote' if self.resolution_id else 'speech'} in breach by {self.declaration.attendee}"
