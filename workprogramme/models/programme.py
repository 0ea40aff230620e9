"""A committee's programme for a municipal year, its printed versions, and notes from upper apps."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Committee, MunicipalYear
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models import Meeting


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Queries of programmes."""

    def public(self) -> "ProgrammeQuerySet":
        """Return public programmes: published, of a year with a published calendar of meetings."""
        return self.filter(published_at__isnull=False, year__is_draft=False)

    def at(self, committee_slug: str, year_slug: str) -> "ProgrammeQuerySet":
        """Return the programme with these slugs of committee and year (2021-22), as a queryset of at most one row."""
        start = year_slug[:4]
        if not (len(year_slug) == 7 and start.isascii() and start.isdigit()):
            return self.none()
        rows = self.filter(committee__slug=committee_slug, year__starts__year=int(start))
        return rows.select_related("committee__contact_officer", "year")


class Programme(models.Model):
    """
    The work programme of one committee for one municipal year.

    - Membership and calendar are not stored here. They are read from the register when the programme is shown.
    - `introduction` states the remit and how the programme is reviewed, in paragraphs separated by empty lines.
    - `outcome` is the council's priority outcome that the committee serves.
    - Before `published_at`, only planners of scrutiny see a programme.
    """

    part_of = "committee"
    is_locked_first = True

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="programmes")
    year = models.ForeignKey(MunicipalYear, models.PROTECT, related_name="programmes")
    introduction = models.TextField(blank=True, max_length=4000)
    outcome = models.CharField("priority outcome", max_length=500, blank=True)
    venues = models.CharField(
        "where it usually meets", max_length=250, blank=True, help_text="A sentence printed under the calendar."
    )
    load_limit = models.PositiveSmallIntegerField(
        "most items a meeting", default=3, help_text="The planner warns where a meeting has more."
    )
    rolled_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="rolled_to", editable=False
    )
    created_at = models.DateTimeField()
    created_by = acted_by("Empty: the portal.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = acted_by()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["committee", "-year__starts"]
        constraints = [
            once("one_programme_a_committee_a_year", "committee", "year"),
            rule("a_meeting_takes_one_item_or_more", Q(load_limit__gte=1)),
            rule(
                "a_published_programme_says_by_whom",
                Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"work programme {self.year} of the {self.committee}"

    @property
    def is_public(self) -> bool:
        """True where anybody may read the programme."""
        return self.published_at is not None

    @property
    def paragraphs(self) -> list[str]:
        """Paragraphs of the introduction."""
        return [" ".join(part.split()) for part in self.introduction.split("\n\n") if part.strip()]


class ProgrammeVersion(models.Model):
    """
    The programme as it was printed into the agenda of a meeting: plain data with its SHA-256, never changed.

    A comparison with the version before shows the changes since the last meeting.
    """

    part_of = "programme"
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="programme_versions")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["programme", "number"]
        constraints = [once("one_version_a_number_of_a_programme", "programme", "number")]

    def __str__(self) -> str:
        return f"version {self.number} of the {self.programme}, printed for the {self.meeting}"


class NoteQuerySet(models.QuerySet["Note"]):
    """Queries of notes."""

    def standing(self) -> "NoteQuerySet":
        """Return notes that are not cleared."""
        return self.filter(cleared_on__isnull=True)


class Note(models.Model):
    """
    A note that an upper app shows with the programme, such as an executive response that is overdue (R39).

    `key` identifies the note for that app: a second note with the same key replaces the first. `url` is a path of the
    portal.
    """

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="programme_notes")
    key = models.CharField(max_length=120, unique=True)
    text = models.CharField(max_length=500)
    url = models.CharField(max_length=250, blank=True)
    rule = models.CharField(max_length=10, blank=True, help_text="The rule it comes from: R39.")
    since = models.DateField()
    cleared_on = models.DateField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [rule("a_programme_note_has_its_words", ~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:120]
