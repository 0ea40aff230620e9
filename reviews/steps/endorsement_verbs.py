"""
Verbs of endorsement: record a committee's decision about the report, correct the comments, or withdraw the decision.

`offered` reads the decision to record from the published minute of the report's agenda item.
"""

import datetime as dt
from dataclasses import dataclass, field

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, save
from committee.acts.seen import refuse_unseen, shows
from committee.acts.verbs import as_part, verb
from committee.models import User
from committee.wording.dates import long_date
from meetings.models import LimbKind, Minute
from reviews import leak_check
from reviews.locking import hold_parent
from reviews.models import (
    OF_THE_COUNCIL,
    Decision,
    Endorsement,
    PaperPurpose,
    Parent,
    Review,
    ReviewPaper,
    ReviewStep,
    State,
)
from reviews.steps.conditions import all_endorsed, refuse_other_minute, shown_to_have_met, standing_endorsements
from reviews.steps.verbs import bring_on, take_step
from workprogramme.outcomes.draft_from_minute import Offer, OfferedLimb, resolved_of

ENDORSING = (LimbKind.ENDORSED, LimbKind.AGREED)
ASKING = (LimbKind.ACTION, LimbKind.INFORMATION, LimbKind.RECOMMENDED, LimbKind.REFERRED)


@dataclass(frozen=True, slots=True)
class OfferedDecision:
    """
    A committee's decision, read from a published minute and offered to be recorded.

    `paper`: the report's paper on the agenda.
    `on`: the day of the meeting.
    `decision`: a Decision; "" where the minute states no decision.
    `comments`: the committee's words besides the decision.
    `minute`, `url`: the published minute and its URL.
    `limbs`: the limbs of the resolution.
    `why_none`: the reason that no decision is offered; "" where a decision is offered.
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
        """The version of the report that the committee considered."""
        return self.paper.report

    @property
    def label(self) -> str:
        """Label of the decision; "" where the minute states no decision."""
        return Decision(self.decision).label if self.decision else ""


def offered(parent: Parent) -> OfferedDecision | None:
    """
    Return the decision found in the published minute of a committee's last report paper.

    Return None where no report is on an agenda of the committee, or the decision is recorded already. Without a usable
    minute the result has no `minute`, and `why_none` gives the reason. The offer is computed each time and never
    stored. SECURITY: a withheld minute offers nothing, because a recorded decision is public.
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
    """Return the version of the report under the minute's item; None where no report is under the item."""
    if minute is None or minute.item_id is None:
        return None
    papers = parent.papers.filter(purpose=PaperPurpose.REPORT, paper__item=minute.item_id).select_related("report")
    paper = papers.last()
    return paper.report if paper else None


def _decision(offer: Offer) -> tuple[str, str]:
    """Return the decision that the resolution's limbs amount to ("" for none), and the words of other limbs."""
    kinds = {limb.kind for limb in offer.limbs}
    besides = "\n".join(_sentence(limb.text) for limb in offer.limbs if limb.kind not in ENDORSING)
    if LimbKind.DEFERRED in kinds:
        return Decision.DEFERRED, besides
    if kinds & set(ENDORSING):
        return (Decision.WITH_COMMENTS, besides) if besides else (Decision.ENDORSED, "")
    if kinds & set(ASKING):
        return Decision.CHANGES, besides
    # "Noted" or "received" alone is no decision about the report, so the officer chooses the decision to record.
    return "", besides


def _sentence(text: str) -> str:
    words = text.strip()
    return f"{words[:1].upper()}{words[1:].rstrip('.;')}." if words else ""


GONE_ON = (
    "The review has gone on since the {committee} endorsed the report. Remove any notice served on the executive, and "
    "return the review to “Endorsed”. If the committee did endorse it, record that decision first."
)


@verb(may=plans_scrutiny, points_to=["minute"], seen=shows("review.last_report.number", "committee.name"))
def record_decision(
    parent: Parent,
    *,
    decision: str,
    on: dt.date,
    proof: str = "",
    comments: str = "",
    minute: Minute | None = None,
    seen: str,
    at: dt.datetime,
    by: User,
) -> Endorsement:
    """
    Record a committee's decision about the report of a review. The review is endorsed once all committees endorse.

    Earlier decisions stay, but only the latest counts. The decision is about the version of the report under the
    minute's item, or else the last version. Raises Refused where

    - the report is not issued yet;
    - the day is in the future, before the report, or before the committee's last decision;
    - the committee held no meeting here on the day, and there is no `proof`;
    - the minute is of another committee or another day;
    - there are no `comments`, unless the decision is "endorsed" or "deferred";
    - the comments reveal something withheld (R16);
    - the same decision is recorded already, because the form was sent twice.
    """
    locked = hold_parent(parent)
    refuse_unseen(locked, seen)
    review = locked.review
    report = report_under(locked, minute) or review.last_report
    if report is None or review.is_before_report:
        raise Refused("The report has not been issued yet, so no committee can have decided on it.")
    last, number = locked.endorsements.standing().last(), locked.endorsements.count() + 1
    _refuse_unfit(locked, report, last, decision, on, at)
    values = (report.pk, decision, on, comments.strip(), minute.pk if minute else None)
    if last and (last.report_id, last.decision, last.on, last.comments, last.minute_id) == values:
        raise Refused(f"That decision of the {locked} is recorded already.")
    endorsement = Endorsement(
        parent=locked, number=number, report=report, decision=decision, on=on,
        proof=shown_to_have_met(locked, on, proof, at), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _say(endorsement, comments, minute)
    facts = {"committee": str(locked), "decision": decision, "on": on.isoformat(), "proof": endorsement.proof}
    audit.record(by, "recorded the decision of a committee on", review, **facts)
    _endorse(review, at, by)
    return endorsement


@verb(may=plans_scrutiny, points_to=["minute"])
def correct_decision(endorsement: Endorsement, *, comments: str, minute: Minute | None = None, by: User) -> Endorsement:
    """Correct the comments or the minute of a decision, not its day. Raises Refused as `record_decision` does."""
    locked = _hold(endorsement)
    parent, was = locked.parent, locked.comments
    if (locked.comments, locked.minute) == (comments.strip(), minute):
        return locked
    _say(locked, comments, minute)
    audit.record(by, "corrected the decision of a committee on", parent.review, committee=str(parent), was=was)
    return locked


@verb(may=plans_scrutiny)
def withdraw_decision(endorsement: Endorsement, *, reason: str, at: dt.datetime, by: User) -> Endorsement:
    """
    Withdraw a decision that was recorded by mistake, with the reason. The decision stays stored, but no longer counts.

    A review that was endorsed only with this decision goes back to "reported". Raises Refused where no reason is given,
    the decision is withdrawn already, or the review has gone on from "endorsed".
    """
    locked = _hold(endorsement)
    review = locked.parent.review
    was_endorsed = all_endorsed(review)
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = at, by, reasoned(reason, "why it was a mistake")
    save(locked)
    facts = {"committee": str(locked.parent), "decision": locked.decision, "on": locked.on.isoformat()}
    audit.record(by, "withdrew the decision of a committee on", review, **facts, reason=locked.withdrawn_reason)
    if was_endorsed and not all_endorsed(review) and review.stands_at != State.REPORTED:
        if review.state != State.ENDORSED or review.notices.filter(kind__in=OF_THE_COUNCIL).exists():
            raise Refused(GONE_ON.format(committee=locked.parent))
        why = f"The decision of the {locked.parent} of {long_date(locked.on)} was recorded by mistake."
        as_part(take_step)(review, State.REPORTED, on=day_of(at), reason=why, at=at, by=by)
    _endorse(review, at, by)
    return locked


def _hold(endorsement: Endorsement) -> Endorsement:
    parent = hold_parent(endorsement.parent)
    locked = parent.endorsements.select_related("minute").get(pk=endorsement.pk)
    if locked.withdrawn_at:
        raise Refused("That decision has been withdrawn.")
    return locked


def _refuse_unfit(
    parent: Parent, report: ReviewStep, last: Endorsement | None, decision: str, on: dt.date, at: dt.datetime
) -> None:
    """Raise Refused where the day is in the future, or before the report or `last`, or `decision` is not a Decision."""
    if on < report.on:
        text = f"The report was issued on {long_date(report.on)}, so no decision can be before then."
        raise Refused(text, about="on")
    if on > day_of(at):
        raise Refused("That date is in the future: record the decision once the committee has met.", about="on")
    if last and on < last.on:
        raise Refused(f"The {parent} decided last on {long_date(last.on)}, so a later decision cannot be before then.")
    if decision not in Decision.values:
        raise Refused("Choose what the committee decided.")


def _say(endorsement: Endorsement, comments: str, minute: Minute | None) -> None:
    parent = endorsement.parent
    refuse_other_minute(parent, endorsement.on, minute)
    endorsement.comments, endorsement.minute = comments.strip(), minute
    leak_check.refuse_telling_in(parent.review, [("the comments", [endorsement.comments])])
    save(endorsement)


def _endorse(review: Review, at: dt.datetime, by: User) -> None:
    """Move a reported review to "endorsed" once the latest decision of every committee endorses the report."""
    if review.state == State.REPORTED and all_endorsed(review):
        on = max(decision.on for decision in standing_endorsements(review).values())
        bring_on(review, State.ENDORSED, on=on, at=at, by=by)
