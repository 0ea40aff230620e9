"""The secret address of somebody's own calendar."""

from django.db import models
from django.db.models import Q

from committee.models.user import User


class CalendarLink(models.Model):
    """
    By this link a calendar program reads the meetings of its owner's committees, without signing in.

    SECURITY: the token itself is shown once and kept nowhere: here is its SHA-256, which is enough of a hash for 256
    bits that nobody chose. Removed when its owner ends it, makes another or is suspended.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_link")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - what every hash looks like
                name="a_calendar_link_is_kept_as_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar link of {self.user}"
