"""Emails to scrutiny officers about waiting tasks."""

from django.conf import settings
from django.db import models


class TaskMail(models.Model):
    """The last email to a scrutiny officer about waiting tasks: its day, and the tasks as hashes, without words."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True)
    told = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"what was told to {self.user}"
