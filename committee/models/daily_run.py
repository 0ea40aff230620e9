"""Daily runs: when the portal last did what it does by itself once a day, and what of it failed."""

from datetime import datetime, timedelta

from django.db import models

# Longer than any single timer takes: the worker that ran it was ended.
SILENCE = timedelta(hours=1)


class DailyRun(models.Model):
    """
    The timers of one day (`committee.timers.daily`), from when they began.

    `attempt` is the fence: a run that was given up for dead and taken up again writes no more. SECURITY: `failures`
    holds sentences of ours alone, with no word of what a timer was about.
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
        """Return whether the run is still alive at that moment."""
        return self.ended_at is None and self.alive_at is not None and self.alive_at > at - SILENCE
