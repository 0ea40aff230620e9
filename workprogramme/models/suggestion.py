"""Suggestions: the suggester (private, and erased in time), and the questions by which a committee weighs them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from committee.models import Committee
from committee.models.rules import once, rule
from workprogramme.models.item import ProgrammeItem

# Points and words of the answers to a question. AGAINST is for a question whose “Yes” counts against the suggestion.
# AGAINST once had an answer of 2 points. Old scores of 2 points are shown as “Partly” (see ANSWERED).
FOR = ((0, "No"), (1, "A little"), (2, "Mostly"), (3, "Yes"))
AGAINST = ((3, "No"), (1, "Partly"), (0, "Yes"))
ANSWERED = {False: dict(FOR), True: {**dict(AGAINST), 2: "Partly"}}


class Suggester(models.Model):
    """
    Author of a suggestion: personal data that only planners see, erased on or after `forget_on`.

    `reference` is not erased: the acknowledgement tells the author the reference.
    """

    part_of = "item"
    item = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="suggester")
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=250, blank=True, help_text="Why the acknowledgement did not go.")
    decision_sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When they were told that it was declined."
    )
    decision_failure = models.CharField(max_length=250, blank=True, help_text="Why they could not be told.")
    forget_on = models.DateField()
    forgotten_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            rule(
                "a_forgotten_suggester_has_no_name_and_no_address", Q(forgotten_on__isnull=True) | Q(name="", email="")
            )
        ]

    def __str__(self) -> str:
        return f"suggestion {self.reference}"


class Question(models.Model):
    """One question by which a committee weighs suggestions, for example about public interest or extent."""

    part_of = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="weighing_questions")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=60, help_text="Public interest")
    text = models.CharField(max_length=250, help_text="Does it matter to people in the county?")
    counts_against = models.BooleanField(
        "Yes counts against",
        default=False,
        help_text="“Yes” gives no points, as where others are looking at it already.",
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["committee", "position", "pk"]
        constraints = [once("a_committee_asks_a_question_once", "committee", "label")]

    def __str__(self) -> str:
        return self.label

    @property
    def answers(self) -> tuple[tuple[int, str], ...]:
        """Possible answers, each with its points."""
        return AGAINST if self.counts_against else FOR


class Score(models.Model):
    """The answer to one question about one suggestion: 0 to 3 points, with a note."""

    part_of = "item"
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, related_name="scores")
    question = models.ForeignKey(Question, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    scored_at = models.DateTimeField()
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item", "question__position", "pk"]
        constraints = [
            once("a_question_is_answered_once_of_an_item", "item", "question"),
            rule("a_score_is_three_at_most", Q(points__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.points} of 3"

    @property
    def answer(self) -> str:
        """The answer in words, such as “Mostly”."""
        return ANSWERED[self.question.counts_against][self.points]
