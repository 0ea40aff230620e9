"""The council itself as data: its name, look, offices, working days and years."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from committee.models.files import StoredFile
from committee.models.rules import rule
from committee.public_pages.compiled import compiled
from committee.wording import dates
from committee.wording.dates import full_date
from committee.wording.wording import MEMBER_TITLES, PRESIDING, Wording, changed, kept

_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Give a colour as # and six hexadecimal digits, for example #1d5b4f.")


class WithheldPapers(models.TextChoices):
    """The place of exempt papers in a pack; both editions number the open papers alike."""

    LAST = "last", "Bound last in the members’ pack and left out of the public one"
    HOLDERS = "holders", "Bound with their item; the public pack has holder pages in their place"


class ResolutionWord(models.TextChoices):
    """The word before the text of a resolution."""

    UPPER = "RESOLVED", "RESOLVED"
    TITLE = "Resolved", "Resolved"
    AGREED = "AGREED", "AGREED"


class ResolutionMark(models.TextChoices):
    """The mark between the resolution word and "That"."""

    COLON = ":", "a colon (RESOLVED: That)"
    COLON_DASH = ":-", "a colon and a dash (RESOLVED:- That)"
    DASH = " \N{EN DASH}", "a dash (RESOLVED \N{EN DASH} That)"


class LimbStyle(models.TextChoices):
    """The letters or numbers of the parts of a resolution."""

    LETTER = "a)", "a)  b)  c)"
    BRACKETED = "(a)", "(a)  (b)  (c)"
    NUMBER = "1.", "1.  2.  3."


class Council(models.Model):
    """
    The council that runs this portal; the table has one row.

    The row has everything that a visitor sees of the council (name, crest, colours, contact details, wording of
    notices), so that no template names a council.
    """

    name = models.CharField(max_length=120, help_text="In full, for example Borsetshire County Council.")
    short_name = models.CharField(max_length=60)
    crest = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    crest_png = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brand_colour = models.CharField(max_length=7, default="#1d4f5e", validators=[_COLOUR])
    brand_text_colour = models.CharField(max_length=7, default="#ffffff", validators=[_COLOUR])
    link_colour = models.CharField(max_length=7, default="#1a5f8a", validators=[_COLOUR])
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    address = models.TextField(blank=True, max_length=300)
    offices = models.CharField(
        max_length=200,
        help_text="Where notices are posted and papers are open to inspection (LGA 1972 s.100A(6), 100B).",
    )
    opening_hours = models.CharField(max_length=120, blank=True, help_text="When papers can be inspected there.")
    filming_notice = models.TextField(blank=True, help_text="Printed on the front sheet and shown on the filming page.")
    recording_kept_months = models.PositiveSmallIntegerField(default=12)
    complaints_kept_months = models.PositiveSmallIntegerField(
        default=24, help_text="How long after its outcome a complaint about personal data is kept."
    )
    statement_prepared_on = models.DateField(
        null=True, blank=True, help_text="The accessibility statement: SI 2018/952 reg 8."
    )
    statement_reviewed_on = models.DateField(null=True, blank=True)
    accessibility_testing = models.TextField(
        blank=True, max_length=2000, help_text="When, by whom and how these pages were tested, as the statement says."
    )
    demonstration_notice = models.TextField(
        blank=True, help_text="Only in a demonstration: says on every page and pack that it is not the council's own."
    )
    duplex_padding = models.BooleanField(
        default=True, help_text="Each item begins on an odd page, so that packs print on both sides."
    )
    stamp_agenda_item = models.BooleanField(
        default=False, help_text="The first page of each item's papers bears its number, as “Agenda item 4”."
    )

    withheld_papers = models.CharField(
        max_length=10,
        choices=WithheldPapers,
        default=WithheldPapers.LAST,
        help_text="What the public pack shows in place of papers that are not for publication.",
    )
    co_optees_read = models.BooleanField(
        default=False, help_text="Co-optees read the exempt and confidential papers of their committees."
    )
    exempt_on_devices = models.BooleanField(
        default=False, help_text="Members may keep exempt papers on their own devices, encrypted."
    )
    watermark_members = models.BooleanField(
        default=False, help_text="Each member's copy of a pack bears their name on every page."
    )

    remote_ground = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Enactment by which members attend by video.",
    )
    remote_since = models.DateField(null=True, blank=True)
    remote_until = models.DateField(null=True, blank=True, help_text="The last day; empty for no end.")

    resolution_word = models.CharField(max_length=10, choices=ResolutionWord, default=ResolutionWord.UPPER)
    resolution_mark = models.CharField(max_length=2, choices=ResolutionMark, default=ResolutionMark.COLON)
    limb_style = models.CharField(max_length=3, choices=LimbStyle, default=LimbStyle.LETTER)

    presiding = models.CharField(
        max_length=12, choices=[(word, word) for word in PRESIDING], default="Chairman", help_text="Who presides."
    )
    member_title = models.CharField(max_length=12, choices=list(MEMBER_TITLES.items()), default="Councillor")
    date_style = models.CharField(max_length=20, choices=list(dates.DATE_STYLES.items()), default="plain")
    time_style = models.CharField(max_length=20, choices=list(dates.TIME_STYLES.items()), default="24")

    class Meta:
        constraints = [
            rule("council_is_one", Q(pk=1)),
            rule(
                "a_statement_is_reviewed_after_it_was_prepared",
                Q(statement_reviewed_on__isnull=True)
                | Q(statement_prepared_on__isnull=False, statement_reviewed_on__gte=F("statement_prepared_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as the only row of the table."""
        self.pk = 1
        super().save(*args, **kwargs)
        changed()

    @classmethod
    def current(cls) -> "Council":
        """Return the council's record, read once per request; if none is entered, an unsaved one."""
        return kept(cls._read)

    @classmethod
    def _read(cls) -> "Council":
        nameless = cls(name="The council", short_name="The council", offices="the council's offices")
        return next(iter(_entered()), nameless)

    def remote_ground_on(self, day: date) -> str:
        """R31: return the enactment by which a member who attends by video is present on `day`; "" where none is."""
        since, until = self.remote_since, self.remote_until
        return self.remote_ground if since and since <= day and (until is None or day <= until) else ""

    @property
    def crest_name(self) -> str:
        """File name of the crest or logo in addresses: its hash and kind; "" without a crest."""
        if self.crest is None:
            return ""
        return f"{self.crest.sha256}.{'svg' if self.crest.content_type == 'image/svg+xml' else 'png'}"

    @property
    def shown(self) -> tuple[str, ...]:
        """Values of all columns as text: the cache key of documents made from the council's record."""
        return *(str(getattr(self, field.attname)) for field in self._meta.concrete_fields), self.crest_name

    @property
    def wording(self) -> Wording:
        """Wording stored in this record. Pages, prints and emails use `committee.wording.wording.current()`."""
        return Wording(**{field.name: getattr(self, field.name) for field in fields(Wording)})


@compiled()
def _entered() -> models.QuerySet[Council]:
    rows = Council.objects.select_related("crest", "crest_png")
    return rows.order_by("pk")[:1]


class ClosedDay(models.Model):
    """A weekday that is no clear day: a council closure, or a proclaimed holiday that the portal's data lack."""

    class Kind(models.TextChoices):
        """Why the day does not count."""

        CLOSURE = "closure", "Council offices closed"
        PROCLAIMED = "proclaimed", "Proclaimed bank holiday"

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CLOSURE)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.name} ({full_date(self.day)})"


class OfTheRegister:
    """Mixin of rows that are locked after the council's record (see `committee/acts/locking.py`)."""

    locked_by = "record"

    @property
    def record(self) -> Council | None:
        """The council's record."""
        return Council.objects.first()


class MunicipalYearQuerySet(models.QuerySet["MunicipalYear"]):
    """Queries of municipal years."""

    def public(self) -> "MunicipalYearQuerySet":
        """Return years with a published calendar of meetings: the dates of a draft are not agreed yet."""
        return self.filter(is_draft=False)

    def with_any(self, rows: models.QuerySet[Any], day: str = "meeting__date") -> "MunicipalYearQuerySet":
        """Return the years in which the date `day` of any of `rows` falls, the latest year first."""
        in_year = rows.filter(**{f"{day}__range": (OuterRef("starts"), OuterRef("ends"))})
        return self.filter(Exists(in_year)).order_by("-starts")


class MunicipalYear(OfTheRegister, models.Model):
    """The time from one annual meeting of the council to the day before the next: 2021/22."""

    # Set by the register's page of years.
    is_now: bool
    closed: "list[ClosedDay]"
    holidays: list[tuple[date, str]]

    starts = models.DateField(unique=True)
    ends = models.DateField()
    is_draft = models.BooleanField(
        "the calendar is a draft",
        default=True,
        editable=False,
        help_text="Its meetings are seen at the desk alone until its calendar of meetings is published.",
    )
    published_on = models.DateField(
        null=True,
        editable=False,
        help_text="When its calendar of meetings was published; empty for one that never was a draft.",
    )

    objects = MunicipalYearQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        constraints = [rule("municipal_year_ends_after_it_starts", Q(ends__gt=F("starts")))]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Year as printed: 2021/22."""
        return f"{self.starts.year}/{self.ends.year % 100:02d}"

    @property
    def slug(self) -> str:
        """Year as in addresses: 2021-22."""
        return self.label.replace("/", "-")

    @classmethod
    def of(cls, day: date) -> "MunicipalYear | None":
        """Return the municipal year that `day` falls in, or None where none has been entered."""
        return cls.objects.filter(starts__lte=day, ends__gte=day).first()


class Venue(OfTheRegister, models.Model):
    """A place where meetings are held."""

    name = models.CharField(max_length=120, unique=True, help_text="As printed: Oak Room, County Buildings, Stafford.")
    address = models.TextField(blank=True, max_length=300)
    is_council_offices = models.BooleanField(
        default=True,
        help_text="If not, the notice must also be posted at the premises for a joint committee (LGA 1972 s.100E(2)).",
    )
    access_notes = models.TextField(blank=True, help_text="Step-free access, hearing loop, parking.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
