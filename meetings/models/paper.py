"""Papers: reports, presentations, minutes, programmes; open, exempt or confidential; and every file of each paper."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from committee.law.access import FINANCIAL, OPEN_TO_EVERY_COUNCILLOR
from committee.models import Person, Standing, StoredFile, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from committee.richtext.pasted import lines_of
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.takedown import MayBeDown
from meetings.models.withheld import Access, Leave, Withheld, grounds_kept


class PaperKind(models.TextChoices):
    """Kind of a paper."""

    REPORT = "report", "Report"
    PRESENTATION = "presentation", "Presentation"
    MINUTES = "minutes", "Minutes"
    PROGRAMME = "programme", "Work programme"
    APPENDIX = "appendix", "Appendix"
    OTHER = "other", "Other paper"


class PaperState(models.TextChoices):
    """State of a paper before it is published."""

    DUE = "due", "Due"
    TO_FOLLOW = "to_follow", "To follow"
    RECEIVED = "received", "Received"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Regular expressions for `paragraphs` ("3,6") that name only paragraphs open to every councillor.
_ONE_OF_THEM = f"[{''.join(map(str, sorted(OPEN_TO_EVERY_COUNCILLOR)))}]"
_THEY_ALONE = f"^{_ONE_OF_THEM}(,{_ONE_OF_THEM})*$"


class PaperQuerySet(models.QuerySet["Paper"]):
    """Querysets of papers. Only `public` and `open` are sure to leave withheld papers out."""

    def public(self) -> "PaperQuerySet":
        """Return papers with a file that anybody may read: open, published, and not taken down."""
        return self.filter(Exists(_published().public().filter(paper_file__paper=OuterRef("pk"))))

    def readable_by(self, user: Visitor, on: dt.date) -> "PaperQuerySet":
        """
        Return papers that `user` may read.

        Before publication only users who read all papers, and the officers named for a paper, may read the paper.
        Neither the public nor a member reads a paper before publication (R08, LGA 1972 s.100B(3)).
        """
        out = _published().readable_by(user, on).filter(paper_file__paper=OuterRef("pk"))
        return self.filter(named_for(standing_of(user, on)) | Exists(out))

    def open(self) -> "PaperQuerySet":
        """Return papers that anybody may read once published."""
        return self.filter(access=Access.OPEN)

    def withheld(self) -> "PaperQuerySet":
        """Return exempt and confidential papers, and papers whose grounds are still to be given."""
        return self.exclude(access=Access.OPEN)

    def standing(self) -> "PaperQuerySet":
        """Return papers not withdrawn, under items not withdrawn."""
        return self.exclude(state=PaperState.WITHDRAWN).filter(item__withdrawn_at__isnull=True)

    def current(self) -> "PaperQuerySet":
        """Return papers that no corrected paper has replaced."""
        return self.exclude(replacement__state=PaperState.RECEIVED)

    def missing(self) -> "PaperQuerySet":
        """Return papers that are due or to follow, and so not received yet."""
        return self.standing().filter(state__in=(PaperState.DUE, PaperState.TO_FOLLOW))

    def owed_by(self, person: Person) -> "PaperQuerySet":
        """Return papers that `person` owns; a paper without an owner belongs to the owner of its item."""
        return self.filter(Q(owner=person) | Q(owner__isnull=True, item__owner=person))


def named_for(who: Standing, paper: str = "") -> Q:
    """
    Return the condition for papers that `who` reads as an officer: as owner of the paper or of its item, or as contact
    officer of the committee. A user who reads all papers gets all papers.

    `paper` is the lookup prefix from the filtered rows to their paper: "paper_file__paper__".
    """
    if who.reads_all:
        return ~Q((f"{paper}pk__in", ()))  # all papers: an empty Q would be lost when joined with OR
    if who.person is None or not who.is_officer:
        return Q((f"{paper}pk__in", ()))
    lookups = ("owner", "item__owner", "item__meeting__committee__contact_officer")
    return Q(*((f"{paper}{way}", who.person) for way in lookups), _connector=Q.OR)


def rights_of(who: Standing, paper: str = "") -> Q:
    """
    Return the condition for withheld papers open to `who` (LGA 1972 s.100F, the common-law need to know).

    `paper` is as in `named_for`. SECURITY: `committee.law.access.answer` decides the same for one paper; a test
    compares the two for every user.
    """
    condition = named_for(who, paper) | Q((f"{paper}item__meeting__committee__in", who.reading))
    if who.person is not None:
        condition |= Q((f"{paper}item__meeting__in", Meeting.objects.stood_in_at(who).values("pk")))
        grants = NeedToKnow.objects.filter(person=who.person).values("paper")
        condition |= Q((f"{paper}pk__in", grants))
    return condition | _open_to_every_councillor(paper) if who.is_councillor else condition


def _open_to_every_councillor(paper: str) -> Q:
    claims = Q((f"{paper}access", Access.EXEMPT), (f"{paper}paragraphs__regex", _THEY_ALONE))
    terms = Q((f"{paper}paragraphs__contains", str(FINANCIAL)), (f"{paper}contract_terms", True))
    return claims & ~terms


def _published() -> Any:
    # The model is looked up here, because its module imports this module.
    published: Any = PaperFile._meta.get_field("published").related_model
    return published.objects


class Paper(Withheld, MayBeDown):
    """
    One paper of an item. The database requires of a withheld paper all that the law requires (R11, R13).

    - `replaces`: the published paper that this paper corrects, for the reason in `late_reason`
    - `file`: the current file; earlier files stay in `files`
    - `open_version`: the version of a withheld report that the public may read
    - `appendix_of`: the open paper to which an exempt appendix belongs, so that the appendix can be noted without
      excluding the public
    """

    part_of = "item"
    words_emptied = ("public_title", "recommendations", "background_papers")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=250)
    public_title = models.CharField(
        max_length=250, blank=True, help_text="Shown to the public where the title gives too much away."
    )
    kind = models.CharField(max_length=15, choices=PaperKind, default=PaperKind.REPORT)
    open_version = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="withheld_version")
    appendix_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="appendices")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="papers_owned")
    due_on = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="When its owner was last reminded by e-mail.")
    state = models.CharField(max_length=15, choices=PaperState, default=PaperState.DUE)
    late_reason = models.CharField(max_length=500, blank=True, help_text="Why it came after the agenda (R07).")
    background_papers = models.TextField(
        blank=True, max_length=4000, help_text='The list s.100D asks for, one a line; "None" if there are none.'
    )
    recommendations = models.TextField(
        blank=True, max_length=8000, help_text="What the report recommends, one recommendation a line, without letters."
    )
    file = models.ForeignKey("meetings.PaperFile", models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [
            *grounds_kept("paper", paragraph_3="paragraph_3_is_confirmed_not_registrable"),
            rule("a_received_paper_has_its_file", ~Q(state="received") | Q(file__isnull=False)),
            rule("a_missing_paper_has_no_file", ~Q(state__in=("due", "to_follow")) | Q(file__isnull=True)),
            rule("a_corrected_paper_has_its_reason", Q(replaces__isnull=True) | ~Q(late_reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display().lower()})"

    @property
    def other_ground(self) -> int | None:
        """Code of the enactment by which the committee may exclude the public besides Schedule 12A (R68)."""
        return self.item.meeting.committee.other_ground

    @property
    def its_file(self) -> "PaperFile":
        """The current file of a paper that has a file, such as a paper in a pack; else AssertionError is raised."""
        assert self.file is not None
        return self.file

    @property
    def title_for_public(self) -> str:
        """Title that the public may read."""
        return self.public_title or self.title

    @property
    def recommendation_lines(self) -> list[str]:
        """The recommendations as a list of strings."""
        return lines_of(self.recommendations)

    @property
    def answerable(self) -> Person | None:
        """Person who must deliver the paper."""
        return self.owner or self.item.owner


class PaperFile(models.Model):
    """One file of a paper, as normalised at intake, with findings about the file. A new file gets a new row."""

    part_of = "paper"
    words_kept = ("language",)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField(help_text="1 for the first, 2 for its replacement ...")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    original_name = models.CharField(max_length=250)
    pages = models.PositiveIntegerField()
    tagged = models.BooleanField()
    ours = models.BooleanField(default=False, help_text="Written by the portal itself, so it must be tagged (R51).")
    has_text = models.BooleanField(default=True)
    fonts_embedded = models.BooleanField(default=True)
    language = models.CharField(max_length=20, blank=True)
    silent_pages = models.JSONField(
        default=list, blank=True, help_text="Numbers of its pages that hold pictures only, no words (1 is the first)."
    )
    source = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The HTML that the portal printed it from, so that it can be printed larger.",
    )
    fingerprint = models.BinaryField(
        default=b"",
        blank=True,
        help_text="What the leak gate knows a file by (see packs/fingerprint.py); never its words.",
    )
    cleaned = models.JSONField(default=list, blank=True, help_text="What was taken out, in sentences.")
    notes = models.JSONField(default=list, blank=True, help_text="What readers will miss, in sentences.")
    received_at = models.DateTimeField()
    received_by = acted_by("Empty: the portal.")

    class Meta:
        ordering = ["paper", "number"]
        constraints = [once("a_papers_files_are_numbered", "paper", "number")]

    def __str__(self) -> str:
        return f"file {self.number} of {self.paper}"


class PageText(models.Model):
    """The text version of one page whose words are only a picture, such as a scan."""

    part_of = "file"
    file = models.ForeignKey(PaperFile, models.CASCADE, related_name="texts")
    page = models.PositiveIntegerField(help_text="Of the file itself: 1 is its first page.")
    text = models.TextField(max_length=20_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["file", "page"]
        constraints = [
            once("a_page_has_one_text_version", "file", "page"),
            rule("a_text_version_has_words_and_a_page", ~Q(text="") & Q(page__gte=1)),
        ]

    def __str__(self) -> str:
        return f"text of page {self.page} of {self.file}"


class NeedToKnow(models.Model):
    """The proper officer's leave for one person to read one withheld paper (common law)."""

    part_of = "paper"
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    reason = models.CharField(max_length=500)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acting_for = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            once("one_grant_a_person_a_paper", "paper", "person"),
            rule("a_grant_has_its_reason", ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"leave for {self.person} to read {self.paper}"


class LeaveToOpen(Leave):
    """
    The proper officer's leave to publish one file of a paper open, where publishing would otherwise be stopped (R16).

    `like` is the withheld file that this file repeats or nearly repeats. Without `like`, the leave allows an open paper
    under Part Two. A leave is for one `file` (None for a paper to follow): another file of the paper needs another
    leave.
    """

    part_of = "paper"
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="leaves")
    file = models.ForeignKey(PaperFile, models.CASCADE, null=True, blank=True, related_name="+")
    like = models.ForeignKey(PaperFile, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [rule("a_leave_to_open_has_its_reason", ~Q(reason=""))]

    def __str__(self) -> str:
        return f"leave to publish {self.paper} open"
