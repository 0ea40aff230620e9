"""Daily runs of the timers: when the last run was, and which timers failed."""

from datetime import datetime, timedelta

from django.db import models

# A run without a sign of life for this time has lost its worker: no single timer takes an hour.
SILENCE = timedelta(hours=1)


class DailyRun(models.Model):
    """
    The run of all timers on one day (`committee.timers.daily`), from the moment at which it began.

    `attempt` counts the workers that started the run. A worker stops writing once another worker has taken over.
    SECURITY: `failures` has only sentences from our code, with no words from the rows that a timer handled.
    """

    day = models.DateField(unique=True)
    attempt = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True, help_text="When the last of its timers so far began.")
    ended_at = models.DateTimeField(null=True)
    failures = models.JSONField(default=list, help_text="What failed, one sentence a timer.")

    def __str__(self) -> str:
        return f"daily run of {self.day:%Y-%m-%d}"

    def is_going(self, at: datetime) -> bool:
        """Return whether the run has not ended, and began a timer less than SILENCE before that moment."""
        return self.ended_at is None and self.alive_at is not None and self.alive_at > at - SILENCE
