"""Reviews: the question, who asks it and why, the steps from there to what came of it."""

from reviews.models.choices import (
    ALLOWED,
    ASIDE,
    BACK,
    BEFORE_REPORT,
    ENDED,
    FAVOURABLE,
    OF_THE_COUNCIL,
    ONWARD,
    PATH,
    REASONED,
    RESUMED,
    AddresseeKind,
    Answer,
    Decision,
    Kind,
    PanelRole,
    SentBy,
    State,
)
from reviews.models.endorsement import Endorsement, EndorsementQuerySet
from reviews.models.panellist import Panellist, PanellistQuerySet
from reviews.models.parent import Parent, ReviewItem
from reviews.models.recommendation import (
    Addressee,
    HandedDown,
    Notice,
    Recommendation,
    RecommendationQuerySet,
    Response,
)
from reviews.models.review import Review, ReviewQuerySet
from reviews.models.step import ReviewStep

__all__ = [
    "ALLOWED",
    "ASIDE",
    "BACK",
    "BEFORE_REPORT",
    "ENDED",
    "FAVOURABLE",
    "OF_THE_COUNCIL",
    "ONWARD",
    "PATH",
    "REASONED",
    "RESUMED",
    "Addressee",
    "AddresseeKind",
    "Answer",
    "Decision",
    "Endorsement",
    "EndorsementQuerySet",
    "HandedDown",
    "Kind",
    "Notice",
    "PanelRole",
    "Panellist",
    "PanellistQuerySet",
    "Parent",
    "Recommendation",
    "RecommendationQuerySet",
    "Response",
    "Review",
    "ReviewItem",
    "ReviewQuerySet",
    "ReviewStep",
    "SentBy",
    "State",
]
