"""The steps of a review, which the database keeps as they were taken."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.choices import ALLOWED, REASONED, State
from reviews.models.review import Review


def _led(pairs: frozenset[tuple[State, State]]) -> Q:
    led = Q()
    for before, after in sorted(pairs):
        led |= Q(from_state=before.value, to_state=after.value)
    return led


class ReviewStep(models.Model):
    """One step of a review from a state to the next, on a day, with its reason. Append-only but for day and reason."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=10, choices=State)
    to_state = models.CharField(max_length=10, choices=State)
    on = models.DateField(help_text="The day it came about.")
    reason = models.CharField(max_length=500, blank=True)
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
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="steps_of_a_review_are_numbered"),
            models.CheckConstraint(condition=_led(ALLOWED), name="a_review_takes_the_steps_there_are"),
            models.CheckConstraint(condition=~_led(REASONED) | ~Q(reason=""), name="a_step_back_or_aside_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.get_to_state_display().lower()}"
