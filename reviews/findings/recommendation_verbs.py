"""Verbs of recommendations: add, change, remove, withdraw or restore a recommendation; name its addressees."""

import datetime as dt
from dataclasses import fields
from typing import Any

from django.db.models import Q

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import reasoned, save
from committee.acts.verbs import verb
from committee.models import Portfolio, User
from committee.search import index
from reviews import leak_check
from reviews.locking import hold_addressee, hold_recommendation, hold_review, next_number, put, refuse_issued
from reviews.models import ENDED, Addressee, AddresseeKind, AnswerDraft, DraftState, HandedDown, Recommendation, Review

CHANGES = {"text", "measure", "wanted_on", "wanted_months", "minority_view"}
ISSUED = "with its recommendations"
OF_WORDS = {"text": "the recommendation", "measure": "the measure", "minority_view": "the minority view"}
HANDED_DOWN = tuple(field.name for field in fields(HandedDown) if field.name != "since")


@verb(may=plans_scrutiny)
def add_recommendation(review: Review, *, by: User, **fields: Any) -> Recommendation:
    """
    Add a recommendation to a review, under the next number.

    `fields` are fields of Recommendation. Raises Refused where the report is issued, both a day and a number of months
    are given, or the words reveal something withheld (R16).
    """
    locked = hold_review(review)
    refuse_issued(locked, ISSUED)
    recommendation = Recommendation(review=locked, number=next_number(locked.recommendations))
    _say(recommendation, fields)
    audit.record(by, "wrote a recommendation of", locked, number=recommendation.number)
    return recommendation


@verb(may=plans_scrutiny)
def edit_recommendation(recommendation: Recommendation, *, by: User, **changes: Any) -> Recommendation:
    """
    Change a recommendation. Its number stays.

    Raises Refused once an addressee was served a notice or has answered, and as `add_recommendation` does.
    """
    locked = hold_recommendation(recommendation)
    refuse_issued(locked.review, ISSUED)
    answered = Q(response__isnull=False) | Q(draft__state__in=(DraftState.SENT, DraftState.READY))
    if locked.addressees.filter(Q(notice__isnull=False) | answered).exists():
        raise Refused(
            "Someone has been asked about it or has answered, so it cannot change. Withdraw it and write another."
        )
    if changed := _say(locked, changes):
        audit.record(by, "changed a recommendation of", locked.review, number=locked.number, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_recommendation(recommendation: Recommendation, *, reason: str = "", by: User) -> None:
    """
    Remove a recommendation that was never handed down, or withdraw a recommendation that was handed down.

    After a removal later numbers move up; the trail stores the first 250 letters. A withdrawn recommendation keeps its
    number and words, with the `reason`. Raises Refused where the report is issued, or where the reason of a withdrawal
    is missing or reveals something withheld (R16).
    """
    locked = hold_recommendation(recommendation)
    refuse_issued(locked.review, ISSUED)
    if locked.handed_down_at:
        locked.withdrawn_reason = reasoned(reason, "why it is withdrawn")
        leak_check.refuse_telling_in(locked.review, [("the reason", [locked.withdrawn_reason])])
        save(locked)
        audit.record(
            by, "withdrew a recommendation of", locked.review, number=locked.number, reason=locked.withdrawn_reason
        )
        return
    number, text = locked.number, locked.text
    locked.addressees.all().delete()
    locked.delete()
    for later in locked.review.recommendations.filter(number__gt=number, handed_down_at=None).order_by("number"):
        later.number -= 1
        save(later)
    audit.record(by, "removed a recommendation of", locked.review, number=number, text=text[:250])


@verb(may=plans_scrutiny)
def restore_recommendation(recommendation: Recommendation, *, by: User) -> Recommendation:
    """
    Undo a withdrawal while the report is drafted. The recommendation has kept its words and number.

    Raises Refused where the recommendation is not withdrawn, the report is issued, or the last issued report leaves
    the recommendation out.
    """
    locked = hold_recommendation(recommendation, withdrawn=True)
    if not locked.is_withdrawn:
        raise Refused("That recommendation is not withdrawn.")
    refuse_issued(locked.review, ISSUED)
    if locked.told.is_withdrawn:
        raise Refused("A report without it has already been issued. Add it as a new recommendation.")
    was, locked.withdrawn_reason = locked.withdrawn_reason, ""
    save(locked)
    audit.record(by, "undid the withdrawal of a recommendation of", locked.review, number=locked.number, was=was)
    return locked


@verb(may=plans_scrutiny)
def name_addressee(
    recommendation: Recommendation, *, kind: str, name: str, portfolio: Portfolio | None = None, by: User
) -> Addressee:
    """
    Add an addressee to a recommendation. The addressee's kind decides the due day of the answer (R38, R43).

    Raises Refused where the review has ended, a portfolio is given for another kind than the executive, the
    recommendation has an addressee of that name, or the name reveals something withheld (R16).
    """
    locked = hold_recommendation(recommendation)
    if locked.review.state in ENDED:
        raise Refused("The review has ended. Return it to an earlier step first.")
    name = " ".join(name.split())
    if portfolio and kind != AddresseeKind.EXECUTIVE:
        raise Refused("A portfolio is the executive’s: choose that kind, or leave the portfolio out.")
    if locked.addressees.filter(name__iexact=name).exists():
        raise Refused(f"The recommendation is made to “{name}” already.")
    leak_check.refuse_telling_in(locked.review, [("the addressee", [name])])
    addressee = Addressee(recommendation=locked, kind=kind, name=name, portfolio=portfolio)
    addressee.is_drafted = locked.handed_down_at is not None and locked.review.is_before_report
    save(addressee)
    index.changed(addressee)
    audit.record(by, "named an addressee of a recommendation of", locked.review, number=locked.number, name=name)
    return addressee


@verb(may=plans_scrutiny)
def remove_addressee(addressee: Addressee, *, reason: str = "", by: User) -> None:
    """
    Remove an addressee from a recommendation. The addressee is then not asked for an answer.

    Raises Refused where the recommendation was issued and no reason is given, or where the addressee was served a
    notice, has answered, or has sent an answer that is not published yet.
    """
    locked = hold_addressee(addressee)
    recommendation = locked.recommendation
    if recommendation.handed_down_at is not None:
        reason = reasoned(reason, "why it is not made to them any more: it was issued so")
    if locked.notice_id or hasattr(locked, "response"):
        raise Refused(f"{locked} was asked or has answered already, so cannot be removed.")
    draft = AnswerDraft.objects.filter(addressee=locked).first()
    if draft and not draft.is_open:
        raise Refused(f"{locked} has sent an answer already: publish it, or send it back first.")
    facts: dict[str, Any] = {"number": recommendation.number, "name": locked.name, "reason": reason}
    if draft:
        draft.delete()  # a link to the draft then opens nothing
    locked.delete()
    index.changed(recommendation)
    audit.record(by, "removed an addressee of a recommendation of", recommendation.review, **facts)


def _say(recommendation: Recommendation, fields: dict[str, Any]) -> set[str]:
    changed = put(recommendation, fields, CHANGES)
    words = [(what, [getattr(recommendation, name)]) for name, what in OF_WORDS.items() if name in changed]
    leak_check.refuse_telling_in(recommendation.review, words)
    if changed or recommendation.pk is None:
        save(recommendation)
    return changed


def hand_down(review: Review, step: int, at: dt.datetime) -> None:
    """
    Hand down every recommendation of a locked review. The present words are public until the next report.

    - `step` is the number of the step that hands the report down.
    - `handed_down_at` stays the time of the first issue.
    - `since` stays the number of the first step with the same words, so that a committee that endorsed these words is
      not asked again.
    """
    for recommendation in review.recommendations.all():
        drafted = {name: getattr(recommendation, name) for name in HANDED_DOWN}
        drafted["wanted_on"] = recommendation.wanted_on.isoformat() if recommendation.wanted_on else None
        was = dict(recommendation.handed_down)
        since = was.pop("since", None)
        recommendation.handed_down = drafted | {"since": since if was == drafted else step}
        recommendation.handed_down_at = recommendation.handed_down_at or at
        save(recommendation)
    Addressee.objects.filter(recommendation__review=review, is_drafted=True).update(is_drafted=False)
