"""Who gives evidence to a review: by post and body to everybody, by name only with their consent."""

from typing import Self

from django.db import models
from django.db.models import Q

from committee.models import Person
from reviews.models.review import Review


class WitnessQuerySet(models.QuerySet["Witness"]):
    """Sentences about witnesses."""

    def public(self) -> Self:
        """Those of published reviews that were heard or sent evidence. Anybody reads `name_for_public` of them."""
        heard = Q(sent_evidence=True) | Q(invitations__came__in=("person", "video"))
        return self.filter(heard, review__in=Review.objects.public()).distinct()

    def to_forget(self) -> Self:
        """Those of whom something is kept that is not public."""
        return self.filter(~Q(contact="") | Q(~Q(name=""), may_be_named=False))


class Witness(models.Model):
    """
    Somebody who is asked for evidence: a person of the register, somebody named from outside, or a group.

    A group stands for children or people who use services, whose names are never kept. `name` and `contact` are for the
    panel and those who plan scrutiny; the name becomes public with consent alone. From `forget_on` on neither is kept.
    SECURITY: what this row is called (`str`) goes onto the trail, which forgets nothing, so it holds no name.
    """

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
            models.CheckConstraint(
                condition=Q(is_group=False) | Q(name="", person__isnull=True, may_be_named=False, contact=""),
                name="a_group_of_witnesses_has_no_names",
                violation_error_message="A group stands for children or service users: leave name and contact out.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(name=""),
                name="a_witness_of_the_register_is_named_there",
                violation_error_message="Choose somebody of the register, or enter a name: not both.",
            ),
            models.CheckConstraint(
                condition=Q(may_be_named=False) | ~Q(name="") | Q(person__isnull=False),
                name="who_agrees_to_be_named_has_a_name",
                violation_error_message="Enter the name of whoever agrees to be named.",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.post, self.body]))

    @property
    def full_name(self) -> str:
        """Their name, for the desk and the panel; "" where none is kept."""
        return str(self.person) if self.person else self.name

    @property
    def gave_evidence(self) -> bool:
        """Whether they were heard at a session or sent evidence, so that they stay in the record of the review."""
        return self.sent_evidence or any(invitation.was_heard for invitation in self.invitations.all())

    @property
    def named(self) -> str:
        """Name, post and body, for the desk and the panel."""
        return ", ".join(filter(None, [self.full_name, str(self)]))

    @property
    def name_for_public(self) -> str:
        """SECURITY: what anybody may read: post and body; the name before them only with consent."""
        return self.named if self.may_be_named and not self.is_group else str(self)
