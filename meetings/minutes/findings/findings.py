"""
Findings that block the publication of minutes or warn of it, each with its legal source and the page that mends it.

Rules of law: R01, R04, R16, R17, R20, R25, R28 to R33, R37, R53, R56 to R59, R63, R64. M01 to M05 are practice: the
meeting has not ended (M01), an item has no words or was not reached (M02), a motion was not put (M03), earlier minutes
are not published (M04), comments are open (M05). Checks of the law are in `law.py`, except R56 and
the missing casting vote (R30). These two and the checks of practice are in this module.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst

from committee.law import requests_in_resolutions
from committee.law.findings import Severity
from committee.wording.dates import long_date
from meetings.actions.due_dates import Calendar
from meetings.agendas.preflight.checks import Check, block, warn
from meetings.minutes.document.numbering import span_of
from meetings.minutes.findings import law as minutes_law
from meetings.minutes.findings.law import DECISIONS as DECISIONS
from meetings.minutes.findings.law import DRAFT as DRAFT
from meetings.minutes.findings.law import Case
from meetings.models import (
    DONE_THERE,
    Circulation,
    Comment,
    CommentState,
    ItemKind,
    Limb,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    Result,
)
from meetings.models.minutes import PUBLISHED_STATES

ACTS = (DECISIONS, DRAFT)
ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}
# Kinds of items that need no words in the minutes.
SILENT = (ItemKind.APOLOGIES, ItemKind.EXCLUSION)


def found(minutes: Minutes, *, on: date, for_: str = DRAFT) -> list[Check]:
    """Return the findings about publishing on `on`, blocking ones first; `for_` is the act, "decisions" or "draft"."""
    case = Case.of(minutes, on, for_)
    parts = [
        _ended,
        minutes_law.who_was_there,
        minutes_law.executive_there,
        minutes_law.hidden_words,
        minutes_law.personal_data,
        minutes_law.short_notice,
        minutes_law.off_agenda,
        minutes_law.withdrawn,
        minutes_law.lifted_interests,
        minutes_law.limited_votes,
        _motions,
        _not_taken,
    ]
    if for_ == DRAFT:
        parts += [minutes_law.urgent_items, minutes_law.agreement, minutes_law.fair_record, minutes_law.numbers]
        parts += [_unwritten, _asking, _earlier, _comments]
    return sorted((check for part in parts for check in part(case)), key=lambda check: ORDER[check.severity])


def _ended(case: Case) -> Iterator[Check]:
    if case.on < case.minutes.meeting.date:
        text = f"The meeting is on {long_date(case.minutes.meeting.date)}: its minutes are published after it."
        yield block("M01", text, "LGA 1972 Sch 12 para 41(1)", case.at("room"), "Go to the meeting")
        return
    if case.minutes.state == MinutesState.TAKING or case.minutes.ended_at is None:
        text = "The meeting has not ended. Record when it ended."
        yield block("M01", text, "LGA 1972 Sch 12 para 41(1)", case.at("room"), "End the meeting")


def _motions(case: Case) -> Iterator[Check]:
    for entry in case.entries:
        for resolution in entry.resolutions.all():
            if resolution.result == Result.PENDING:
                text = (
                    f"A motion under {_named(entry)} was not put to the vote. Record a vote, withdraw it or remove it."
                )
                yield warn("M03", text, "LGA 1972 Sch 12 para 39(1)", case.at("room"), "Go to the item")
            if resolution.result == Result.UNDETERMINED and not resolution.casting:
                text = (
                    f"The votes under {_named(entry)} were equal and it is not recorded whether a casting vote "
                    "was given."
                )
                yield warn("R30", text, "LGA 1972 Sch 12 para 39(2)", case.at("room"), "Record the casting vote")


def _unwritten(case: Case) -> Iterator[Check]:
    for entry in case.entries:
        if entry.item and entry.item.kind == ItemKind.DECLARATIONS:
            continue  # this item always prints words: the declared interests, or that no interests were declared
        if entry.is_printed and not case.says_something(entry):
            text = f"{capfirst(_named(entry))} was taken and has no words."
            yield warn("M02", text, "LGA 1972 Sch 12 para 41(1)", case.at("minute-text", pk=entry.pk), "Write it")


def _not_taken(case: Case) -> Iterator[Check]:
    """M02: warn of each item left out of print because no record says that the meeting reached it."""
    for entry in case.entries:
        if entry.omitted or entry.is_printed:
            continue
        kind = entry.item.kind if entry.item else ""
        if case.says_something(entry):
            what = "its text is not printed"
        elif kind not in SILENT and not (entry.item and entry.item.is_withdrawn):
            what = "nothing is printed for it"
        else:
            continue
        text = f"{capfirst(_named(entry))} was not reached, so {what}. If it was considered, record that."
        page = case.at("room-item-minuted", pk=entry.pk)
        yield warn("M02", text, "LGA 1972 Sch 12 para 41(1)", page, "Record whether it was taken")


def _asking(case: Case) -> Iterator[Check]:
    """
    R56: warn of a request without an owner or a due date, and of words that only seem to ask for something.

    A clear request, by its kind or words, gets its action at publication. For other words, the clerk decides.
    """
    rows = Limb.objects.resolved().filter(resolution__minute__minutes=case.minutes)
    calendar = Calendar(case.minutes.meeting)
    for limb in rows.select_related("resolution__minute__item"):
        entry = limb.resolution.minute
        where = f"Part {limb.letter}) under {_named(entry)}"
        if not limb.asks:
            if limb.kind not in DONE_THERE and requests_in_resolutions.seems_to_ask(limb.text):
                text = f"{where} reads as if something were to be done, and opens no action. If someone is asked for "
                text += "it, choose “Asked for action” and enter who it is for."
                yield warn("R56", text, "Each action is recorded", case.at("room"), "Change wording")
            continue
        missing = [] if limb.asked_of_id or limb.body else ["who it is for"]
        missing += [] if limb.due_on else ["by when"]
        if missing:
            text = f"{where} asks for something and does not say {' and '.join(missing)}."
            due = None if limb.due_on else calendar.read(limb.text)
            text += f" “{due.words}” is {long_date(due.on)}." if due else ""
            yield warn("R56", text, "Each action has an owner and a due date", case.at("room"), "Add owner or date")


def _earlier(case: Case) -> Iterator[Check]:
    """R28: warn where an earlier meeting's minutes are unpublished: numbers follow the order of publication."""
    meeting = case.minutes.meeting
    if meeting.committee.minutes_by_meeting:
        return
    first, _ = span_of(meeting.date)
    earlier = Meeting.objects.formal().filter(committee=meeting.committee, date__gte=first, date__lt=meeting.date)
    earlier = earlier.filter(minutes__isnull=False).exclude(minutes__state__in=PUBLISHED_STATES)
    for row in earlier.order_by("date").select_related("committee"):
        text = (
            f"The minutes of {long_date(row.date)} are not published yet: if you publish them after these, "
            "their numbers follow these."
        )
        yield warn("M04", text, "Numbers follow the meetings", case.at("minutes-write-up", row), "Publish those first")


def _comments(case: Case) -> Iterator[Check]:
    sent_round = Circulation.objects.filter(version__minutes=case.minutes)
    open_comments = Comment.objects.filter(circulation__in=sent_round, state=CommentState.OPEN).count()
    if open_comments:
        text = f"{open_comments} comment{'s are' if open_comments > 1 else ' is'} not answered."
        yield warn("M05", text, "Accept or decline every comment first", case.at("minutes-write-up"), "Answer them")
    last = sent_round.order_by("-comments_by").first()
    if last and last.comments_by >= case.on:
        text = f"The draft is out for comments until {long_date(last.comments_by)}."
        yield warn(
            "M05", text, "Accept or decline every comment first", case.at("minutes-circulate"), "See who it was sent to"
        )


def _named(entry: Minute) -> str:
    return f"item {entry.item.number}, “{entry.heading}”" if entry.item else f"“{entry.heading}”"
