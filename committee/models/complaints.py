"""Complaints about personal data: the complainant, the complaint, and the deadlines that run from receipt."""

from django.db import models
from django.db.models import F, Q

from committee.models.acted_by import acted_by
from committee.models.rules import rule


class DataComplaintQuerySet(models.QuerySet["DataComplaint"]):
    """Queries of complaints, for the desk."""

    def open(self) -> "DataComplaintQuerySet":
        """Return complaints without an outcome."""
        return self.filter(answered_at__isnull=True)


class DataComplaint(models.Model):
    """
    One complaint that personal data was dealt with unlawfully (DPA 2018 s.164A; R61). Never public.

    `acknowledge_by` is the last of the thirty days that begin with the day of receipt. Everything that could identify
    the complainant is deleted on the day `delete_on`; the reference, the dates and the fact of an outcome stay.
    """

    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    postal_address = models.TextField(blank=True, max_length=300)
    page = models.CharField(max_length=250, blank=True, help_text="The page, meeting or paper that it is about.")
    details = models.TextField(blank=True, max_length=4000)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = acted_by("Who entered it for somebody; nobody where the form was used.")
    acknowledge_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_how = models.CharField(max_length=120, blank=True, help_text="By e-mail, by post, by telephone.")
    failure = models.CharField(max_length=250, blank=True, help_text="Why the acknowledgement was not sent.")
    outcome = models.TextField(blank=True, max_length=4000, help_text="What was found and done, as they are told.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = acted_by()
    outcome_sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When whoever complained was told: from then on it is not corrected."
    )
    outcome_sent_how = models.CharField(max_length=120, blank=True, help_text="By e-mail, by post.")
    delete_on = models.DateField(null=True, blank=True)
    deleted_on = models.DateField(null=True, blank=True)

    objects = DataComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            rule("a_complaint_is_acknowledged_from_receipt_on", Q(acknowledge_by__gte=F("received_on"))),
            rule("an_acknowledgement_says_how_it_was_made", Q(acknowledged_at__isnull=True) | ~Q(acknowledged_how="")),
            rule(
                "an_answered_complaint_was_acknowledged",
                Q(answered_at__isnull=True, answered_by__isnull=True, delete_on__isnull=True)
                | Q(
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    delete_on__isnull=False,
                    acknowledged_at__isnull=False,
                ),
            ),
            rule(
                "an_outcome_that_was_sent_says_how",
                Q(outcome_sent_at__isnull=True, outcome_sent_how="")
                | (Q(outcome_sent_at__isnull=False, answered_at__isnull=False) & ~Q(outcome_sent_how="")),
            ),
            rule(
                "a_deleted_complaint_says_nothing_of_anybody",
                Q(deleted_on__isnull=True) | Q(name="", email="", postal_address="", page="", details="", outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.reference}"

    @property
    def is_open(self) -> bool:
        """True where the complaint has no outcome yet."""
        return self.answered_at is None

    @property
    def is_unsent(self) -> bool:
        """True where the outcome has not been sent to the complainant, so that it can still be corrected."""
        return self.answered_at is not None and self.outcome_sent_at is None and self.deleted_on is None
