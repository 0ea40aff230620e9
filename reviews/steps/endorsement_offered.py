"""What the published minute under a report of a review offers to record as the committee's decision."""

import datetime as dt
from dataclasses import dataclass, field

from meetings.models import LimbKind, Minute
from reviews.models import Decision, PaperPurpose, Parent, ReviewPaper, ReviewStep
from workprogramme.outcomes.draft_from_minute import Offer, OfferedLimb, resolved_of

ENDORSING = (LimbKind.ENDORSED, LimbKind.AGREED)
ASKING = (LimbKind.ACTION, LimbKind.INFORMATION, LimbKind.RECOMMENDED, LimbKind.REFERRED)


@dataclass(frozen=True, slots=True)
class OfferedDecision:
    """
    What can be recorded of one committee: the decision ("" where the minute does not tell which), words and minute.

    `why_none` says why nothing is offered; `report` is the version that the committee had before it.
    """

    paper: ReviewPaper
    on: dt.date
    decision: str = ""
    comments: str = ""
    minute: Minute | None = None
    url: str = ""
    limbs: list[OfferedLimb] = field(default_factory=list)
    why_none: str = ""

    @property
    def report(self) -> ReviewStep | None:
        """The version of the report under whose item it is minuted."""
        return self.paper.report

    @property
    def label(self) -> str:
        """Label of the decision; "" where the minute does not tell which."""
        return Decision(self.decision).label if self.decision else ""


def offered(parent: Parent) -> OfferedDecision | None:
    """
    Return the decision found in the published minute on a committee's last report; None once recorded.

    Worked out anew each time and never kept. SECURITY: a minute that is withheld offers nothing to anybody, since
    anybody may read a decision of a committee.
    """
    papers = parent.papers.standing().filter(purpose=PaperPurpose.REPORT)
    paper = papers.select_related("paper__item__meeting__committee", "report").last()
    if paper is None:
        return None
    item = paper.paper.item
    offer = resolved_of(item)
    if offer.minute and parent.endorsements.standing().filter(minute=offer.minute).exists():
        return None
    if offer.why_none or offer.minute is None:
        return OfferedDecision(paper, item.meeting.date, url=offer.url, why_none=offer.why_none)
    decision, comments = _decision(offer)
    return OfferedDecision(paper, item.meeting.date, decision, comments, offer.minute, offer.url, offer.limbs)


def report_under(parent: Parent, minute: Minute | None) -> ReviewStep | None:
    """Return the version of the report that a minute's item had before the committee; None if it had none."""
    if minute is None or minute.item_id is None:
        return None
    papers = parent.papers.filter(purpose=PaperPurpose.REPORT, paper__item=minute.item_id).select_related("report")
    paper = papers.last()
    return paper.report if paper else None


def _decision(offer: Offer) -> tuple[str, str]:
    """Return the decision that the limbs make, and the committee's words besides."""
    kinds = {limb.kind for limb in offer.limbs}
    besides = "\n".join(_sentence(limb.text) for limb in offer.limbs if limb.kind not in ENDORSING)
    if LimbKind.DEFERRED in kinds:
        return Decision.DEFERRED, besides
    if kinds & set(ENDORSING):
        return (Decision.WITH_COMMENTS, besides) if besides else (Decision.ENDORSED, "")
    if kinds & set(ASKING):
        return Decision.CHANGES, besides
    # Noted or received alone is no decision about the report: whoever records it says which.
    return "", besides


def _sentence(text: str) -> str:
    words = text.strip()
    return f"{words[:1].upper()}{words[1:].rstrip('.;')}." if words else ""
