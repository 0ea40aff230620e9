"""The call for evidence of a review: a public page that opens and closes by itself, and the answers to it."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from committee.models.rules import rule
from reviews.models.choices import State
from reviews.models.evidence import Evidence, EvidenceFile
from reviews.models.review import Review


class CallForEvidenceQuerySet(models.QuerySet["CallForEvidence"]):
    """Queries of calls for evidence."""

    def public(self) -> "CallForEvidenceQuerySet":
        """Return calls of public reviews."""
        return self.filter(review__in=Review.objects.public())

    def begun(self, on: dt.date) -> "CallForEvidenceQuerySet":
        """Return public calls whose first day has come, including closed calls."""
        return self.public().filter(opens_on__lte=on)


class CallForEvidence(models.Model):
    """A panel's question to the public, with the first and the last day for answers."""

    part_of = "review"
    review = models.OneToOneField(Review, models.PROTECT, related_name="call")
    text = models.TextField("what is asked", max_length=4000)
    opens_on = models.DateField("first day")
    closes_on = models.DateField("last day")
    kept_days = models.PositiveSmallIntegerField(default=90, help_text="Days after which an answer is forgotten.")

    objects = CallForEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calls for evidence"
        constraints = [
            rule(
                "a_call_for_evidence_closes_after_it_opens",
                Q(closes_on__gte=F("opens_on")),
                "The last day must not be before the first.",
            ),
            rule(
                "answers_to_a_call_are_kept_a_week_to_two_years",
                Q(kept_days__gte=7, kept_days__lte=730),
                "Keep answers for 7 to 730 days.",
            ),
        ]

    def __str__(self) -> str:
        return f"Call for evidence: {self.review}"

    def is_open_on(self, day: dt.date) -> bool:
        """Return whether the call takes answers on the day `day`. A call of an abandoned review takes none."""
        return self.review.state != State.ABANDONED and self.opens_on <= day <= self.closes_on


class CallAnswer(models.Model):
    """
    Answer to a call for evidence. Only scrutiny officers read an answer, until they take the answer over as evidence.

    A forgotten answer has no name, address, words or reason. Its reference, its days and its `state` stay.
    """

    part_of = "call"
    words_kept = ("reference", "name", "post", "body", "text", "reason")

    class State(models.TextChoices):
        """State of an answer to a call."""

        WAITING = "waiting", "To be read"
        SUSPECT = "suspect", "Set aside as suspect"
        TAKEN = "taken", "Used as evidence"
        REJECTED = "rejected", "Not used"

    call = models.ForeignKey(CallForEvidence, models.PROTECT, related_name="answers")
    reference = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    post = models.CharField(max_length=150, blank=True)
    body = models.CharField(max_length=150, blank=True)
    text = models.TextField(blank=True, max_length=10000)
    is_named = models.BooleanField("may be named", default=False)
    may_be_published = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField("why it is not taken over", max_length=400, blank=True)
    sent_at = models.DateTimeField()
    forget_on = models.DateField()
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["call", "pk"]
        constraints = [
            rule(
                "a_forgotten_answer_to_a_call_holds_nothing",
                Q(forgotten_on__isnull=True) | Q(name="", email="", post="", body="", text="", reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Answer {self.reference}"


class CallAnswerFile(models.Model):
    """A file that came with an answer to a call. The row is deleted once the file is evidence or is forgotten."""

    part_of = "file"
    answer = models.ForeignKey(CallAnswer, models.CASCADE, related_name="files")
    file = models.OneToOneField(EvidenceFile, models.PROTECT, related_name="of_answer")

    class Meta:
        ordering = ["answer", "pk"]

    def __str__(self) -> str:
        return str(self.file)


class TakenOver(models.Model):
    """A piece of evidence that was taken over from an answer."""

    part_of = "evidence"
    answer = models.ForeignKey(CallAnswer, models.PROTECT, related_name="taken_over")
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="taken_from")

    class Meta:
        ordering = ["answer", "evidence"]
        verbose_name_plural = "taken over"

    def __str__(self) -> str:
        return f"{self.evidence} from {self.answer}"
