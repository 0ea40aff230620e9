"""The questions of a session by the member of the panel who asks them."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.models import EvidenceSession, Panellist, Question


@dataclass(frozen=True, slots=True)
class MembersQuestions:
    """What one member of the panel asks; `panellist` is None where that is not agreed yet."""

    panellist: Panellist | None
    questions: Sequence[Question]


def by_member(session: EvidenceSession) -> list[MembersQuestions]:
    """The questions of a session in their order, under each member in that of the panel; unassigned ones last."""
    questions = list(session.questions.select_related("witness__person"))
    found = [
        MembersQuestions(panellist, [question for question in questions if question.asked_by_id == panellist.pk])
        for panellist in session.review.panel.in_order()
    ]
    found.append(MembersQuestions(None, [question for question in questions if question.asked_by_id is None]))
    return [group for group in found if group.questions]
