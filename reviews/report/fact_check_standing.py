"""Where the check of a draft stands: who has answered, whose link still works, what is undecided."""

import datetime as dt
from dataclasses import dataclass

from committee.acts.saving import day_of
from committee.models import LinkStanding, SignedLink
from reviews.models import FactCheck, FactChecker, FactComment
from reviews.report.fact_check_verbs import ACT, passages

WORDS = {
    LinkStanding.LIVE: "Waiting for comments",
    LinkStanding.USED: "Answered",
    LinkStanding.REVOKED: "Link revoked",
    LinkStanding.EXPIRED: "Link expired",
}


@dataclass(frozen=True, slots=True)
class CheckerStatus:
    """Somebody who checks the facts, where it stands with them, and whether a link of theirs can be used."""

    checker: FactChecker
    words: str
    has_link: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the passage that it is about; "" where it is about all of the draft."""

    comment: FactComment
    passage: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A check of facts as it stands at a moment."""

    check: FactCheck
    is_over: bool
    checkers: list[CheckerStatus]
    remarks: list[Remark]

    @property
    def undecided(self) -> int:
        """Number of comments neither accepted nor declined."""
        return sum(1 for remark in self.remarks if not remark.comment.decision)


def standing(check: FactCheck, at: dt.datetime) -> Standing:
    """Return the check with every checker and every comment: three queries."""
    checkers = list(check.checkers.select_related("person"))
    kind, keys = FactChecker._meta.label_lower, [checker.pk for checker in checkers]
    links = SignedLink.objects.filter(act=ACT, subject_type=kind, subject_id__in=keys).order_by("made_at", "pk")
    latest = {link.subject_id: link.standing(at) for link in links}
    texts = passages(check.text)
    comments = FactComment.objects.filter(checker__fact_check=check).select_related("checker__person")
    return Standing(
        check=check,
        is_over=day_of(at) > check.last_day,
        checkers=[_status(checker, latest.get(checker.pk)) for checker in checkers],
        remarks=[
            Remark(comment, texts[comment.passage - 1] if 0 < comment.passage <= len(texts) else "")
            for comment in comments
        ],
    )


def _status(checker: FactChecker, latest: LinkStanding | None) -> CheckerStatus:
    words = "Answered" if checker.answered_at else WORDS[latest] if latest else "Not sent yet"
    return CheckerStatus(checker, words, has_link=latest is LinkStanding.LIVE)
