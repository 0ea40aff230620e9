"""The committees that commission a review, and the items of their work programmes that it grew from."""

from django.db import models

from committee.models import Committee
from reviews.models.choices import PaperPurpose
from reviews.models.review import Review
from workprogramme.models import ProgrammeItem


class Parent(models.Model):
    """A scrutiny committee that commissions a review, agrees its scope and is asked to endorse its report."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="parents")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reviews")

    class Meta:
        ordering = ["review", "committee__name"]
        constraints = [
            models.UniqueConstraint(fields=["review", "committee"], name="a_committee_is_a_parent_of_a_review_once")
        ]

    def __str__(self) -> str:
        return str(self.committee)


class ReviewItem(models.Model):
    """
    An item of a parent's work programme that a review grew from; it lives on, and its story tells of the review.

    `brings`: which paper of the review it brings to the committee later, where it is no origin of the review at all.
    """

    parent = models.ForeignKey(Parent, models.PROTECT, related_name="items")
    item = models.OneToOneField(ProgrammeItem, models.PROTECT, related_name="of_review")
    brings = models.CharField(max_length=10, choices=PaperPurpose, blank=True)

    class Meta:
        ordering = ["parent", "item"]

    def __str__(self) -> str:
        return str(self.item)
