"""The last reports of workers and backups, for the page that shows how the portal is running."""

from django.db import models


class ReportSource(models.TextChoices):
    """Who reports."""

    WORKER = "worker", "Worker"
    BACKUP = "backup", "Backup"


class StatusReport(models.Model):
    """
    The last report of one worker, or of the backups of one machine (`committee.timers.reporting`).

    SECURITY: `facts` has only numbers, names of errors and of machines, and no words from the council's records.
    """

    source = models.CharField(max_length=10, choices=ReportSource)
    name = models.CharField(max_length=120, help_text="The machine, and for a worker the number of its process.")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="one_report_of_each_source")]

    def __str__(self) -> str:
        return f"report of {self.get_source_display().lower()} {self.name}"
