"""Files handed in for papers, from arrival to acceptance or refusal; and how PDFs were made from other files."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import StoredFile
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models.meeting import Meeting
from meetings.models.paper import Paper, PaperFile


class UploadState(models.TextChoices):
    """State of the check of a file."""

    WAITING = "waiting", "Waiting to be checked"
    CHECKING = "checking", "Being checked"
    TAKEN = "taken", "Accepted"
    REFUSED = "refused", "Refused"


UNDECIDED = (UploadState.WAITING, UploadState.CHECKING)


class CheckedFile(models.Model):
    """
    A file that was handed in, with the progress of its check.

    SECURITY: `original` is a stranger's unchecked file. No URL serves this file before the check has ended. After the
    check the file is deleted, unless a Conversion uses the file (see `ConversionBase`).
    """

    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.WAITING)
    reason = models.TextField(blank=True, max_length=1000, help_text="Why it was refused, and what to do.")
    attempts = models.PositiveSmallIntegerField(default=0)
    handed_in_at = models.DateTimeField()
    heartbeat = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_undecided(self) -> bool:
        """True until the file is accepted or refused."""
        return self.state in UNDECIDED

    @property
    def is_refused(self) -> bool:
        """True where the check has refused the file."""
        return self.state == UploadState.REFUSED


class UploadQuerySet(models.QuerySet["Upload"]):
    """Querysets of uploads."""

    def undecided(self) -> "UploadQuerySet":
        """Return uploads waiting for a check or being checked."""
        return self.filter(state__in=UNDECIDED)

    def decided(self) -> "UploadQuerySet":
        """Return uploads accepted or refused."""
        return self.exclude(state__in=UNDECIDED)

    def silent_since(self, at: datetime) -> "UploadQuerySet":
        """Return undecided uploads with no heartbeat since `at`: their task or its worker has died."""
        return self.undecided().filter(heartbeat__lt=at)


class Upload(CheckedFile):
    """One file handed in for a paper. An accepted file becomes a PaperFile."""

    part_of = "paper"
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="uploads")
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [
            once("one_file_of_a_paper_is_checked_at_once", "paper", among=Q(state__in=["waiting", "checking"])),
            rule("a_refused_file_says_why", ~Q(state="refused") | ~Q(reason="")),
            rule(
                "an_undecided_file_has_its_original", ~Q(state__in=["waiting", "checking"]) | Q(original__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.filename}” for {self.paper}: {self.get_state_display().lower()}"


class DroppedFile(models.Model):
    """
    One of many files dropped on an agenda together, until a clerk matches the file to an item.

    SECURITY: `original` is a stranger's unchecked file, and no URL serves this file. The row is deleted when the file
    is handed in for a paper or left out; otherwise about a day after the meeting or the upload, whichever is later.
    """

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="dropped_files")
    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=250)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"“{self.filename}” dropped on {self.meeting}"


class ConversionBase(models.Model):
    """
    How a PDF was made from its author's file: a Word, PowerPoint or Excel file, or a scan.

    SECURITY: `original` is a stranger's unchecked file, served only to its author. `left_out` holds all content of the
    original that the PDF lacks, such as comments and hidden text. This content may be private, so only the author and
    the people who answer for the file see it.
    """

    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    looks = models.CharField(max_length=60, help_text="What it was: a Word document.")
    program = models.CharField(max_length=40, help_text="What made the PDF: LibreOffice, the portal, OCRmyPDF.")
    left_out = models.JSONField(
        default=list, blank=True, help_text="Pairs: what is not in the PDF, and the words of it."
    )
    accepted_by = acted_by()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


ACCEPTED_WHOLLY = Q(accepted_by__isnull=True, accepted_at__isnull=True) | Q(
    accepted_by__isnull=False, accepted_at__isnull=False
)


class Conversion(ConversionBase):
    """The conversion of a paper's file. The original is deleted at publication; a takedown removes the row."""

    part_of = "file"
    file = models.OneToOneField(PaperFile, models.CASCADE, related_name="conversion")
    original_name = models.CharField(max_length=250)

    class Meta:
        constraints = [rule("a_conversion_is_accepted_by_somebody_at_a_time", ACCEPTED_WHOLLY)]

    def __str__(self) -> str:
        return f"{self.file}, made from {self.looks}"
