"""What a review found: a sentence, what it rests on, and what follows from it."""

from django.db import models
from django.db.models import Q

from reviews.models.evidence import Evidence
from reviews.models.recommendation import Recommendation
from reviews.models.review import Review
from reviews.models.scope import ScopePoint


class ReviewFinding(models.Model):
    """
    A finding of a review: one sentence, the evidence it rests on, the points of the scope that it answers.

    Recommendations follow from findings. `evidence_words` names what is no piece of evidence of
    its own: "the visit of 14 January".
    """

    part_of = "review"
    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("finding", max_length=1000)
    evidence_words = models.CharField("other evidence", max_length=300, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="findings", blank=True)
    scope_points = models.ManyToManyField(ScopePoint, related_name="findings", blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="findings", blank=True)

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="findings_of_a_review_are_numbered"),
            models.CheckConstraint(condition=~Q(text=""), name="a_finding_says_something"),
        ]

    def __str__(self) -> str:
        return f"finding {self.number} of {self.review}"

    @property
    def rests_on(self) -> str:
        """The evidence by its references, and what else there is: "E12, E14; the visit of 14 January"."""
        references = ", ".join(piece.reference for piece in self.evidence.all())
        return "; ".join(filter(None, [references, self.evidence_words]))
