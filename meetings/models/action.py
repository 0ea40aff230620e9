"""Actions with their reminders and answers; approved absences and attendances elsewhere; background documents."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from committee.models import Person, StoredFile, Visitor, standing_of
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from committee.wording.dates import full_date
from meetings.models.agenda import AgendaItem
from meetings.models.attendance import Declaration
from meetings.models.meeting import Meeting
from meetings.models.minutes import PUBLISHED_STATES, Minute, Minutes, minute_is_down
from meetings.models.paper import Paper, PaperFile
from meetings.models.resolution import Limb
from meetings.models.takedown import MayBeDown
from meetings.models.withheld import Access

OVERDUE = "Overdue"


class ActionState(models.TextChoices):
    """State of an action."""

    OPEN = "open", "Not answered yet"
    ANSWERED = "answered", "Answered, to be reported"
    CLOSED = "closed", "Closed"


class ActionQuerySet(models.QuerySet["Action"]):
    """Querysets of actions."""

    def readable_by(self, user: Visitor, on: dt.date) -> "ActionQuerySet":
        """Return actions that `user` may read: public actions and those that `user` owns; for the desk, all actions."""
        who = standing_of(user, on)
        if who.runs_the_desk:
            return self
        public = Q(pk__in=Action.objects.public().values("pk"))
        return self.filter(public if who.person is None else public | Q(owner=who.person))

    def public(self) -> "ActionQuerySet":
        """
        Return actions that anybody may read: asked for in open, published minutes, or elsewhere (`asked_in`).

        Withheld actions are left out, and so are actions asked for elsewhere on an item with a withheld minute.
        """
        # Subqueries, because PostgreSQL takes longer to plan a join of eight tables than to run the join, and would run
        # an EXISTS twice.
        minute = Limb.objects.filter(pk=OuterRef("limb")).values("resolution__minute__access")
        minutes = Minutes.objects.filter(meeting=OuterRef("meeting")).order_by().values("state")
        of_item = Minute.objects.filter(item=OuterRef("item")).order_by().values("access")
        rows = self.alias(
            minute_access=Subquery(minute.order_by()),
            minutes_state=Subquery(minutes),
            access_beside=Coalesce(Subquery(of_item), Value(Access.OPEN)),
        )
        by_minute = Q(minute_access=Access.OPEN, minutes_state__in=PUBLISHED_STATES)
        beside = ~Q(asked_in="") & Q(access_beside=Access.OPEN)
        return rows.filter(by_minute | beside, withheld=False)

    def owed(self) -> "ActionQuerySet":
        """Return actions not yet answered."""
        return self.filter(state=ActionState.OPEN)

    def unfinished(self) -> "ActionQuerySet":
        """Return actions not yet closed. Each agenda reports an action until the action is closed."""
        return self.exclude(state=ActionState.CLOSED)

    def overdue(self, on: dt.date) -> "ActionQuerySet":
        """Return unanswered actions that were due before `on`."""
        return self.owed().filter(due_on__lt=on)

    def owned_by(self, person: Person) -> "ActionQuerySet":
        """Return actions that `person` owns."""
        return self.filter(owner=person)


class Action(models.Model):
    """
    Something asked of somebody: by a limb of a resolution, by law after a declaration (R34), or elsewhere.

    - `asked_in`: where a request was made elsewhere, such as "Work programme 2021/22: Young Carers". Anybody may read
      such a request immediately, unless the request or the minute of its `item` is withheld
    - `owner` and `due_on`: may be empty
    - `text`: the request, as a sentence without a stop
    """

    part_of = "meeting"
    words_kept = ("owner_body", "evidence")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    limb = models.OneToOneField(Limb, models.PROTECT, null=True, blank=True, related_name="action")
    declaration = models.OneToOneField(Declaration, models.PROTECT, null=True, blank=True, related_name="action")
    asked_in = models.CharField(
        max_length=300, blank=True, help_text="Where it was asked, if neither by a limb nor after a declaration."
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions_beside",
        help_text="The item of the agenda of which it was asked elsewhere: what its minute withholds is withheld here.",
    )
    text = models.TextField(max_length=4000)
    withheld = models.BooleanField(default=False, help_text="Never shown to the public.")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="actions")
    owner_body = models.CharField(max_length=120, blank=True)
    owner_since = models.DateField(
        null=True, blank=True, help_text="On which day its present owner was asked; empty while nobody was."
    )
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = acted_by()
    evidence = models.CharField(max_length=1000, blank=True, help_text="What shows that it was done.")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            rule(
                "an_action_was_asked_in_one_place",
                Q(limb__isnull=False, declaration__isnull=True, asked_in="")
                | Q(limb__isnull=True, declaration__isnull=False, asked_in="")
                | (Q(limb__isnull=True, declaration__isnull=True) & ~Q(asked_in="")),
            ),
            rule("an_action_of_an_item_was_asked_elsewhere", Q(item__isnull=True) | ~Q(asked_in="")),
            rule(
                "a_closed_action_has_its_evidence",
                ~Q(state="closed") | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(evidence="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    @property
    def clause(self) -> str:
        """The request as a clause: "that figures be sent" for a part of a resolution, else as entered."""
        return f"that {self.text}" if self.limb_id else self.text

    @property
    def answerable(self) -> str:
        """Printed name of the owner or the body that must answer; "" while there is none."""
        return self.owner.printed_name if self.owner else self.owner_body

    @property
    def asked_on(self) -> dt.date:
        """The day of the request: the day of the meeting, or for a request made elsewhere, the day of that request."""
        return timezone.localdate(self.opened_at) if self.asked_in else self.meeting.date

    @property
    def assigned_on(self) -> dt.date | None:
        """The day on which the present owner was asked; None if that day is `asked_on`, or if there is no owner."""
        later = self.owner_since is not None and self.owner_since != self.asked_on
        return self.owner_since if later and self.answerable else None

    @property
    def is_private(self) -> bool:
        """True where the action is never public: the action or its minute is withheld, or an interest led to it."""
        if self.limb is not None:
            return self.withheld or self.limb.resolution.minute.is_withheld
        minute = getattr(self.item, "minute", None)
        return self.withheld or not self.asked_in or (minute is not None and minute.is_withheld)

    def standing(self, on: dt.date) -> str:
        """Return the state of the action on the day `on`, in words: Overdue, Not answered yet, Answered or Closed."""
        if self.is_overdue(on):
            return OVERDUE
        return "Answered" if self.state == ActionState.ANSWERED else self.get_state_display()

    def is_overdue(self, on: dt.date) -> bool:
        """Return whether the action is still open and its due day has passed."""
        return self.state == ActionState.OPEN and self.due_on is not None and self.due_on < on


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Querysets of answers."""

    def public(self) -> "AnswerQuerySet":
        """
        Return answers that anybody may read: to public actions, and not withheld.

        Answers that are taken down are left out, and so are answers to a minute while the minute is down (R60). The
        document of an answer may still be the file of a withheld paper: see `with_open_document`.
        """
        rows = self.filter(withheld=False, is_down=False, action__in=Action.objects.public())
        down = minute_is_down("action__limb__resolution__minute__") | minute_is_down("action__item__minute__")
        return rows.exclude(down)

    def with_open_document(self) -> "AnswerQuerySet":
        """Return answers with a document that is not the file of a withheld paper of any meeting (R16)."""
        return self.filter(stored__isnull=False).exclude(of_withheld_papers())

    def readable_by(self, user: Visitor, on: dt.date) -> "AnswerQuerySet":
        """
        Return answers that `user` may read: public answers, answers that the user gave, and answers not withheld to
        actions that the user owns; for the desk, all answers.
        """
        who = standing_of(user, on)
        if who.runs_the_desk:
            return self
        rows = Q(pk__in=Answer.objects.public().values("pk"))
        if who.user is not None:
            rows |= Q(answered_by=who.user)
        if who.person is not None:
            rows |= Q(withheld=False, action__owner=who.person)
        return self.filter(rows)


class Answer(MayBeDown):
    """An answer to an action: words, a document, or both."""

    part_of = "action"
    words_emptied = ("document_title",)
    # Annotation that the front page's query sets: the number of the minute that asked for the action.
    minute_number: int | None

    action = models.ForeignKey(Action, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True, max_length=10_000)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    document_title = models.CharField(max_length=250, blank=True)
    pages = models.PositiveIntegerField(default=0)
    tagged = models.BooleanField(default=False)
    withheld = models.BooleanField(default=False, help_text="For members alone.")
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_in = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="answers_reported")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        indexes = [models.Index(fields=["-answered_at", "-id"], name="answers_latest_first")]
        constraints = [
            rule("an_answer_has_words_or_a_document", ~Q(text="") | Q(stored__isnull=False)),
            rule("an_answers_document_has_a_title", Q(stored__isnull=True) | ~Q(document_title="")),
        ]

    def __str__(self) -> str:
        return f"answer of {full_date(self.answered_at)} to: {self.action}"


class Reminder(models.Model):
    """An e-mail that reminded somebody of an action."""

    part_of = "action"
    action = models.ForeignKey(Action, models.PROTECT, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    failure = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.user} was reminded of: {self.action}"


class AbsenceApproval(models.Model):
    """A reason for a councillor's absence that the council approved before six months had passed (LGA 1972 s.85(1))."""

    locked_by = "person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences_approved")
    approved_on = models.DateField()
    until = models.DateField(help_text="The last day that the approval covers.")
    reason = models.CharField(max_length=250)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["person", "approved_on"]
        constraints = [rule("an_approval_covers_days_to_come", Q(until__gte=models.F("approved_on")))]

    def __str__(self) -> str:
        return f"absence of {self.person} approved until {full_date(self.until)}"


class AttendanceElsewhere(models.Model):
    """
    A councillor's attendance as a member at a body that is not minuted here (LGA 1972 s.85(1)-(2)).

    `counts_as` is the legal reason why the attendance counts for the six months; empty on rows older than this field.
    """

    class CountsAs(models.TextChoices):
        """The legal reason why a meeting counts: an informal session never counts (R36)."""

        FUNCTIONS = "functions", "A joint committee, or another body that discharges functions of the council"
        OUTSIDE = "outside", "An outside body on which they represent the council"

    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances_elsewhere")
    body = models.CharField(max_length=120)
    counts_as = models.CharField("what the body is", max_length=10, choices=CountsAs)
    attended_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "attendances elsewhere"
        ordering = ["-attended_on", "pk"]
        constraints = [
            rule("an_attendance_elsewhere_names_its_body", ~Q(body="")),
            once("an_attendance_elsewhere_is_recorded_once", "person", "body", "attended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.body} on {full_date(self.attended_on)}"


class BackgroundDocumentQuerySet(models.QuerySet["BackgroundDocument"]):
    """Querysets of background documents."""

    def public(self) -> "BackgroundDocumentQuerySet":
        """
        Return background documents of open, published papers (LGA 1972 s.100D).

        SECURITY: documents of a paper withheld after publication are left out. So is a document with the same file as
        a withheld paper of any meeting, or as a background document of a withheld paper (R16). So are documents that
        are taken down (R60).
        """
        return self.filter(is_down=False, paper__in=Paper.objects.public()).exclude(of_withheld_papers())

    def readable_by(self, user: Visitor, on: dt.date) -> "BackgroundDocumentQuerySet":
        """Return the documents that `user` may read: for the desk all documents, for anybody else the public ones."""
        return self if standing_of(user, on).runs_the_desk else self.public()


def of_withheld_papers() -> Q:
    """
    Return the condition that `stored` is a file of a withheld paper, or of a background document of such a paper.

    Papers of all meetings count, with all files that they have had.
    """
    papers = PaperFile.objects.exclude(paper__access=Access.OPEN).values("stored")
    rested_on = BackgroundDocument.objects.exclude(paper__access=Access.OPEN).values("stored")
    return Q(stored__in=papers) | Q(stored__in=rested_on)


class BackgroundDocument(MayBeDown):
    """A background paper as a file, kept for four years from the meeting (R22, LGA 1972 s.100D(2))."""

    part_of = "paper"
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="background_documents")
    title = models.CharField(max_length=250)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    fingerprint = models.BinaryField(
        default=b"",
        blank=True,
        help_text="What the leak gate knows it by once its paper is withheld (see packs/fingerprint.py).",
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = BackgroundDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["paper", "pk"]
        constraints = [rule("a_background_document_has_a_title", ~Q(title=""))]

    def __str__(self) -> str:
        return f"{self.title} (background to {self.paper})"
