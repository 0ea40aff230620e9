"""The two notices that a meeting of the executive is to be held in private (R58, SI 2012/2089 reg 5)."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from committee.law.executive import PrivateNotices
from committee.models import Person
from committee.models.rules import once, rule
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting, MeetingMove, with_its_reason

USER = settings.AUTH_USER_MODEL


def _all_or_none(*names: str) -> Q:
    empty, full = ({f"{name}__isnull": isnull for name in names} for isnull in (True, False))
    return Q(**empty) | Q(**full)


class PrivateNoticeQuerySet(models.QuerySet["PrivateNotice"]):
    """Querysets of notices of private meetings."""

    def public(self) -> "PrivateNoticeQuerySet":
        """Return notices of which the first notice, or an agreement in its place, is published."""
        return self.filter(Q(first_published_at__isnull=False) | Q(agreed_on__isnull=False))

    def standing(self) -> "PrivateNoticeQuerySet":
        """Return notices not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def to_come(self, on: date) -> "PrivateNoticeQuerySet":
        """Return `standing` notices of meetings on or after the day `on` that are not cancelled."""
        return self.standing().filter(meeting__date__gte=on, meeting__cancelled_at__isnull=True)


class PrivateNotice(models.Model):
    """
    Notice that a meeting of the executive, or its part on one matter, is to be held in private, with the reasons.

    The first notice, with `matter` and `reasons`, is published at least 28 clear days before the meeting. The second,
    with the reasons, the representations received and the response, is published at least five clear days before. An
    agreement of the competent office holder may replace either notice (reg 5(6)), and is published with its reasons
    (reg 5(7)). An agreement recorded by mistake is struck out and stays on record. Everybody may read a public notice
    whole, so it holds nothing exempt. Only a takedown changes published text (`triggers/private_notices.py`).
    """

    part_of = "meeting"

    class AgreedAs(models.TextChoices):
        """The office in which somebody agreed, in the order of the law."""

        SCRUTINY = "scrutiny", "Chairman of the overview and scrutiny committee"
        COUNCIL = "council", "Chairman of the Council"
        VICE = "vice", "Vice-Chairman of the Council"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="private_notices")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="private_notices")
    matter = models.CharField("what is to be heard in private", max_length=250)
    reasons = models.TextField("why it is to be heard in private", max_length=2000)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    first_published_at = models.DateTimeField(null=True, blank=True)
    first_published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    # The first day that leaves 28 clear days after the first notice, as the days were counted at its publication.
    may_meet_from = models.DateField(null=True, blank=True, help_text="28 clear days on, by the reading of its day.")
    representations = models.TextField("representations received", blank=True, max_length=4000)
    response = models.TextField("response to them", blank=True, max_length=4000)
    second_published_at = models.DateTimeField(null=True, blank=True)
    second_published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_as = models.CharField(max_length=10, choices=AgreedAs, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_reasons = models.TextField("why it cannot reasonably be deferred", blank=True, max_length=2000)
    agreement_struck_on = models.DateField(
        null=True, blank=True, help_text="When it was found that the agreement had been recorded by mistake."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    objects = PrivateNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__date", "pk"]
        constraints = [
            rule("a_private_notice_says_what_is_private_and_why", ~Q(matter="") & ~Q(reasons="")),
            rule(
                "a_first_notice_has_its_publisher_and_its_day",
                _all_or_none("first_published_at", "first_published_by", "may_meet_from"),
            ),
            rule(
                "a_second_notice_follows_the_first_with_the_response",
                Q(second_published_at__isnull=True, second_published_by__isnull=True)
                | (
                    Q(
                        first_published_at__isnull=False,
                        second_published_at__isnull=False,
                        second_published_by__isnull=False,
                    )
                    & ~Q(representations="")
                    & ~Q(response="")
                ),
            ),
            rule(
                "an_agreement_to_meet_in_private_has_its_reasons",
                Q(agreed_by__isnull=True, agreed_as="", agreed_on__isnull=True, agreed_reasons="")
                | (Q(agreed_by__isnull=False, agreed_on__isnull=False) & ~Q(agreed_as="") & ~Q(agreed_reasons="")),
            ),
            rule(
                "an_agreement_that_is_struck_was_published",
                Q(agreement_struck_on__isnull=True) | Q(agreed_on__isnull=False),
            ),
            with_its_reason("withdrawn", name="a_withdrawn_private_notice_has_its_reason"),
            once(
                "an_item_has_one_private_notice",
                "item",
                among=Q(withdrawn_at__isnull=True),
                sentence="Another notice is for that item.",
            ),
        ]

    def __str__(self) -> str:
        return f"private notice of {self.matter}"

    @property
    def is_public(self) -> bool:
        """True where the first notice, or an agreement in its place, is published."""
        return self.first_published_at is not None or self.agreed_on is not None

    @property
    def is_agreed(self) -> bool:
        """True where an agreement to meet in private is recorded, and the agreement is not struck out."""
        return self.agreed_on is not None and self.agreement_struck_on is None

    @cached_property
    def moves(self) -> list[MeetingMove]:
        """
        Return the moves of the meeting to another day since the notice or agreement was published, in order.

        Each move is shown with the notice. Uses the meeting's `moves` as prefetched, else one query.
        """
        return [move for move in self.meeting.moves.all() if move.old_date != move.new_date and self._was_out(move)]

    def _was_out(self, move: MeetingMove) -> bool:
        """Return whether the notice was public when the meeting moved; an agreement has only a day, not a time."""
        if self.first_published_at and self.first_published_at < move.moved_at:
            return True
        return self.agreed_on is not None and self.agreed_on <= timezone.localdate(move.moved_at)

    @property
    def given_for(self) -> date:
        """The day of the meeting as published with the notice, even where the meeting was moved later."""
        return self.moves[0].old_date if self.moves else self.meeting.date

    @property
    def given(self) -> PrivateNotices:
        """Days of the notices, the agreement and the last move, for `committee.law.executive.why_not_in_private`."""
        first, second = self.first_published_at, self.second_published_at
        agreed = self.agreed_on if self.is_agreed else None
        moved = _day(self.moves[-1].moved_at) if self.moves else None
        return PrivateNotices(_day(first), self.may_meet_from, _day(second), agreed, moved)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None
