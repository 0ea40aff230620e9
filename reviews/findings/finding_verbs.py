"""Verbs of findings: write one with what it rests on, change or remove it, take recommendations out of prose."""

from collections.abc import Collection, Sequence
from typing import Any

from committee.access.permissions import plans_scrutiny
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import User
from reviews import leak_check
from reviews.findings.in_prose import Buried
from reviews.findings.recommendation_verbs import add_recommendation
from reviews.locking import hold_finding, hold_review, put
from reviews.models import Evidence, Recommendation, Review, ReviewFinding, ScopePoint, State

WORDS = {"text": "the finding", "evidence_words": "the evidence"}


@verb(may=plans_scrutiny)
def add_finding(
    review: Review,
    *,
    text: str,
    evidence: Collection[Evidence] = (),
    evidence_words: str = "",
    scope_points: Collection[ScopePoint] = (),
    recommendations: Collection[Recommendation] = (),
    by: User,
) -> ReviewFinding:
    """
    Write another finding of a review, under the next number, until its report is issued.

    Raises Refused after that, for evidence, points and recommendations of another review, and where the words would
    tell anybody what is withheld (R16).
    """
    locked = hold_review(review)
    _refuse_handed_down(locked)
    last = locked.findings.order_by("number").last()
    finding = ReviewFinding(review=locked, number=last.number + 1 if last else 1)
    _say(finding, {"text": text, "evidence_words": evidence_words})
    _tie(finding, {"evidence": evidence, "scope_points": scope_points, "recommendations": recommendations})
    audit.record(by, "wrote a finding of", locked, number=finding.number)
    return finding


@verb(may=plans_scrutiny)
def edit_finding(finding: ReviewFinding, *, by: User, **changes: Any) -> ReviewFinding:
    """Change a finding, its evidence, or what it answers and leads to. Raises Refused as `add_finding` does."""
    locked = hold_finding(finding)
    _refuse_handed_down(locked.review)
    changed = _say(locked, {name: text for name, text in changes.items() if name in WORDS})
    changed |= _tie(locked, {name: rows for name, rows in changes.items() if name not in WORDS})
    if changed:
        audit.record(by, "changed a finding of", locked.review, number=locked.number, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_finding(finding: ReviewFinding, *, by: User) -> None:
    """Remove a finding; its words stay on the trail. Refused once the report is issued."""
    locked = hold_finding(finding)
    _refuse_handed_down(locked.review)
    number, text = locked.number, locked.text
    locked.delete()
    for later in locked.review.findings.filter(number__gt=number).order_by("number"):
        later.number -= 1
        save(later)
    audit.record(by, "removed a finding of", locked.review, number=number, text=text[:250])


@verb(may=plans_scrutiny)
def take_out_of_prose(review: Review, sentences: Sequence[Buried], *, by: User) -> list[Recommendation]:
    """Write each recommendation that was found in a text as one of the review. Refused as `add_recommendation` is."""
    if not sentences:
        raise Refused("Choose at least one of them.")
    return [
        add_recommendation(review, text=sentence.text, wanted_months=sentence.months, by=by) for sentence in sentences
    ]


def _refuse_handed_down(review: Review) -> None:
    if not review.is_before_report:
        raise Refused(
            f"The report has been issued with its findings: return the review to “{State.DRAFTING.label}” first."
        )


def _say(finding: ReviewFinding, words: dict[str, str]) -> set[str]:
    changed = put(finding, words, WORDS)
    leak_check.refuse_telling_in(finding.review, [(WORDS[name], [getattr(finding, name)]) for name in sorted(changed)])
    if changed or finding.pk is None:
        save(finding)
    return changed


def _tie(finding: ReviewFinding, tied: dict[str, Collection[Any]]) -> set[str]:
    changed = set()
    for name, rows in tied.items():
        if any(tie.review_id != finding.review_id for tie in rows):
            raise Refused("That belongs to another review.")
        relation = getattr(finding, name)
        if {tie.pk for tie in relation.all()} != {tie.pk for tie in rows}:
            relation.set(rows)
            changed.add(name)
    return changed
