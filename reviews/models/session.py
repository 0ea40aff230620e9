"""Evidence sessions of a review, its witnesses, their invitations, and a panel's own requests for information."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from committee.models import Person
from committee.models.rules import once, rule
from reviews.models.review import Panellist, Review
from workprogramme.models import DocumentRequest


class WitnessQuerySet(models.QuerySet["Witness"]):
    """Queries of witnesses."""

    def public(self) -> Self:
        """Return witnesses of public reviews who were heard or sent evidence. The public reads `name_for_public`."""
        heard = Q(sent_evidence=True) | Q(invitations__came__in=("person", "video"))
        return self.filter(heard, review__in=Review.objects.public()).distinct()

    def to_forget(self) -> Self:
        """Return witnesses with a contact, or with a name that the witness has not agreed to publish."""
        return self.filter(~Q(contact="") | Q(~Q(name=""), may_be_named=False))


class Witness(models.Model):
    """
    Somebody who is asked for evidence: a person of the register, a named person from outside, or a group.

    A group stands for children or service users. Their names are never stored. The panel and scrutiny planners read
    `name` and `contact`. The name is public only with the witness's consent. On `forget_on` the contact is deleted. The
    name is deleted too, unless the witness agreed to be named.
    SECURITY: `str` of this row goes onto the trail. The trail is never deleted, so `str` contains no name.
    """

    part_of = "review"
    words_emptied, words_kept = ("body",), ("contact",)
    review = models.ForeignKey(Review, models.PROTECT, related_name="witnesses")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200)
    body = models.CharField(max_length=200, blank=True)
    is_group = models.BooleanField("a group, without names", default=False)
    may_be_named = models.BooleanField("agrees to be named in public", default=False)
    contact = models.CharField(max_length=300, blank=True)
    sent_evidence = models.BooleanField("sent evidence without being heard", default=False)
    forget_on = models.DateField()
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = WitnessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "witnesses"
        ordering = ["review", "body", "post", "pk"]
        constraints = [
            rule(
                "a_group_of_witnesses_has_no_names",
                Q(is_group=False) | Q(name="", person__isnull=True, may_be_named=False, contact=""),
                "A group stands for children or service users: leave name and contact out.",
            ),
            rule(
                "a_witness_of_the_register_is_named_there",
                Q(person__isnull=True) | Q(name=""),
                "Choose somebody of the register, or enter a name: not both.",
            ),
            rule(
                "who_agrees_to_be_named_has_a_name",
                Q(may_be_named=False) | ~Q(name="") | Q(person__isnull=False),
                "Enter the name of whoever agrees to be named.",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.post, self.body]))

    @property
    def full_name(self) -> str:
        """Name of the witness, for the desk and the panel; "" where none is stored."""
        return str(self.person) if self.person else self.name

    @property
    def gave_evidence(self) -> bool:
        """True where the witness was heard at a session or sent evidence. Such a witness is not removed."""
        return self.sent_evidence or any(invitation.was_heard for invitation in self.invitations.all())

    @property
    def named(self) -> str:
        """Name, post and body, for the desk and the panel."""
        return ", ".join(filter(None, [self.full_name, str(self)]))

    @property
    def name_for_public(self) -> str:
        """Public description of the witness. SECURITY: post and body, and the name only where the witness agreed."""
        return self.named if self.may_be_named and not self.is_group else str(self)


class SessionKind(models.TextChoices):
    """Kind of an evidence session."""

    SESSION = "session", "Evidence session"
    VISIT = "visit", "Visit"
    DESK = "desk", "Desk work"


class Reply(models.TextChoices):
    """Reply to an invitation."""

    NONE = "none", "No reply yet"
    COMING = "coming", "Will come"
    DECLINED = "declined", "Will not come"
    WRITES = "writes", "Sends evidence instead"


class Came(models.TextChoices):
    """Attendance of somebody who was invited."""

    UNKNOWN = "unknown", "Not recorded yet"
    IN_PERSON = "person", "In person"
    BY_VIDEO = "video", "By video"
    ABSENT = "absent", "Did not come"


HEARD = (Came.IN_PERSON, Came.BY_VIDEO)


class EvidenceSessionQuerySet(models.QuerySet["EvidenceSession"]):
    """Queries of evidence sessions. Only `public()` leaves out sessions of unpublished reviews."""

    def public(self, on: dt.date) -> Self:
        """Return sessions of public reviews that took place by that day or are open to the public."""
        return self.filter(Q(on__lte=on) | Q(is_open=True), review__in=Review.objects.public())


class EvidenceSession(models.Model):
    """A day on which a panel gathers evidence. A session is not a committee meeting and decides nothing."""

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=10, choices=SessionKind, default=SessionKind.SESSION)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField("open to the public", default=False)

    objects = EvidenceSessionQuerySet.as_manager()

    class Meta:
        ordering = ["review", "on", "pk"]
        constraints = [
            rule(
                "an_open_session_has_its_place",
                Q(is_open=False) | ~Q(place=""),
                "Enter the place: the public may come.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Invitation(models.Model):
    """
    Invitation of a witness to a session, with their reply and attendance.

    A witness who is required to attend gets notice in writing on `notice_on`. While `notice_on` is empty, the desk is
    warned (R45).
    """

    part_of = "session"
    session = models.ForeignKey(EvidenceSession, models.PROTECT, related_name="invitations")
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="invitations")
    invited_on = models.DateField(null=True, blank=True)
    is_required = models.BooleanField("required to attend", default=False)
    notice_on = models.DateField(null=True, blank=True, help_text="The day on which notice was given in writing.")
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.NONE)
    came = models.CharField(max_length=10, choices=Came, default=Came.UNKNOWN)

    class Meta:
        ordering = ["session", "witness__body", "witness__post", "pk"]
        constraints = [once("a_witness_is_invited_to_a_session_once", "session", "witness")]

    def __str__(self) -> str:
        return f"Invitation of {self.witness}"

    @property
    def status_words(self) -> str:
        """Attendance of the witness; the reply until the attendance is recorded."""
        return self.get_reply_display() if self.came == Came.UNKNOWN else self.get_came_display()

    @property
    def was_heard(self) -> bool:
        """True where the witness gave evidence at the session, in person or by video."""
        return self.came in HEARD


class Question(models.Model):
    """A question that the panel agreed to ask at a session. `asked_by` and `witness` may be empty."""

    part_of = "session"
    session = models.ForeignKey(EvidenceSession, models.PROTECT, related_name="questions")
    text = models.TextField("question", max_length=1000)
    asked_by = models.ForeignKey(Panellist, models.SET_NULL, null=True, blank=True, related_name="questions")
    witness = models.ForeignKey(Witness, models.PROTECT, null=True, blank=True, related_name="questions")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["session", "position", "pk"]
        constraints = [rule("a_question_asks_something", ~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:120]


class InformationRequest(models.Model):
    """
    A panel's request for information. A session has no minutes, so such a request is not opened as an action.

    Where a member has asked the executive for the document in their own right (R46), `document_request` links the
    member's request, and the due day of that request counts.
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="information_requests")
    what = models.TextField("what is asked for", max_length=1000)
    of_whom = models.CharField("of whom", max_length=200)
    asked_on = models.DateField()
    wanted_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=4000)
    document_request = models.ForeignKey(DocumentRequest, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["review", "asked_on", "pk"]
        constraints = [
            rule(
                "information_is_answered_after_it_is_asked_for",
                Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                "It cannot have been answered before it was asked for.",
            )
        ]

    def __str__(self) -> str:
        return self.what[:120]

    @property
    def due_on(self) -> dt.date | None:
        """Due day of the linked request for a document (the tenth clear day); without such a request, `wanted_by`."""
        return self.document_request.due_on if self.document_request else self.wanted_by

    @property
    def came_on(self) -> dt.date | None:
        """Day of the answer to this request, or to the linked request for a document."""
        request = self.document_request
        return self.answered_on or (request.answered_on if request else None)

    def is_late(self, on: dt.date) -> bool:
        """Return whether the due day is over and no answer came."""
        return self.came_on is None and self.due_on is not None and self.due_on < on
