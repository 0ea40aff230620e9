"""What is said in a report of the information that it leaves out (R41)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.review import Review


class LeftOut(models.Model):
    """
    Whether a report would mislead without the evidence that is withheld from it, and the summary in its place.

    `references` names the evidence that this was said of: where more is withheld since, it is to be said anew.
    """

    review = models.OneToOneField(Review, models.PROTECT, related_name="left_out")
    references = models.TextField(max_length=2000)
    would_mislead = models.BooleanField()
    summary = models.TextField(blank=True, max_length=4000)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "left out"
        constraints = [
            models.CheckConstraint(
                condition=Q(would_mislead=False) | ~Q(summary=""), name="what_would_mislead_without_it_has_a_summary"
            ),
        ]

    def __str__(self) -> str:
        return f"what the report of {self.review} leaves out"
