"""What a panel asks for on its own account, beside what witnesses bring."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from reviews.models.review import Review
from workprogramme.models import DocumentRequest


class InformationRequest(models.Model):
    """
    Information that a panel asks somebody for: a session is no meeting, so no action of minutes opens it.

    Where a member asks the executive for a document in their own right (R46), that request is linked, and its clock is
    this one's.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="information_requests")
    what = models.TextField("what is asked for", max_length=1000)
    of_whom = models.CharField("of whom", max_length=200)
    asked_on = models.DateField()
    wanted_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=4000)
    document_request = models.ForeignKey(DocumentRequest, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["review", "asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="information_is_answered_after_it_is_asked_for",
                violation_error_message="It cannot have been answered before it was asked for.",
            )
        ]

    def __str__(self) -> str:
        return self.what[:120]

    @property
    def due_on(self) -> dt.date | None:
        """By when it is owed: the tenth clear day of a member's request for a document, else the day that was asked."""
        return self.document_request.due_on if self.document_request else self.wanted_by

    @property
    def came_on(self) -> dt.date | None:
        """The day on which it was answered, here or as a member's request for a document."""
        request = self.document_request
        return self.answered_on or (request.answered_on if request else None)

    def is_late(self, on: dt.date) -> bool:
        """Whether the day by which it is owed is over, and nothing came."""
        return self.came_on is None and self.due_on is not None and self.due_on < on
