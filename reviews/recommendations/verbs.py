"""Verbs of recommendations: write one, change or remove it, and say to whom it is made."""

import datetime as dt
from typing import Any

from django.db.models import Q

from committee import audit
from committee.models import Portfolio, User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import reasoned, save
from committee.verbs import verb
from reviews import leak_check
from reviews.locking import hold_recommendation, hold_review
from reviews.models import ENDED, Addressee, AddresseeKind, Recommendation, Review, State

CHANGES = {"text", "measure", "wanted_on", "wanted_months", "minority_view"}
OF_WORDS = {"text": "the recommendation", "measure": "the measure", "minority_view": "the minority view"}


@verb(may=plans_scrutiny)
def add_recommendation(
    review: Review,
    *,
    text: str,
    measure: str = "",
    wanted_on: dt.date | None = None,
    wanted_months: int | None = None,
    minority_view: str = "",
    by: User,
) -> Recommendation:
    """
    Write another recommendation of a review, under the next number, until its report is handed down.

    Raises Refused after that, where both a day and a number of months are given, or where the words would tell anybody
    what is withheld (R16).
    """
    held = hold_review(review)
    _refuse_handed_down(held)
    last = held.recommendations.order_by("number").last()
    row = Recommendation(review=held, number=last.number + 1 if last else 1)
    words = {"text": text, "measure": measure, "minority_view": minority_view}
    _say(row, {**words, "wanted_on": wanted_on, "wanted_months": wanted_months})
    audit.record(by, "wrote a recommendation of", held, number=row.number)
    return row


@verb(may=plans_scrutiny)
def edit_recommendation(recommendation: Recommendation, *, by: User, **changes: Any) -> Recommendation:
    """Change a recommendation, whose number stays. Raises Refused as `add_recommendation` does."""
    if unknown := set(changes) - CHANGES:
        raise TypeError(f"A recommendation has no such fields: {', '.join(sorted(unknown))}.")
    held = hold_recommendation(recommendation)
    _refuse_handed_down(held.review)
    if held.addressees.filter(Q(notice__isnull=False) | Q(response__isnull=False)).exists():
        raise Refused("Somebody was asked about it in these words, or has answered: withdraw it, and write another.")
    if changed := _say(held, changes):
        audit.record(by, "changed a recommendation of", held.review, number=held.number, changed=sorted(changed))
    return held


@verb(may=plans_scrutiny)
def remove_recommendation(recommendation: Recommendation, *, reason: str = "", by: User) -> None:
    """
    Remove a recommendation that nobody was handed: those after it move up. One that was handed down is withdrawn.

    Then its number stays with its words and the `reason`, without which it is Refused, as it is while the report is
    handed down.
    """
    held = hold_recommendation(recommendation)
    _refuse_handed_down(held.review)
    if held.handed_down_at:
        held.withdrawn_reason = reasoned(reason, "why it is withdrawn")
        leak_check.refuse_telling_in(held.review, [("the reason", [held.withdrawn_reason])])
        save(held)
        audit.record(by, "withdrew a recommendation of", held.review, number=held.number, reason=held.withdrawn_reason)
        return
    number, text = held.number, held.text
    held.addressees.all().delete()
    held.delete()
    for later in held.review.recommendations.filter(number__gt=number, handed_down_at=None).order_by("number"):
        later.number -= 1
        save(later)
    audit.record(by, "removed a recommendation of", held.review, number=number, text=text[:250])


@verb(may=plans_scrutiny)
def name_addressee(
    recommendation: Recommendation, *, kind: str, name: str, portfolio: Portfolio | None = None, by: User
) -> Addressee:
    """
    Say that a recommendation is made to somebody as well; what they are decides by when they answer (R38, R43).

    Raises Refused at the end of the review, for a portfolio of anybody but the executive, and for a name that is there.
    """
    held = hold_recommendation(recommendation)
    if held.review.state in ENDED:
        raise Refused("The review is at its end: take it back a step first.")
    name = " ".join(name.split())
    if portfolio and kind != AddresseeKind.EXECUTIVE:
        raise Refused("A portfolio is the executive’s: choose that kind, or leave the portfolio out.")
    if held.addressees.filter(name__iexact=name).exists():
        raise Refused(f"The recommendation is made to “{name}” already.")
    leak_check.refuse_telling_in(held.review, [("the addressee", [name])])
    row = Addressee(recommendation=held, kind=kind, name=name, portfolio=portfolio)
    save(row)
    audit.record(by, "named an addressee of a recommendation of", held.review, number=held.number, name=name)
    return row


@verb(may=plans_scrutiny)
def remove_addressee(addressee: Addressee, *, by: User) -> None:
    """Take back that a recommendation is made to somebody. Refused once they were served a notice, or answered."""
    recommendation = hold_recommendation(addressee.recommendation)
    held = recommendation.addressees.filter(pk=addressee.pk).first()
    if held is None:
        raise Refused("They are no longer named: somebody has removed them.")
    if held.notice_id or hasattr(held, "response"):
        raise Refused(f"{held} was asked or has answered already, so stays named.")
    name = held.name
    held.delete()
    audit.record(
        by,
        "removed an addressee of a recommendation of",
        recommendation.review,
        number=recommendation.number,
        name=name,
    )


def _refuse_handed_down(review: Review) -> None:
    if not review.is_before_report:
        drafting = State.DRAFTING.label
        raise Refused(
            f"The report is handed down with its recommendations: take the review back to “{drafting}” first."
        )


def _say(row: Recommendation, fields: dict[str, Any]) -> set[str]:
    changed = {name for name, value in fields.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, fields[name].strip() if isinstance(fields[name], str) else fields[name])
    said = [(what, [getattr(row, name)]) for name, what in OF_WORDS.items() if name in changed]
    leak_check.refuse_telling_in(row.review, said)
    if changed or row.pk is None:
        save(row)
    return changed
