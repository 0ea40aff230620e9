"""Files that come in as evidence, from when they come in until it is decided whether they can be used."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import StoredFile
from meetings.models import ACCEPTED_WHOLLY, ConversionBase, UploadState
from meetings.models.upload import UNDECIDED, CheckedFile
from reviews.models.review import Review

SUSPECT = "suspect"  # CallAnswer.State, whose module imports this one


class EvidenceFileQuerySet(models.QuerySet["EvidenceFile"]):
    """Sentences about files of evidence."""

    def undecided(self) -> "EvidenceFileQuerySet":
        """Return files waiting for a check or being checked; not those of suspect answers, which nobody checks."""
        return self.filter(state__in=UNDECIDED).exclude(of_answer__answer__state=SUSPECT)

    def set_aside(self) -> "EvidenceFileQuerySet":
        """Return files of suspect answers to a call, which wait until an officer has said that the answer is real."""
        return self.filter(state=UploadState.WAITING, of_answer__answer__state=SUSPECT)

    def silent_since(self, at: datetime) -> "EvidenceFileQuerySet":
        """Undecided ones that have not been heard of since `at`: their task or its worker has died."""
        return self.undecided().filter(heartbeat__lt=at)


class EvidenceFile(CheckedFile):
    """
    One file that came in as evidence of a review.

    `stored` is what intake made of it. `handed_in_by` is None for what came by a call for evidence.
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence_files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    fingerprint = models.BinaryField(default=b"", editable=False)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvidenceFileQuerySet.as_manager()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_file_of_evidence_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "checking"]) | Q(original__isnull=False),
                name="an_undecided_file_of_evidence_has_its_original",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.filename}”: {self.get_state_display().lower()}"

    @property
    def is_taken(self) -> bool:
        """True where the file can be read."""
        return self.state == UploadState.TAKEN and self.stored_id is not None


class EvidenceConversion(ConversionBase):
    """
    How a file of evidence was made from what came in.

    The original is kept until somebody has accepted the PDF, for whoever sent it signed in; of what came by a call for
    evidence none is kept. The row goes with the file.
    """

    part_of = "file"
    file = models.OneToOneField(EvidenceFile, models.CASCADE, related_name="conversion")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ACCEPTED_WHOLLY, name="a_file_of_evidence_is_accepted_by_somebody_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file}, made from {self.looks}"
