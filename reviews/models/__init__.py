"""Reviews: the question, who asks it and why, the steps from there to what came of it."""

from reviews.models.choices import ALLOWED, ASIDE, BACK, ONWARD, PATH, REASONED, RESUMED, Kind, PanelRole, State
from reviews.models.panellist import Panellist, PanellistQuerySet
from reviews.models.parent import Parent, ReviewItem
from reviews.models.review import Review, ReviewQuerySet
from reviews.models.step import ReviewStep

__all__ = [
    "ALLOWED",
    "ASIDE",
    "BACK",
    "ONWARD",
    "PATH",
    "REASONED",
    "RESUMED",
    "Kind",
    "PanelRole",
    "Panellist",
    "PanellistQuerySet",
    "Parent",
    "Review",
    "ReviewItem",
    "ReviewQuerySet",
    "ReviewStep",
    "State",
]
