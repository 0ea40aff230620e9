"""Members' messages to the committee team before a meeting: attendance, a substitute, interests."""

from django.db import models
from django.db.models import F, Q

from committee.models import Person
from committee.models.rules import once, rule
from meetings.models.agenda import AgendaItem
from meetings.models.attendance import InterestKind
from meetings.models.meeting import Meeting


class AttendanceChoice(models.TextChoices):
    """A member's plan for a meeting."""

    COMING = "coming", "Can come"
    APOLOGIES = "apologies", "Sent apologies"
    SCREEN = "screen", "Will watch by screen"


class SubstituteReply(models.TextChoices):
    """State of a member's request to a substitute."""

    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Request withdrawn"


REPLY_WORDS = {
    "": "",
    SubstituteReply.ASKED: "{name} has been asked to be the substitute",
    SubstituteReply.ACCEPTED: "{name} has agreed to be the substitute",
    SubstituteReply.DECLINED: "{name} cannot be the substitute",
    SubstituteReply.WITHDRAWN: "{name} is no longer asked to be the substitute",
}
STANDING_REPLIES = (SubstituteReply.ASKED, SubstituteReply.ACCEPTED)


class AttendancePlanQuerySet(models.QuerySet["AttendancePlan"]):
    """Querysets of attendance plans."""

    def current(self) -> "AttendancePlanQuerySet":
        """Return plans for the meeting's present day, without those made before it moved to another day."""
        return self.filter(day=F("meeting__date"))


class AttendancePlan(models.Model):
    """
    One member's plan for one meeting, and the substitute whom the member asked.

    `day` is the meeting's day when the member made the plan. `reason` is only for the committee team. `replied_at` is
    the time of `reply`; while the request waits for a reply, the time of the request.
    """

    part_of = "meeting"
    words_kept = ("reason",)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance_plans")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendance_plans")
    day = models.DateField()
    choice = models.CharField(max_length=10, choices=AttendanceChoice)
    reason = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField()
    substitute = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="substitute_requests")
    reply = models.CharField(max_length=10, choices=SubstituteReply, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = AttendancePlanQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "person__surname", "person__forename", "pk"]
        constraints = [
            once("a_member_has_one_plan_a_meeting", "meeting", "person"),
            once("a_substitute_accepts_once_a_meeting", "meeting", "substitute", among=Q(reply="accepted")),
            rule("only_apologies_have_a_private_reason", Q(choice="apologies") | Q(reason="")),
            rule("only_who_is_away_has_a_substitute", Q(choice="apologies") | ~Q(reply__in=("asked", "accepted"))),
            rule(
                "a_request_names_its_substitute",
                Q(reply="", substitute__isnull=True, replied_at__isnull=True)
                | (~Q(reply="") & Q(substitute__isnull=False, replied_at__isnull=False)),
            ),
            rule("nobody_substitutes_for_themselves", Q(substitute__isnull=True) | ~Q(substitute=F("person"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} at the {self.meeting}"

    @property
    def is_current(self) -> bool:
        """True where the meeting is still on the day for which the plan was made."""
        return self.day == self.meeting.date

    @property
    def has_request(self) -> bool:
        """True while a substitute is asked, or has accepted."""
        return self.reply in STANDING_REPLIES

    @property
    def request_words(self) -> str:
        """State of the request in words: Sue Substitute has agreed to be the substitute; "" without a request."""
        return REPLY_WORDS[self.reply].format(name=self.substitute)


class InterestNotice(models.Model):
    """
    A member's notice of an interest in an item before the meeting. It is not a declaration in law.

    SECURITY: only the member and the desk read it (R35). It is deleted after the meeting.
    """

    part_of = "item"
    words_kept = ("nature",)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="interest_notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="interest_notices")
    kind = models.CharField(max_length=15, choices=InterestKind)
    nature = models.TextField(max_length=1000, blank=True)
    sensitive = models.BooleanField(default=False)
    registered = models.BooleanField("in the register already", default=True)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["item__position", "person__surname", "pk"]
        constraints = [
            once("one_interest_notice_an_item", "item", "person"),
            rule("an_interest_notice_says_its_nature", Q(sensitive=True) | ~Q(nature="")),
        ]

    def __str__(self) -> str:
        return f"interest of {self.person} at the {self.item.meeting}"
