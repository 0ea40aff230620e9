"""Evidence sessions of a review, who is invited to them, and what they are asked."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from reviews.models.panellist import Panellist
from reviews.models.review import Review
from reviews.models.witness import Witness


class SessionKind(models.TextChoices):
    """How evidence is taken."""

    SESSION = "session", "Evidence session"
    VISIT = "visit", "Visit"
    DESK = "desk", "Desk work"


class Reply(models.TextChoices):
    """What whoever was invited answered."""

    NONE = "none", "No reply yet"
    COMING = "coming", "Will come"
    DECLINED = "declined", "Will not come"
    WRITES = "writes", "Sends evidence instead"


class Came(models.TextChoices):
    """Whether whoever was invited was heard."""

    UNKNOWN = "unknown", "Not recorded yet"
    IN_PERSON = "person", "In person"
    BY_VIDEO = "video", "By video"
    ABSENT = "absent", "Did not come"


HEARD = (Came.IN_PERSON, Came.BY_VIDEO)


class EvidenceSessionQuerySet(models.QuerySet["EvidenceSession"]):
    """Sentences about evidence sessions. Those of a review that is not published must be asked for by name."""

    def public(self, on: dt.date) -> Self:
        """Those of published reviews that anybody may read of: held by that day, or open to the public."""
        return self.filter(Q(on__lte=on) | Q(is_open=True), review__in=Review.objects.public())


class EvidenceSession(models.Model):
    """A day on which a panel gathers evidence. It is no meeting of a committee and decides nothing."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=10, choices=SessionKind, default=SessionKind.SESSION)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField("open to the public", default=False)

    objects = EvidenceSessionQuerySet.as_manager()

    class Meta:
        ordering = ["review", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False) | ~Q(place=""),
                name="an_open_session_has_its_place",
                violation_error_message="Enter the place: the public may come.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Invitation(models.Model):
    """
    That a witness is invited to a session, what they replied, and whether they came.

    Who is required to attend has notice of it in writing (`notice_on`), or the desk is warned (R45).
    """

    session = models.ForeignKey(EvidenceSession, models.PROTECT, related_name="invitations")
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="invitations")
    invited_on = models.DateField(null=True, blank=True)
    is_required = models.BooleanField("required to attend", default=False)
    notice_on = models.DateField(null=True, blank=True, help_text="The day on which notice was given in writing.")
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.NONE)
    came = models.CharField(max_length=10, choices=Came, default=Came.UNKNOWN)

    class Meta:
        ordering = ["session", "witness__body", "witness__post", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "witness"], name="a_witness_is_invited_to_a_session_once")
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.witness}"

    @property
    def status_words(self) -> str:
        """Whether the witness came, once that is recorded; before it what they replied."""
        return self.get_reply_display() if self.came == Came.UNKNOWN else self.get_came_display()

    @property
    def was_heard(self) -> bool:
        """Whether the witness gave evidence there, in person or by video."""
        return self.came in HEARD


class Question(models.Model):
    """A question that the panel agreed to ask at a session: by whom of it, and to which witness, where that is said."""

    session = models.ForeignKey(EvidenceSession, models.PROTECT, related_name="questions")
    text = models.TextField("question", max_length=1000)
    asked_by = models.ForeignKey(Panellist, models.SET_NULL, null=True, blank=True, related_name="questions")
    witness = models.ForeignKey(Witness, models.PROTECT, null=True, blank=True, related_name="questions")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["session", "position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something")]

    def __str__(self) -> str:
        return self.text[:120]
