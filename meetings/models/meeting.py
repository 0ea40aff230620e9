"""Meetings, their moves to another time or place, removed meetings, and drafts sent for preview."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from committee.models import (
    Committee,
    Council,
    LegalKind,
    MunicipalYear,
    Person,
    Seat,
    SeatRole,
    Venue,
    Visitor,
    standing_of,
)
from committee.models.acted_by import acted_by
from committee.models.committees import SeatQuerySet
from committee.models.rules import once, rule
from committee.models.user_standing import Standing
from committee.wording.dates import clock_time, full_date

NO_MEETING = dt.date.min, 0  # a day and sequence that no meeting has


def with_its_reason(act: str, *, name: str) -> models.CheckConstraint:
    """Return the constraint that `<act>_at` and `<act>_reason`, such as `cancelled_at`, are both set or both empty."""
    moment, reason = f"{act}_at__isnull", f"{act}_reason"
    undone = Q((moment, True), (reason, ""))
    return rule(name, undone | (Q((moment, False)) & ~Q((reason, ""))))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Querysets of meetings."""

    def public(self) -> "MeetingQuerySet":
        """Return meetings in the public calendar: `agreed` meetings of formal bodies, cancelled meetings included."""
        return self.agreed().exclude(committee__kind=LegalKind.INFORMAL)

    def agreed(self) -> "MeetingQuerySet":
        """Return meetings outside the draft calendar of a municipal year, and meetings with a published agenda."""
        day = OuterRef("date")
        drafts = MunicipalYear.objects.filter(is_draft=True, starts__lte=day, ends__gte=day)
        versions = Meeting.versions.rel.related_model._default_manager.filter(meeting=OuterRef("pk"))
        return self.filter(~Exists(drafts) | Exists(versions))

    def readable_by(self, user: Visitor, on: dt.date) -> "MeetingQuerySet":
        """
        Return meetings that `user` may know of on that day.

        These are public meetings, and meetings of informal bodies on which the user sits. The desk gets all meetings,
        even meetings of a draft calendar.
        """
        who = standing_of(user, on)
        informal = Q(committee__kind=LegalKind.INFORMAL)
        return self if who.runs_the_desk else self.agreed().filter(~informal | Q(committee__in=who.seats))

    def stood_in_at(self, who: Standing) -> "MeetingQuerySet":
        """Return meetings that list `who` as a substitute, or to whose panel they are drawn (R69)."""
        if who.person is None:
            return self.none()
        listed = {"minutes__attendees__person": who.person, "minutes__attendees__capacity": "substitute"}
        substitute = Meeting.objects.filter(**listed).values("pk")
        drawn = PanelMember.objects.filter(person=who.person, meeting__committee__in=who.drawn).values("meeting")
        return self.filter(Q(pk__in=substitute) | Q(pk__in=drawn))

    def called_to(self, person: int | None) -> "MeetingQuerySet":
        """Return meetings without a panel, and those to whose panel the person with id `person` is drawn (R69)."""
        drawn = PanelMember.objects.filter(person=person).values("meeting")
        return self.filter(Q(committee__panel_size=None) | Q(pk__in=drawn))

    def formal(self) -> "MeetingQuerySet":
        """Return meetings that are no informal session and not cancelled (R26). The body may still be informal."""
        return self.filter(informal=False, cancelled_at__isnull=True)

    def upcoming(self, on: dt.date) -> "MeetingQuerySet":
        """Return meetings on or after `on`, soonest first, without cancelled meetings."""
        return self.filter(date__gte=on, cancelled_at__isnull=True).order_by("date", "starts")

    def past(self, on: dt.date) -> "MeetingQuerySet":
        """Return meetings before `on`, latest first."""
        return self.filter(date__lt=on).order_by("-date", "-starts")

    def unpublished(self) -> "MeetingQuerySet":
        """Return meetings whose agenda has not been published."""
        return self.filter(versions__isnull=True)

    def published(self) -> "MeetingQuerySet":
        """Return meetings whose agenda has been published."""
        return self.filter(versions__isnull=False).distinct()

    def begun(self) -> "MeetingQuerySet":
        """Return meetings whose minutes record a start: a time, an item that was reached, or a decision."""
        decided = Q(minutes__entries__resolutions__decided_at__isnull=False)
        reached = Q(minutes__entries__opened_at__isnull=False) | decided
        return self.filter(Q(minutes__began_at__isnull=False) | reached).distinct()

    def at(self, committee_slug: str, slug: str) -> "MeetingQuerySet":
        """Return the meeting with the committee's slug and its own slug, `2022-04-21` or `2022-04-21-2`; else none."""
        day, sequence = read_slug(slug)
        return self.filter(committee__slug=committee_slug, date=day, sequence=sequence)

    def moved_from(self, committee_slug: str, slug: str) -> "MeetingQuerySet":
        """Return the meeting that was moved and had these slugs before; none if no moved meeting ever had them."""
        day, sequence = read_slug(slug)
        moves = MeetingMove.objects.filter(old_date=day, old_sequence=sequence)
        return self.filter(committee__slug=committee_slug, pk__in=moves.values("meeting"))


def read_slug(slug: str) -> tuple[dt.date, int]:
    """Return the day and sequence in a meeting's slug; NO_MEETING for any other text."""
    parts = slug.split("-")
    sequence = parts[3] if len(parts) == 4 else "1"
    if len(parts) not in (3, 4) or not sequence.isascii() or not sequence.isdigit() or len(sequence) > 2:
        return NO_MEETING
    if len(parts) == 4 and int(sequence) < 2:
        return NO_MEETING
    try:
        day = dt.date.fromisoformat("-".join(parts[:3]))
    except ValueError:
        return NO_MEETING
    # Each meeting has exactly one URL: neither 2022-W16-4 nor 2022-04-21-02 is accepted.
    return (day, int(sequence)) if make_slug(day, int(sequence)) == slug else NO_MEETING


def make_slug(day: dt.date, sequence: int) -> str:
    """Return a meeting's slug for its URL: 2022-04-21, or 2022-04-21-2 for a committee's second meeting that day."""
    return day.isoformat() if sequence == 1 else f"{day.isoformat()}-{sequence}"


class Meeting(models.Model):
    """
    A meeting of a committee on a day.

    `sequence` distinguishes meetings of one committee on one day. The former URL of a re-arranged meeting is never
    given to another meeting. An `informal` session decides nothing and is outside Part VA of the LGA 1972.
    """

    part_of = "committee"
    # A verb that changes anything of a meeting locks the meeting first. A verb that changes the meeting's day locks the
    # committee before the meeting.
    is_locked_first = True
    locked_by = "committee"

    # Set only on meetings that certain queries return: `meetings.listing`, the desk's lists, the public pages.
    is_published: bool
    was_moved: bool
    is_decided: bool
    minutes_out: str | None
    standing: object
    papers_in: int
    papers_due: int
    open_comments: int
    is_recorded: bool
    has_large_print: bool
    has_background: bool
    has_copy_of_minutes: bool

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    date = models.DateField(db_index=True)
    sequence = models.PositiveSmallIntegerField(default=1, editable=False)
    starts = models.TimeField("start time")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="meetings", null=True, blank=True)
    informal = models.BooleanField("informal session", default=False)
    annual = models.BooleanField("annual meeting of the Council", default=False)
    webcast_url = models.URLField(blank=True, help_text="Only where it is not its committee's address.")
    note = models.CharField(max_length=250, blank=True, help_text="Shown with the meeting in calendars.")
    called_on = models.DateField(
        null=True, blank=True, help_text="Only where it is convened at shorter notice: the day it was called."
    )
    shorter_notice_reason = models.CharField(max_length=500, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = acted_by()
    cancelled_reason = models.CharField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When people were last emailed that it is moved or cancelled."
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["date", "starts"]
        indexes = [models.Index(fields=["date", "id"], name="meetings_by_day")]
        constraints = [
            once("one_meeting_an_address", "committee", "date", "sequence"),
            with_its_reason("cancelled", name="a_cancelled_meeting_has_its_reason"),
            rule("shorter_notice_has_its_reason", Q(called_on__isnull=True) | ~Q(shorter_notice_reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.committee} of {full_date(self.date)}"

    @property
    def is_public(self) -> bool:
        """True where the public calendar lists the meeting; makes a query."""
        return Meeting.objects.public().filter(pk=self.pk).exists()

    @property
    def slug(self) -> str:
        """The part of the URL that names the meeting: 2022-04-21."""
        return make_slug(self.date, self.sequence)

    @property
    def is_cancelled(self) -> bool:
        """True where the meeting is cancelled."""
        return self.cancelled_at is not None

    @property
    def webcast_address(self) -> str:
        """
        URL of the webcast, the meeting's own or its committee's; "" where there is none.

        A cancelled meeting has none, and an informal session only its own.
        """
        if self.is_cancelled or not self.committee.is_webcast:
            return ""
        return self.webcast_url or (self.committee.webcast_url if self.is_formal else "")

    @property
    def is_formal(self) -> bool:
        """True where Part VA applies, and the meeting can decide and sign."""
        return not self.informal and not self.committee.is_informal

    @property
    def remote_ground(self) -> str:
        """Enactment by which a member who attends by video is present at the meeting; "" where none is (R31)."""
        return Council.current().remote_ground_on(self.date)

    def seats_on(self, on: dt.date) -> SeatQuerySet:
        """Return the seats on that day of those who sit at the meeting: the committee, or the panel drawn (R69)."""
        seats = self.committee.seats.on(on)
        if self.committee.panel_size is None:
            return seats
        return seats.full_members().filter(person__in=self.panel.values("person"))

    def membership(self) -> SeatQuerySet:
        """Return the seats of those who sit at the meeting, without substitutes, by surname as on a front sheet."""
        return self.seats_on(self.date).full_members().by_surname()

    def seated(self) -> list[Seat]:
        """
        Return the seats of `membership`, with the offices of this meeting.

        In a panel, the chairman of the panel has the office, not that of the committee. These rows are not for saving.
        """
        seats = list(self.membership())
        if self.committee.panel_size is not None:
            chairs = set(self.panel.filter(chairs=True).values_list("person", flat=True))
            for seat in seats:
                seat.role = SeatRole.CHAIRMAN if seat.person_id in chairs else SeatRole.MEMBER
                seat.role_name = ""
        return seats

    def presiding(self, on: dt.date) -> list[Seat]:
        """Return the seats of those who preside: the Chairman, then Vice-Chairmen; of a panel, its chairman alone."""
        if self.committee.panel_size is None:
            offices = self.seats_on(on).presiding().order_by("role", "since", "pk")
            return list(offices.select_related("person__user"))
        chairs = self.panel.filter(chairs=True).values("person")
        return list(self.seats_on(on).filter(person__in=chairs).select_related("person__user"))

    @property
    def rearranged_from(self) -> dt.date | None:
        """The first value of `rearranged`: the previous day of a moved meeting, or None."""
        return self.rearranged[0]

    @property
    def rearranged_words(self) -> str:
        """The second value of `rearranged`: the changed details, as printed after "re-arranged from"."""
        return self.rearranged[1]

    @property
    def rearranged(self) -> tuple[dt.date | None, str]:
        """
        The previous day of a moved meeting, and the words to print: "21 April 2022, 10:00, Oak Room" (R54, R55).

        The words name only details that differ. A time or place that changed before publication is left out. The day is
        None where the meeting has kept its day; the words are "" where no detail is to be printed. Uses `was_moved` and
        `moves` as prefetched, else one query.
        """
        return self.rearranged_by(list(self.moves.all()) if getattr(self, "was_moved", True) else [])

    def rearranged_by(self, moves: Sequence["MeetingMove"]) -> tuple[dt.date | None, str]:
        """Return the day and words of `rearranged`, from all the meeting's moves in order."""
        by_day = [number for number, move in enumerate(moves) if move.old_date != move.new_date]
        since = moves[by_day[-1] :] if by_day else [move for move in moves if move.after_publication]
        if not since:
            return None, ""
        was = since[0]
        words = [full_date(was.old_date)] if was.old_date != self.date else []
        words += [clock_time(was.old_starts)] if was.old_starts != self.starts else []
        words += [str(was.old_venue)] if was.old_venue_id and was.old_venue_id != self.venue_id else []
        return was.old_date if by_day else None, ", ".join(words)


class PanelMember(models.Model):
    """Somebody drawn from the members of the committee to sit at one meeting (R69); one of them presides."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chairs = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            once("a_person_is_drawn_once_to_a_meeting", "meeting", "person"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(chairs=True), name="a_panel_has_one_chairman_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, drawn to the {self.meeting}"


class MeetingMove(models.Model):
    """A re-arrangement: the old day stays on record (R54), and the meeting's former URL shows a note."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="moves")
    old_date = models.DateField()
    old_sequence = models.PositiveSmallIntegerField()
    old_starts = models.TimeField()
    old_venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    new_date = models.DateField()
    new_starts = models.TimeField()
    reason = models.CharField(max_length=500)
    after_publication = models.BooleanField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            rule("a_move_has_its_reason", ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"moved from {full_date(self.old_date)} to {full_date(self.new_date)}"


class RemovedMeeting(models.Model):
    """
    A meeting removed from a day of the calendar, because it was entered for that day, or moved there, by mistake.

    The calendar had the meeting on that day since `entered_at`. This still counts (R02): a meeting entered again for
    the day is not called at shorter notice.
    """

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    date = models.DateField()
    starts = models.TimeField()
    informal = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["removed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.committee} of {full_date(self.date)}, removed"


class PreviewQuerySet(models.QuerySet["Preview"]):
    """Querysets of drafts sent for preview."""

    def readable_by(self, user: Visitor, on: dt.date) -> "PreviewQuerySet":
        """Return previews sent to `user`, who must still sit on the committee, while the agenda is unpublished."""
        who = standing_of(user, on)
        rows = self.filter(sent_to=who.person) if who.person is not None else self.none()
        return rows.filter(meeting__committee__in=who.seats, meeting__versions__isnull=True)


class Preview(models.Model):
    """A draft edition of the agenda that was sent for comments, with the people to whom it was sent."""

    part_of = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="previews")
    pack = models.ForeignKey("meetings.Pack", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_to = models.ManyToManyField(Person, related_name="previews")
    message = models.TextField(blank=True, max_length=2000)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"Draft of {self.meeting}, sent {full_date(self.sent_at)}"
