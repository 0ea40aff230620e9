"""Answers on their way to be published: the writer, the drafted words, and their state."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from committee.models import Person, Visitor, standing_of
from committee.models.rules import rule
from reviews.models.choices import Answer, DraftState
from reviews.models.recommendation import Addressee, AnswerWords


class AnswerDraftQuerySet(models.QuerySet["AnswerDraft"]):
    """Queries of drafted answers. No drafted answer is public: a published answer is a Response."""

    def readable_by(self, user: Visitor, on: dt.date) -> Self:
        """
        Return the answers that `user` may read on that day.

        Scrutiny officers read all answers. Officers read the answers that they write. Cabinet Members read the sent and
        signed-off answers of the addressees for whom they sign.
        """
        who = standing_of(user, on)
        if who.plans_scrutiny:
            return self
        rows = Q(pk__in=[])
        if who.person is not None and who.is_officer:
            rows |= Q(writer=who.person)
        if who.person is not None and who.is_in_cabinet:
            signed = Addressee.objects.signed_off_by(who.person, on)
            rows |= Q(addressee__in=signed.values("pk"), state__in=(DraftState.SENT, DraftState.READY))
        return self.filter(rows)


class AnswerDraft(AnswerWords):
    """
    An addressee's answer before publication: `writer` writes, the Cabinet Member signs off, the desk publishes.

    `mailbox` is the email address for the link of a writer without a sign-in: private, and deleted on publication.
    """

    part_of = "addressee"
    words_emptied = ("officer", "resources")
    addressee = models.OneToOneField(Addressee, models.PROTECT, related_name="draft")
    writer = models.ForeignKey(Person, models.PROTECT, related_name="answers_to_write")
    mailbox = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.ASKED)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When its writer was last asked by email.")
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reminded_before_at = models.DateTimeField(null=True, blank=True)
    reminded_after_at = models.DateTimeField(null=True, blank=True)
    progress_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When its writer was last emailed to report how far it is done."
    )

    objects = AnswerDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            rule("an_answer_that_is_sent_back_says_why", ~Q(state="returned") | ~Q(returned_reason="")),
            rule("an_answer_that_is_sent_is_one", ~Q(state__in=("sent", "ready")) | ~Q(answer="")),
            rule(
                "an_answer_is_signed_off_by_somebody",
                Q(signed_at__isnull=True) | Q(state="ready", signed_by__isnull=False),
            ),
            rule("an_answer_has_an_end_or_goes_on", Q(target_on__isnull=True) | Q(goes_on_from__isnull=True)),
        ]

    def __str__(self) -> str:
        recommendation = self.addressee.recommendation
        return f"answer of {self.addressee} to recommendation {recommendation.number}"

    @property
    def is_open(self) -> bool:
        """True where the writer may change the answer: it is not sent, or was sent back."""
        return self.state in (DraftState.ASKED, DraftState.RETURNED)
