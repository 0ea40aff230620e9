"""The public text of notices of key decisions (SI 2012/2089 reg 9(1)(a)-(h)) and of private meetings (reg 5)."""

import datetime as dt
from collections.abc import Iterable

from committee.acts.saving import day_of
from committee.models import Council
from committee.wording.dates import long_date
from committee.wording.wording import worded
from meetings.agendas.preflight import privacy
from meetings.models import PrivateNotice
from workprogramme.models import KeyDecision, Notice


def of(decision: KeyDecision) -> list[tuple[str, str]]:
    """Return (label, text) of each particular of a key decision that is not empty."""
    others = "Other documents relevant to it may be submitted." if decision.other_documents else ""
    private = "It will be taken in private." if decision.in_private else ""
    mistaken = _day(decision.mistaken_taken_on)
    mistake = f"That it was taken on {mistaken}. That was corrected on {_day(decision.mistake_corrected_on)}."
    rows = [
        ("Reference", decision.reference),
        ("Why it is a key decision", decision.get_why_key_display()),
        ("What is to be decided", decision.matter),
        ("Who decides", decision.decision_maker),
        ("Its members", decision.members),
        ("Portfolio", str(decision.portfolio or "")),
        ("When", decision.period),
        ("In private", private),
        ("Documents", decision.documents),
        ("Where to get copies", decision.address),
        ("Other documents", others or "No others are expected."),
        ("How to ask for details of them", decision.how_to_ask),
        ("Recorded by mistake", mistake if mistaken else ""),
    ]
    if decision.published_at and decision.notice != Notice.FULL:
        rows += [
            ("How notice was given", decision.get_notice_display()),
            ("Why 28 days’ notice was impracticable", decision.impracticable),
        ]
    return [row for row in rows if row[1]]


def of_private_notice(notice: PrivateNotice) -> list[tuple[str, str]]:
    """Return (label, text) of each part of a notice of private business that is not empty (reg 5)."""
    first, second = notice.first_published_at, notice.second_published_at
    agreed = f"{notice.agreed_by}, {worded(notice.get_agreed_as_display())}, on {_day(notice.agreed_on)}"
    rows = [
        ("Meeting", f"{notice.meeting.committee.name}, {long_date(notice.given_for)}"),
        ("Moved since", _moves(notice)),
        ("What will be discussed in private", notice.matter),
        ("Why in private", notice.reasons),
        ("First notice", f"Given on {long_date(day_of(first))}" if first else ""),
        ("Second notice", f"Given on {long_date(day_of(second))}" if second else ""),
        ("Representations received", notice.representations),
        ("Response to them", notice.response),
        ("Agreed that it cannot be deferred", agreed if notice.is_agreed else ""),
        ("Why it cannot reasonably be deferred", notice.agreed_reasons if notice.is_agreed else ""),
        ("Recorded by mistake", _mistaken_agreement(notice)),
    ]
    return [row for row in rows if row[1]]


def _moves(notice: PrivateNotice) -> str:
    """Return a line for each move of the meeting, because the notice's own text names the original day."""
    return "\n".join(
        f"On {long_date(day_of(move.moved_at))} the meeting was moved from {long_date(move.old_date)} to "
        f"{long_date(move.new_date)}."
        for move in notice.moves
    )


def _mistaken_agreement(notice: PrivateNotice) -> str:
    if not notice.agreement_struck_on:
        return ""
    return (
        f"That {notice.agreed_by} agreed on {_day(notice.agreed_on)} that it cannot reasonably be deferred. That was "
        f"corrected on {_day(notice.agreement_struck_on)}."
    )


def personal_data(notice: Iterable[tuple[str, str]]) -> str:
    """Return a warning if a notice, given as (label, text) pairs, seems to contain personal data (R53); else ""."""
    postcodes = privacy.own_postcodes(Council.current())
    findings = (privacy.of_words(f"“{label}”", [words], postcodes, tables=False) for label, words in notice)
    return " ".join(sentence for sentences in findings for sentence in sentences)


def _day(day: dt.date | None) -> str:
    return long_date(day) if day else ""
