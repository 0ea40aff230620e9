"""The agenda: items in their order, and the standing items from which a new agenda is filled."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.law import voting
from committee.models import Committee, Person
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from committee.richtext.pasted import lines_of
from meetings.models.meeting import Meeting, with_its_reason


class ItemKind(models.TextChoices):
    """Kind of an item. Most items are business; the portal treats each other kind in its own way."""

    APOLOGIES = "apologies", "Apologies"
    DECLARATIONS = "declarations", "Declarations of Interest"
    MINUTES = "minutes", "Minutes of the previous meeting"
    BUSINESS = "business", "Business"
    WORK_PROGRAMME = "work_programme", "Work Programme"
    EXCLUSION = "exclusion", "Exclusion of the Public"


class StandingItem(models.Model):
    """An item with which each new agenda of a committee is filled; `position` gives the order."""

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="standing_items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=ItemKind, default=ItemKind.BUSINESS)
    title = models.CharField(max_length=250)
    lead_line = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["committee", "position"]

    def __str__(self) -> str:
        return f"{self.title} (standing item of the {self.committee})"


class Business(models.TextChoices):
    """Sort of an item of business, which decides the fields of its form. `ItemKind` decides its place on the agenda."""

    PLAIN = "", "Other business"
    APPLICATION = "application", "An application, for example for planning permission"
    MOTION = "motion", "A motion on notice"
    REFERRED = "referred", "A matter that another body has referred"
    DECISION = "decision", "A decision of the executive"


# Labels of the details of an item, by column, in printed order; and other labels, by the sort of the item.
DETAILS = {
    "reference": "Reference",
    "place": "Site",
    "ward": "Ward",
    "applicant": "Applicant",
    "from_body": "Referred by",
    "mover": "Proposed by",
    "seconder": "Seconded by",
    "recommendation": "Recommendation",
    "conditions": "Conditions",
}
OTHER_LABELS = {
    Business.MOTION: {"recommendation": "Motion"},
    Business.DECISION: {"recommendation": "Proposed decision"},
}
# Columns that the form of an item has, by its sort.
ASKED_FOR = {
    Business.APPLICATION: ("reference", "place", "ward", "applicant", "recommendation", "conditions"),
    Business.MOTION: ("mover", "seconder", "recommendation"),
    Business.REFERRED: ("from_body", "reference", "recommendation"),
    Business.DECISION: ("reference", "recommendation"),
}


def details_of(lines: Mapping[str, Any]) -> list[tuple[str, str, list[str]]]:
    """Return the details among an item's `lines` that are not empty, as (label, text, numbered lines), as printed."""
    labels = DETAILS | OTHER_LABELS.get(lines.get("business", ""), {})
    filled = [(label, lines[name]) for name, label in labels.items() if lines.get(name)]
    return [(label, "", value) if isinstance(value, list) else (label, value, []) for label, value in filled]


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Querysets of items."""

    def in_order(self) -> "AgendaItemQuerySet":
        """Return items in the order of the agenda."""
        return self.order_by("position", "pk")


class AgendaItem(models.Model):
    """
    One item of an agenda.

    - `position` orders the draft; `number` is printed. Verbs keep them equal until publication; after that a number
      never changes, and a withdrawn item keeps its number (R57)
    - `part`: 1 (public) or 2 (after the exclusion of the public)
    - `part_settled`: a clerk has confirmed Part One although the public may read none of the item's papers (R17)
    - `public_title`: the public's title where `title` would itself disclose exempt matter
    - `business`: its sort, such as an application, which has `DETAILS`
    - `printed`: columns printed under the title wherever the agenda is read; together with the title they are frozen,
      corrected, searched, checked, taken down and hidden
    """

    part_of = "meeting"
    printed = ("lead_line", "bullets", "presenter", *DETAILS)
    words_emptied = ("public_title", *printed)
    words_kept = ("paragraphs", "public_interest_reason")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=ItemKind, default=ItemKind.BUSINESS)
    part = models.PositiveSmallIntegerField(choices=[(1, "Part One"), (2, "Part Two")], default=1)
    part_settled = models.BooleanField(default=False, editable=False)
    title = models.CharField(max_length=250)
    paragraphs = models.CharField(
        max_length=20, blank=True, help_text="Schedule 12A paragraphs of an item of Part Two that needs no paper."
    )
    public_interest_reason = models.TextField(
        blank=True, max_length=2000, help_text="Why those paragraphs: the public interest in keeping it exempt (R11)."
    )
    public_title = models.CharField(
        max_length=250,
        blank=True,
        help_text="What the public sees, where the title would give away exempt information.",
    )
    lead_line = models.CharField(max_length=250, blank=True, help_text="Report of ..., Presentation of ...")
    bullets = models.TextField(blank=True, max_length=2000, help_text="One a line, printed under the item.")
    presenter = models.CharField(max_length=120, blank=True, help_text="Who will speak to it.")
    business = models.CharField(max_length=15, choices=Business, blank=True, default="", db_default="")
    reference = models.CharField(max_length=120, blank=True, default="", db_default="")
    place = models.CharField(max_length=250, blank=True, default="", db_default="")
    ward = models.CharField(max_length=120, blank=True, default="", db_default="")
    applicant = models.CharField(max_length=200, blank=True, default="", db_default="")
    from_body = models.CharField(max_length=200, blank=True, default="", db_default="")
    mover = models.CharField(max_length=120, blank=True, default="", db_default="")
    seconder = models.CharField(max_length=120, blank=True, default="", db_default="")
    recommendation = models.TextField(max_length=4000, blank=True, default="", db_default="")
    conditions = models.TextField(max_length=8000, blank=True, default="", db_default="", help_text="One a line.")
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="items_owned", help_text="Who owes its papers."
    )
    minutes_of = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    decides_budget = models.BooleanField(
        null=True,
        blank=True,
        help_text="At the Council: whether it decides on the budget or council tax (R59); empty: as its title says.",
    )
    added_after_publication = models.BooleanField(default=False, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = acted_by(editable=False)
    withdrawn_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            rule("an_item_is_in_part_one_or_two", Q(part__in=(1, 2))),
            with_its_reason("withdrawn", name="a_withdrawn_item_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"item {self.number}, {self.title}"

    @property
    def title_for_public(self) -> str:
        """Title that the public may read."""
        return self.public_title or self.title

    @property
    def paragraph_numbers(self) -> tuple[int, ...]:
        """Schedule 12A paragraphs, and codes of other enactments, as numbers."""
        return tuple(int(number) for number in self.paragraphs.split(",") if number)

    @property
    def lines(self) -> dict[str, str | list[str]]:
        """
        The text printed under the title, by column; bullets and conditions are lists.

        Empty details are left out, and `business` with them: agendas published before they existed compare equal.
        """
        lines = {name: getattr(self, name) for name in self.printed if name not in DETAILS or getattr(self, name)}
        lines |= {"bullets": lines_of(self.bullets)}
        lines |= {"conditions": lines_of(self.conditions)} if self.conditions else {}
        return lines | ({"business": self.business} if self.business else {})

    @property
    def details(self) -> list[tuple[str, str, list[str]]]:
        """Details of an application, motion or referral, as `details_of` returns them."""
        return details_of(self.lines)

    @property
    def printed_lines(self) -> list[str]:
        """The text printed under the title, one string a line."""
        return [line for text in self.lines.values() for line in (text if isinstance(text, list) else [text]) if line]

    def is_by_name(self, kind: str) -> bool:
        """Return whether votes under the item are recorded by name in a body of `kind` (R59, SI 2014/165 reg 2)."""
        return voting.is_by_name(kind, self.title, self.decides_budget)

    @property
    def is_withdrawn(self) -> bool:
        """True where the item was withdrawn after publication."""
        return self.withdrawn_at is not None

    def is_closed_to_public(self) -> bool:
        """Return whether the item, in either part, has papers and the public may read no paper (R17, s.100A(4))."""
        standing = [paper for paper in self.papers.all() if paper.state != "withdrawn"]
        return bool(standing) and all(paper.is_withheld for paper in standing)

    def is_taken_in_private(self) -> bool:
        """Return whether the public are excluded for the whole item: it is in Part Two, or has only withheld papers."""
        return self.part == 2 or self.is_closed_to_public()


class UrgencyRuling(models.Model):
    """
    The chairman's ruling that an item be taken as a matter of urgency (R03, LGA 1972 s.100B(4)(b)).

    `chairman` is the person who presides at that meeting. The minutes print the circumstances.
    """

    part_of = "item"
    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="ruling")
    chairman = models.ForeignKey(Person, models.PROTECT, related_name="+")
    circumstances = models.TextField(max_length=2000, help_text="Why it was not on the agenda and why it cannot wait.")
    ruled_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [rule("a_ruling_states_its_circumstances", ~Q(circumstances=""))]

    def __str__(self) -> str:
        return f"ruling of {self.chairman} that item {self.item.number} is urgent"


class AcceptedFinding(models.Model):
    """A warning before publication that a clerk accepts; `key` is a hash of its rule, words and file."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="accepted_findings")
    key = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["accepted_at", "pk"]
        constraints = [once("a_finding_is_accepted_once", "meeting", "key")]

    def __str__(self) -> str:
        return f"warning accepted for {self.meeting}"
