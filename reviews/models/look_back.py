"""The look-back that a review is due twelve months after its response, on a work programme."""

from django.db import models

from reviews.models.review import Review
from workprogramme.models import ProgrammeItem


class LookBack(models.Model):
    """The item by which the committee that monitors a review looks back at it: made once, by the portal."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="look_back")
    item = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="looks_back_at")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look-back at {self.review}"
