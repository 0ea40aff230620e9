"""
What a verb of a review makes public in somebody's words, asked before it is kept whether it tells (R16).

Asked of all that the meetings of the review's parents withhold, whether the review is published yet or not: whoever may
write here plans their work programmes. LGA 1972 s.100A(2), s.100B(2).
"""

from collections.abc import Collection, Iterable

from committee.models import Committee
from meetings.packs.leak_check.public_words import Said
from reviews.models import Addressee, Endorsement, Response, Review
from workprogramme import leak_check

OF_A_REVIEW = {
    "title": "the title", "public_title": "the public title", "question": "the question", "why": "why it is asked",
    "priority": "the priority", "success": "the measures of success", "equality": "what is said of equality",
}  # fmt: skip


def of_review(review: Review, changed: Collection[str] = tuple(OF_A_REVIEW)) -> Said:
    """What anybody will read of a review itself, of what is `changed`: its title where it has no public one."""
    names = set(changed) - ({"title"} if review.public_title else set())
    names |= {"title"} if "public_title" in names and not review.public_title else set()
    return [(what, [getattr(review, name)]) for name, what in OF_A_REVIEW.items() if name in names]


def of_everything(review: Review) -> Said:
    """All of a review, its recommendations, decisions and answers, that is in somebody's words."""
    recommendations, answers = (
        review.recommendations.all(),
        Response.objects.filter(addressee__recommendation__review=review),
    )
    decisions = Endorsement.objects.filter(parent__review=review)
    return [
        *of_review(review),
        ("the reason of a step", [step.reason for step in review.steps.all()]),
        ("an interest", [one.interest for one in review.panel.all()]),
        ("a recommendation", [text for row in recommendations for text in (row.text, row.measure, row.minority_view)]),
        ("why one is withdrawn", [row.withdrawn_reason for row in recommendations]),
        ("an addressee", Addressee.objects.filter(recommendation__review=review).values_list("name", flat=True)),
        ("the comments of a committee", [row.comments for row in decisions]),
        ("an answer", [text for row in answers for text in (row.reasons, row.action, row.officer, row.resources)]),
    ]


def refuse_telling(committees: Iterable[Committee], said: Said) -> None:
    """Raise Refused where words of a review tell what a meeting of one of these committees withholds."""
    for committee in committees:
        leak_check.refuse_telling_of(committee, said)


def refuse_telling_in(review: Review, said: Said) -> None:
    """The same of words of a review that has its parents."""
    refuse_telling(Committee.objects.filter(reviews__review=review).order_by("pk"), said)
