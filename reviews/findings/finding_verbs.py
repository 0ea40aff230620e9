"""Verbs of findings: add a finding with its evidence, change or remove it; extract recommendations from prose."""

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
from reviews.locking import hold, hold_review, next_number, put, refuse_issued
from reviews.models import Recommendation, Review, ReviewFinding

ISSUED = "with its findings"
WORDS = {"text": "the finding", "evidence_words": "the evidence"}


@verb(may=plans_scrutiny)
def add_finding(review: Review, *, by: User, **fields: Any) -> ReviewFinding:
    """
    Add a finding to a review, under the next number. `fields` are fields of ReviewFinding.

    Raises Refused where the report is issued, evidence, points or recommendations are of another review, or the words
    reveal something withheld (R16).
    """
    locked = hold_review(review)
    refuse_issued(locked, ISSUED)
    finding = ReviewFinding(review=locked, number=next_number(locked.findings))
    _change(finding, fields)
    audit.record(by, "wrote a finding of", locked, number=finding.number)
    return finding


@verb(may=plans_scrutiny)
def edit_finding(finding: ReviewFinding, *, by: User, **changes: Any) -> ReviewFinding:
    """Change a finding, its evidence, points or recommendations. Raises Refused as `add_finding` does."""
    locked = hold(finding, "that finding")
    refuse_issued(locked.review, ISSUED)
    if changed := _change(locked, changes):
        audit.record(by, "changed a finding of", locked.review, number=locked.number, changed=sorted(changed))
    return locked


@verb(may=plans_scrutiny)
def remove_finding(finding: ReviewFinding, *, by: User) -> None:
    """Remove a finding. The trail stores its first 250 letters. Raises Refused once the report is issued."""
    locked = hold(finding, "that finding")
    refuse_issued(locked.review, ISSUED)
    number, text = locked.number, locked.text
    locked.delete()
    for later in locked.review.findings.filter(number__gt=number).order_by("number"):
        later.number -= 1
        save(later)
    audit.record(by, "removed a finding of", locked.review, number=number, text=text[:250])


@verb(may=plans_scrutiny)
def take_out_of_prose(review: Review, sentences: Sequence[Buried], *, by: User) -> list[Recommendation]:
    """
    Add to a review the recommendations that were found in a text.

    Raises Refused where `sentences` is empty, and as `add_recommendation` does.
    """
    if not sentences:
        raise Refused("Choose at least one of them.")
    return [
        add_recommendation(review, text=sentence.text, wanted_months=sentence.months, by=by) for sentence in sentences
    ]


def _change(finding: ReviewFinding, changes: dict[str, Any]) -> set[str]:
    """Set the words of a finding, then its related rows. Return the names of the fields that changed."""
    changed = _say(finding, {name: text for name, text in changes.items() if name in WORDS})
    return changed | _tie(finding, {name: rows for name, rows in changes.items() if name not in WORDS})


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
