"""Verbs of a review's scope: write its points, describe the method, and record which committee agreed to it."""

import datetime as dt
from typing import Any

from committee import audit
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.saving import reasoned, said, save
from committee.unprintable import printable
from committee.verbs import verb
from reviews import leak_check
from reviews.locking import hold_review, still_there
from reviews.models import PointKind, Review, ReviewMethod, ScopePoint
from reviews.scope.points import current_agreements, method_of

WHY = "why what was agreed is changed"
MOST = 60
METHOD = {"method", "evidence_on", "report_on"}


@verb(may=plans_scrutiny)
def add_points(review: Review, *, kind: str, text: str, reason: str = "", by: User) -> list[ScopePoint]:
    """
    Add points of one kind to the scope of a review, a line of `text` each, after those that are there.

    Raises Refused without a line, for more than sixty points in all, without `reason` once a committee has agreed the
    scope, and where a point would tell anybody what is withheld (R16).
    """
    held = hold_review(review)
    if kind not in PointKind.values:
        raise Refused("Choose what the points are about.")
    lines = [" ".join(line.split()) for line in printable(text).splitlines() if line.strip()]
    if not lines:
        raise Refused("Enter at least one point.")
    if held.scope_points.count() + len(lines) > MOST:
        raise Refused(f"A scope can have at most {MOST} points. Combine some of them.")
    why = _why(held, reason)
    leak_check.refuse_telling_in(held, [("a point of the scope", lines)])
    last = held.scope_points.filter(kind=kind).last()
    first = last.position + 1 if last else 1
    points = [ScopePoint(review=held, kind=kind, text=line, position=place) for place, line in enumerate(lines, first)]
    for point in points:
        save(point)
    audit.record(by, "added to the scope of", held, kind=PointKind(kind).label, points=lines, reason=why)
    return points


@verb(may=plans_scrutiny)
def edit_point(point: ScopePoint, *, text: str, reason: str = "", by: User) -> ScopePoint:
    """Change the words of a point. Raises Refused as `add_points` does."""
    review, held = _hold(point)
    words = " ".join(said(text, "what the point is", 1000).split())
    if words == held.text:
        return held
    why = _why(review, reason)
    leak_check.refuse_telling_in(review, [("a point of the scope", [words])])
    was, held.text = held.text, words
    save(held)
    audit.record(by, "changed the scope of", review, kind=held.get_kind_display(), was=was, now=words, reason=why)
    return held


@verb(may=plans_scrutiny)
def remove_point(point: ScopePoint, *, reason: str = "", by: User) -> None:
    """Take a point off the scope. Raises Refused without `reason` once a committee has agreed the scope."""
    review, held = _hold(point)
    why = _why(review, reason)
    kind, was = held.get_kind_display(), held.text
    held.delete()
    audit.record(by, "removed a point from the scope of", review, kind=kind, was=was, reason=why)


@verb(may=plans_scrutiny)
def move_point_up(point: ScopePoint, *, by: User) -> ScopePoint:
    """Put a point before the one above it of its kind, which changes nothing that was agreed. Refused at the top."""
    review, held = _hold(point)
    above = review.scope_points.filter(kind=held.kind, position__lt=held.position).last()
    if above is None:
        raise Refused("That point is already the first.")
    above.position, held.position = held.position, above.position
    save(above)
    save(held)
    audit.record(by, "moved a point of the scope of", review, point=held.text[:120])
    return held


@verb(may=plans_scrutiny)
def describe_method(review: Review, *, reason: str = "", by: User, **changes: Any) -> ReviewMethod:
    """
    Say how the review is carried out, from when evidence is gathered and by when the panel means to report.

    Raises Refused without `reason` once a committee has agreed the scope, for days the wrong way round, and where the
    words would tell anybody what is withheld (R16).
    """
    if unknown := set(changes) - METHOD:
        raise TypeError(f"The method of a review has no such fields: {', '.join(sorted(unknown))}.")
    held = hold_review(review)
    method = method_of(held)
    changed = {name for name, value in changes.items() if getattr(method, name) != value}
    if not changed:
        return method
    why = _why(held, reason)
    before: dict[str, dt.date | str | None] = {name: getattr(method, name) for name in changed}
    for name in changed:
        setattr(method, name, changes[name])
    leak_check.refuse_telling_in(held, [("the method", [method.method])])
    save(method)
    audit.record(
        by, "changed the method or the days of", held, was={name: str(value or "") for name, value in before.items()},
        reason=why,
    )  # fmt: skip
    return method


def _hold(point: ScopePoint) -> tuple[Review, ScopePoint]:
    """The review, locked, and the point as it is now. Raises Refused where somebody has removed it."""
    review = hold_review(point.review)
    gone = "Someone has removed that point."
    return review, still_there(review.scope_points, point, gone)


def _why(review: Review, reason: str) -> str:
    """The reason for a change to what was agreed. Raises Refused where there is none; "" before anybody agreed."""
    if not reason.strip() and not current_agreements(review):
        return ""
    return reasoned(reason, WHY)
