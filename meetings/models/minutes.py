"""The minutes of a meeting, one minute per item; the first number of each year; and phrases often used in minutes."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from committee.law import exemption
from committee.models import Committee, MunicipalYear, Person
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.takedown import MayBeDown
from meetings.models.withheld import SETTLED_ACCESS, Access, Marked


class MinuteSeries(models.Model):
    """The first number of a committee's minutes in a municipal year; 1 where none is entered (R28)."""

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="minute_series")
    year = models.ForeignKey(MunicipalYear, models.PROTECT, related_name="+")
    first_number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "minute series"
        constraints = [
            once("one_series_of_minutes_a_committee_a_year", "committee", "year"),
            rule("minutes_count_from_one_or_more", Q(first_number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"minutes of the {self.committee} in {self.year}, from {self.first_number}"


class Phrase(models.Model):
    """Words that clerks of this council use often, inserted into a minute with one key."""

    label = models.CharField(max_length=60, unique=True)
    text = models.TextField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class MinutesState(models.TextChoices):
    """State of the minutes of a meeting."""

    TAKING = "taking", "Being taken"
    DRAFT = "draft", "Being written up"
    PUBLISHED = "published", "Published as draft"
    CONFIRMED = "confirmed", "Confirmed and signed"


PUBLISHED_STATES = (MinutesState.PUBLISHED, MinutesState.CONFIRMED)


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Querysets of minutes."""

    def public(self) -> "MinutesQuerySet":
        """Return minutes whose open parts anybody may read: published, and not taken down as a whole (R60)."""
        return self.filter(are_public())

    def decided(self) -> "MinutesQuerySet":
        """Return minutes whose decisions anybody may read: published, or with a note of decisions."""
        return self.filter(are_decided())


def are_public(way: str = "") -> Q:
    """Return the condition for public minutes; `way` ("minutes__") leads from the filtered rows to the minutes."""
    return Q(**{f"{way}state__in": PUBLISHED_STATES, f"{way}is_down": False})


def are_decided(way: str = "") -> Q:
    """Return the condition for public minutes and minutes with a public note of decisions; `way` as in `are_public`."""
    # The model is looked up here, because its module imports this module.
    versions: Any = Minutes._meta.get_field("versions").related_model
    notes = versions.objects.public().notes().filter(minutes=OuterRef(f"{way}pk")).order_by().values("minutes")
    # This subquery uses the index, once per meeting. With `Exists`, PostgreSQL may read the whole table first.
    return are_public(way) | Q(**{f"{way}pk": Subquery(notes[:1])})


class Minutes(MayBeDown):
    """
    The minutes of one meeting, from its opening to the signature (LGA 1972 Sch 12 paras 40-41).

    `presiding` presided for most of the meeting; each resolution stores who presided when it was put. `fair_record_at`
    is the time of the proper officer's certificate that the public text is a reasonably fair and coherent record
    although exempt minutes are left out of it (R20, LGA 1972 s.100C(2)).
    """

    part_of = "meeting"
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.TAKING)
    presiding = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quorum = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The committee's quorum on the day, which a later change leaves as it was."
    )
    began_at = models.DateTimeField(null=True, blank=True, help_text="When the meeting itself began.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the meeting itself ended.")
    adjournments = models.JSONField(
        default=list, blank=True, help_text="When the meeting adjourned and resumed that day: pairs of times."
    )
    numbered_at = models.DateTimeField(
        null=True, blank=True, help_text="When the numbers were fixed: at first publication, for ever."
    )
    fair_record_at = models.DateTimeField(null=True, blank=True)
    fair_record_by = acted_by()
    fair_record_for = models.CharField(max_length=120, blank=True, help_text="The proper officer whose act it is.")
    invented_note = models.CharField(
        max_length=250, blank=True, help_text="Printed with the minutes of a demonstration where they are invented."
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["meeting"]
        constraints = [
            rule(
                "published_minutes_have_their_numbers",
                ~Q(state__in=("published", "confirmed")) | Q(numbered_at__isnull=False),
            ),
            rule(
                "published_minutes_say_who_presided",
                ~Q(state__in=("published", "confirmed")) | Q(presiding__isnull=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of the {self.meeting}"

    @property
    def quorum_needed(self) -> int:
        """The quorum that decisions needed (R29, R64); where none was stored, the committee's quorum on the day."""
        return self.quorum or self.meeting.committee.quorum_on(self.meeting.date)

    @property
    def pauses(self) -> list[tuple[datetime, datetime | None]]:
        """Pairs of the times at which the meeting adjourned and resumed; the second is None until it resumes."""
        return [
            (datetime.fromisoformat(start), end and datetime.fromisoformat(end)) for start, end in self.adjournments
        ]

    def pause_at(self, at: datetime) -> tuple[datetime, datetime | None] | None:
        """Return the pair of `pauses` with `at` strictly between its times; None if the meeting was sitting."""
        return next(((start, end) for start, end in self.pauses if start < at and (end is None or at < end)), None)

    @property
    def is_draft(self) -> bool:
        """True where the minutes are published and not confirmed yet."""
        return self.state == MinutesState.PUBLISHED

    @property
    def is_frozen(self) -> bool:
        """True where the minutes are confirmed and signed: neither text nor number changes again."""
        return self.state == MinutesState.CONFIRMED


class GroundKind(models.TextChoices):
    """Reason why business was on no agenda that this website published."""

    ELSEWHERE = "elsewhere", "It was on an agenda published otherwise than on this website"
    NOT_PUBLISHED = "not_published", "It was on no published agenda"


class BusinessGround(models.Model):
    """The ground for considering business that was on no agenda published here (R63, LGA 1972 s.100B(4))."""

    part_of = "minutes"
    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="ground")
    kind = models.CharField(max_length=15, choices=GroundKind)
    words = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [rule("a_ground_is_said_in_words", ~Q(words=""))]

    def __str__(self) -> str:
        return f"ground of the {self.minutes}"


class MinuteQuerySet(models.QuerySet["Minute"]):
    """Querysets of single minutes."""

    def down(self) -> "MinuteQuerySet":
        """
        Return minutes that are taken down, alone or with all minutes of the meeting (R60).

        Publishing the minutes again clears `is_down`, because the new version has only text that anybody may read.
        """
        return self.filter(minute_is_down())


def minute_is_down(way: str = "") -> Q:
    """Return the condition of `MinuteQuerySet.down`; `way` ("minute__") leads from the filtered rows to the minute."""
    return Q(**{f"{way}is_down": True}) | Q(**{f"{way}minutes__is_down": True})


class Minute(Marked, MayBeDown):
    """
    The record of one item: its own number through the municipal year, its text, and the resolutions.

    - `text`, `public_summary`: HTML, sanitised when saved
    - `revision`: number of saves of the text. Each save names the revision from which it began, so that two clerks
      cannot overwrite each other unseen
    - `access`: of a minute that is not open, the public reads only `heading_for_public` and `public_summary`
    - `omitted`: the item has no minute, such as Apologies, or an exclusion without private business
    - `taken`: the clerk says that the meeting considered the item, although no time is recorded. Items that were not
      considered are not printed
    """

    part_of = "minutes"
    words_emptied, words_html = ("public_heading", "public_summary"), ("text",)
    words_kept = ("paragraphs", "label")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    item = models.OneToOneField(AgendaItem, models.PROTECT, null=True, blank=True, related_name="minute")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    label = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="The number as printed, where it has a pattern."
    )
    heading = models.CharField(max_length=250)
    public_heading = models.CharField(max_length=250, blank=True)
    access = models.CharField(max_length=15, choices=SETTLED_ACCESS, default=Access.OPEN)
    paragraphs = models.CharField(max_length=20, blank=True, help_text="Schedule 12A paragraphs, joined by commas.")
    text = models.TextField(blank=True, max_length=200_000)
    public_summary = models.TextField(blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=0)
    omitted = models.BooleanField(default=False)
    taken = models.BooleanField(default=False, help_text="The item was taken, although no time of it is recorded.")
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When the item was reached.")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was done with.")
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = acted_by()
    in_attendance = models.ManyToManyField("meetings.Attendee", blank=True, related_name="attended_for")

    objects = MinuteQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "position", "pk"]
        constraints = [
            once("a_number_is_given_once_in_a_set_of_minutes", "minutes", "number"),
            rule("a_minute_has_its_heading", ~Q(heading="")),
            rule(
                "an_item_is_closed_after_it_was_opened",
                Q(closed_at__isnull=True) | Q(opened_at__isnull=False, closed_at__gte=models.F("opened_at")),
            ),
            rule("an_exempt_minute_has_its_paragraphs", ~Q(access="exempt") | Q(paragraphs__regex=exemption.STORED)),
            rule("what_has_no_minute_has_no_number", Q(omitted=False) | Q(number__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"minute {self.printed_number}, {self.heading}" if self.number else self.heading

    @property
    def printed_number(self) -> str:
        """Fixed number as printed: "39", or by the committee's pattern "39/22"; "" where it has none yet (R28)."""
        return self.label or str(self.number or "")

    @property
    def is_to_do(self) -> bool:
        """True where the minute is not omitted and the meeting has not finished the item."""
        return not self.omitted and self.closed_at is None and (self.opened_at is not None or not self.taken)

    @property
    def was_taken(self) -> bool:
        """True where the meeting reached the item: its time is recorded, or the clerk says so."""
        return self.opened_at is not None or self.taken

    @property
    def waits(self) -> bool:
        """True where the item is considered in private, its minute is omitted, and no grounds are recorded yet."""
        return bool(self.omitted and self.access == Access.OPEN and self.item and self.item.is_taken_in_private())

    @property
    def is_printed(self) -> bool:
        """True where the minutes print the minute: not omitted, and with a number or a considered item (R28)."""
        return not self.omitted and (self.was_taken or self.number is not None)

    @property
    def is_gone(self) -> bool:
        """True where the minute is taken down, alone or with all minutes of the meeting (R60)."""
        return self.is_down or self.minutes.is_down

    @property
    def heading_for_public(self) -> str:
        """Heading that the public may read."""
        return self.public_heading or self.heading
