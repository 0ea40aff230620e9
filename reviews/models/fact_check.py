"""The fact check: named people comment on a draft by a signed link until a last day. Never public."""

from django.db import models
from django.db.models import Q

from committee.models import Person
from committee.models.acted_by import acted_by
from committee.models.rules import once, rule
from reviews.models.review import Review

MOST_LETTERS = 200_000


class CommentDecision(models.TextChoices):
    """Decision of the panel about a comment."""

    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class FactCheck(models.Model):
    """A draft of the report, open for comments until the end of `last_day`. Later comments are refused."""

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="fact_checks")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("draft", max_length=MOST_LETTERS)
    last_day = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = acted_by()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            once("fact_checks_of_a_review_are_numbered", "review", "number"),
            rule("a_fact_check_has_its_draft", ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"fact check {self.number} of {self.review}"


class FactChecker(models.Model):
    """
    A person who is asked to check the facts of a draft, by a signed link of their own.

    `mailbox` is the email address for the link. `answered_at` is the time at which the person sent comments, or said
    that there were none. SECURITY: `str` of this row goes onto the trail and names the purpose of the link, so `str`
    contains no word of the draft.
    """

    part_of = "fact_check"
    fact_check = models.ForeignKey(FactCheck, models.PROTECT, related_name="checkers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True, help_text="As what they are asked.")
    mailbox = models.EmailField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["fact_check", "pk"]
        constraints = [
            once("a_person_checks_a_draft_once", "fact_check", "person"),
        ]

    def __str__(self) -> str:
        return f"check of the facts by {self.person}"


class FactComment(models.Model):
    """Comment on a passage of the draft, or on the whole draft, and the panel's decision about the comment."""

    part_of = "checker"
    checker = models.ForeignKey(FactChecker, models.PROTECT, related_name="comments")
    passage = models.PositiveSmallIntegerField(help_text="Counted from 1; 0 is the whole draft.")
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=CommentDecision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["checker__fact_check", "passage", "made_at", "pk"]
        constraints = [
            once("somebody_comments_on_a_passage_once", "checker", "passage"),
            rule("a_comment_is_accepted_or_declined_with_a_reason", Q(decision="") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"comment of {self.checker.person}"
