"""Verbs of a review's scope: write its points, describe the method, and record the committees' agreements."""

import datetime as dt
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save, set_changed
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.models import User
from committee.wording.dates import long_date
from meetings.models import Minute
from reviews import leak_check
from reviews.locking import hold, hold_parent, hold_review, lines_of, move_up, next_number
from reviews.models import Parent, PointKind, Review, ReviewMethod, ScopeAgreement, ScopePoint, State
from reviews.proposing.scope import current_agreements, method_of, words_of
from reviews.steps.conditions import refuse_other_minute, scope_agreed, shown_to_have_met
from reviews.steps.verbs import bring_on

WHY = "why what was agreed is changed"
MOST = 60
METHOD = {"method", "evidence_on", "report_on"}


@verb(may=plans_scrutiny)
def add_points(review: Review, *, kind: str, text: str, reason: str = "", by: User) -> list[ScopePoint]:
    """
    Add points of one kind to the scope of a review after the present points, one for each line of `text`.

    Raises Refused where there is no line, the scope would have more than sixty points, there is no `reason` although a
    committee has agreed the scope, or a point reveals something withheld (R16).
    """
    locked = hold_review(review)
    if kind not in PointKind.values:
        raise Refused("Choose what the points are about.")
    lines, last = lines_of(text), locked.scope_points.filter(kind=kind).last()
    if not lines:
        raise Refused("Enter at least one point.")
    if locked.scope_points.count() + len(lines) > MOST:
        raise Refused(f"A scope can have at most {MOST} points. Combine some of them.")
    why = _why(locked, reason)
    leak_check.refuse_telling_in(locked, [("a point of the scope", lines)])
    places = enumerate(lines, last.position + 1 if last else 1)
    points = [ScopePoint(review=locked, kind=kind, text=line, position=place) for place, line in places]
    for point in points:
        save(point)
    audit.record(by, "added to the scope of", locked, kind=PointKind(kind).label, points=lines, reason=why)
    return points


@verb(may=plans_scrutiny)
def edit_point(point: ScopePoint, *, text: str, reason: str = "", by: User) -> ScopePoint:
    """Change the words of a point. Raises Refused as `add_points` does."""
    locked = hold(point, "that point")
    words = " ".join(said(text, "what the point is", 1000).split())
    if words == locked.text:
        return locked
    facts = {"kind": locked.get_kind_display(), "was": locked.text, "now": words, "reason": _why(locked.review, reason)}
    leak_check.refuse_telling_in(locked.review, [("a point of the scope", [words])])
    locked.text = words
    save(locked)
    audit.record(by, "changed the scope of", locked.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def remove_point(point: ScopePoint, *, reason: str = "", by: User) -> None:
    """Remove a point. Raises Refused where there is no `reason` although a committee has agreed the scope."""
    locked = hold(point, "that point")
    facts = {"kind": locked.get_kind_display(), "was": locked.text, "reason": _why(locked.review, reason)}
    locked.delete()
    audit.record(by, "removed a point from the scope of", locked.review, **facts)


@verb(may=plans_scrutiny)
def move_point_up(point: ScopePoint, *, by: User) -> ScopePoint:
    """Move a point one place up among the points of its kind. No reason is needed. Raises Refused for the first."""
    locked = hold(point, "that point")
    above = locked.review.scope_points.filter(kind=locked.kind, position__lt=locked.position)
    move_up(locked, above.last(), "point")
    audit.record(by, "moved a point of the scope of", locked.review, point=locked.text[:120])
    return locked


@verb(may=plans_scrutiny)
def describe_method(review: Review, *, reason: str = "", by: User, **changes: Any) -> ReviewMethod:
    """
    Set the method of a review, the day on which evidence begins, and the day by which the panel means to report.

    Raises Refused where there is no `reason` although a committee has agreed the scope, the day of the report
    is before the day of the evidence, or the words reveal something withheld (R16).
    """
    locked = hold_review(review)
    method = method_of(locked)
    was = {name: str(getattr(method, name) or "") for name in METHOD & set(changes)}
    if changed := set_changed(method, changes, allowed=METHOD):
        why = _why(locked, reason)
        leak_check.refuse_telling_in(locked, [("the method", [method.method])])
        save(method)
        was = {name: was[name] for name in changed}
        audit.record(by, "changed the method or the days of", locked, was=was, reason=why)
    return method


def _why(review: Review, reason: str) -> str:
    """Return the reason for a change of an agreed scope; "" before any agreement. Raises Refused without a reason."""
    if not reason.strip() and not current_agreements(review):
        return ""
    return reasoned(reason, WHY)


def to_agree(parent: Parent) -> object:
    """Return the committee and the present scope, as the page of an agreement shows them."""
    return str(parent), words_of(parent.review)


@verb(may=plans_scrutiny, points_to=["minute"], seen=to_agree)
def record_agreement(
    parent: Parent,
    *,
    on: dt.date,
    proof: str = "",
    minute: Minute | None = None,
    seen: str,
    at: dt.datetime,
    by: User,
) -> ScopeAgreement:
    """
    Record that a committee agreed the present scope. The last committee's agreement moves the review to "Scope agreed".

    Raises Refused where

    - the scope has no points;
    - the day is in the future, or before the review was proposed;
    - the committee held no meeting here on the day, and there is no `proof`;
    - the minute is of another committee or another day;
    - the committee has agreed the same scope already.
    """
    locked = hold_parent(parent)
    refuse_unseen(locked, seen)
    review = locked.review
    if not review.scope_points.exists():
        raise Refused("There is nothing to agree yet. Enter the points of the scope first.")
    _refuse_day(review, on, at)
    proof = shown_to_have_met(locked, on, proof, at)
    words = words_of(review)
    current = locked.scope_agreements.current().first()
    if current and current.agreed == words:
        raise Refused(f"The {locked} agreed this scope on {long_date(current.on)}: correct that day instead.")
    agreement = ScopeAgreement(
        parent=locked, number=next_number(locked.scope_agreements), agreed=words, recorded_at=at, recorded_by=by
    )
    _keep(agreement, on, minute)
    audit.record(by, "recorded who agreed the scope of", review, committee=str(locked), on=on.isoformat(), proof=proof)
    if review.state == State.SCOPING and scope_agreed(review):
        bring_on(review, State.SCOPE_AGREED, on=on, at=at, by=by)
    return agreement


@verb(may=plans_scrutiny, points_to=["minute"])
def correct_agreement(
    agreement: ScopeAgreement, *, on: dt.date, proof: str = "", minute: Minute | None = None, at: dt.datetime, by: User
) -> ScopeAgreement:
    """Correct the day or the minute of a committee's agreement. Raises Refused as `record_agreement` does."""
    locked = _hold_agreement(agreement)
    if (locked.on, locked.minute) == (on, minute):
        return locked
    _refuse_day(locked.parent.review, on, at)
    proof = shown_to_have_met(locked.parent, on, proof, at) if on != locked.on else proof
    _keep(locked, on, minute)
    facts = {"committee": str(locked.parent), "on": on.isoformat(), "proof": proof}
    audit.record(by, "corrected an agreement of the scope of", locked.parent.review, **facts)
    return locked


@verb(may=plans_scrutiny)
def strike_out_agreement(agreement: ScopeAgreement, *, reason: str, by: User) -> ScopeAgreement:
    """Mark an agreement as recorded by mistake: it no longer counts. Raises Refused where no reason is given."""
    locked = _hold_agreement(agreement)
    locked.mistake = reasoned(reason, "why it was a mistake")
    save(locked)
    facts = {"committee": str(locked.parent), "reason": locked.mistake}
    audit.record(by, "removed an agreement of the scope of", locked.parent.review, **facts)
    return locked


def _hold_agreement(agreement: ScopeAgreement) -> ScopeAgreement:
    parent = hold_parent(agreement.parent)
    locked = parent.scope_agreements.select_related("minute").get(pk=agreement.pk)
    if locked.mistake:
        raise Refused("That agreement was marked as a mistake already.")
    return locked


def _refuse_day(review: Review, on: dt.date, at: dt.datetime) -> None:
    if on > day_of(at):
        raise Refused("That date is in the future: record the agreement once the committee has met.")
    if on < review.proposed_on:
        raise Refused(
            f"The review was proposed on {long_date(review.proposed_on)}, so its scope cannot have been "
            "agreed before then."
        )


def _keep(agreement: ScopeAgreement, on: dt.date, minute: Minute | None) -> None:
    refuse_other_minute(agreement.parent, on, minute)
    agreement.on, agreement.minute = on, minute
    save(agreement)
