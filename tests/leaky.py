"""A title that every meeting hides and a sentence of its exempt paper, to be told by verbs that must not."""

import copy
import datetime as dt
from collections.abc import Callable
from inspect import signature
from typing import Any

from django.db.models import Model

from committee.acts.refusal import Refused
from committee.acts.seen import having_read
from committee.models import Committee, User
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.findings import findings
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import AgendaItem, LimbKind, Meeting, Minutes, Paper, PaperFile, PaperState, PrivateNotice
from meetings.papers import verbs as papers
from reviews.evidence import publication
from reviews.models import BEFORE_REPORT, Evidence, Review, State
from tests.acts import Act, Cast
from tests.meetings.minuted import AFTER, EXEMPT_WORDS, TENTH
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.reviews import stepping
from tests.workprogramme.executive import at, cabinet_meeting
from workprogramme.forward_plan import private_notices
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.items.verbs import LeadDraft
from workprogramme.models import KeyDecision, LeadRole, Origin

HIDDEN_TITLE = "Closure of Wisteria Grange"
HARMLESS = "Fostering: how long children wait"
# Modules that ask the gate on behalf of verbs elsewhere, and what they stand for.
STANDING_FOR = {
    "committee.register.lawful": "the verbs of the register",
    "meetings.packs.leak_check.public_words": "the gate",
    "workprogramme.leak_check": "the verbs of the programme",
    "reviews.leak_check": "the verbs of reviews",
    "reviews.evidence.publication": "what is drafted as evidence, which its publication asks",
    "reviews.evidence.evidence_files": "another word: of files, which are searched before they are published",
    "reviews.proposing.parent_verbs": "words kept already: another committee, which withholds them, is refused",
    "workprogramme.locking": "a step, whatever verb takes it",
    "workprogramme.importing.verbs": "a file of a programme: tests/workprogramme/test_for_scrutiny_alone.py",
    "meetings.agendas.versioning": "the publications of an agenda",
    "meetings.papers.verbs": "a reminder by email",
    "meetings.minutes.findings.law": "the findings of minutes",
    "meetings.agendas.preflight.leaks": "the findings of an agenda",
    "meetings.minutes.publication.circulating": "the email with a draft that goes round",
    "meetings.agendas.previewing": "the email with a preview",
    "workprogramme.forward_plan.urgent_decisions": "the agreement that a notice of a private meeting tells",
    "meetings.takedowns.subjects": "another word: which minutes tell of a thing",
}


def hide_everywhere(act: Act, clerk: User) -> None:
    """In every meeting an item whose title is hidden, with an exempt paper that holds the sentence."""
    _meetings_for(act, clerk)
    first: PaperFile | None = None
    for meeting in Meeting.objects.filter(cancelled_at__isnull=True).order_by("pk"):
        item = _hidden(meeting, clerk)
        first = _copied(first, item) if first else _exempt(item, clerk)
    assert first, "no meeting hides anything"
    for row in act.args:
        if hasattr(row, "refresh_from_db") and row.pk:
            row.refresh_from_db()


def _meetings_for(act: Act, clerk: User) -> None:
    if not Meeting.objects.filter(committee__slug="safeguarding").exists():
        calendar.schedule(Committee.objects.get(slug="safeguarding"), TENTH, by=clerk)
    if act.verb.__module__ == "workprogramme.forward_plan.verbs":
        cabinet_meeting(clerk)


def _hidden(meeting: Meeting, clerk: User) -> AgendaItem:
    return agenda.add_item(meeting, title=HIDDEN_TITLE, public_title="A home", part=2, by=clerk)


def _exempt(item: AgendaItem, clerk: User) -> PaperFile:
    paper = papers.add_paper(
        item, title="Report on a home", data=pdf_of(1, EXEMPT_WORDS), filename="home.pdf", at=moment(2022, 1, 3, 9),
        by=clerk, access="exempt", paragraphs=(1,), public_interest_reason="It would harm a person.",
        not_own_development=True, background_papers="None",
    )  # fmt: skip
    return PaperFile.objects.get(paper=paper)


def _copied(file: PaperFile, item: AgendaItem) -> PaperFile:
    """Copy a file to another item, which is quicker than taking it in again."""
    paper = Paper.objects.get(pk=file.paper_id)
    paper.pk, paper.item, paper.file, paper.state = None, item, None, PaperState.DUE
    paper.save(force_insert=True)
    again = PaperFile.objects.get(pk=file.pk)
    again.pk, again.paper = None, paper
    again.save(force_insert=True)
    Paper.objects.filter(pk=paper.pk).update(file=again, state=PaperState.RECEIVED)
    return again


def send(act: Act, name: str, words: str) -> None:
    """Do the act with `words` in that argument; a row that is new keeps none of them for the next time."""
    said = _said_in(name, words)
    args = [copy.copy(row) if isinstance(row, Model) and row.pk is None else row for row in act.args]
    for place, parameter in enumerate(list(signature(act.verb).parameters)[: len(args)]):
        if parameter in said:
            args[place] = said.pop(parameter)
    act.verb(*args, **{**act.kwargs, "by": act.by, **said})


def _said_in(name: str, words: str) -> dict[str, Any]:
    if name == "limbs":
        return {"limbs": [LimbDraft(f"it be noted that {words}", LimbKind.NOTED)]}
    if name == "leads":
        return {"leads": [LeadDraft(LeadRole.OTHER, name=words)]}
    if name == "data":  # captions
        return {"data": f"WEBVTT\n\n00:25:00.000 --> 00:25:04.000\n{words}".encode()}
    beside: dict[str, Any] = {}
    if name == "origin_words":
        beside = {"origin": Origin.MEMBER}
    if name == "owner_body":
        beside = {"owner": None}
    return {name: words, **beside}


def stopping(verb: Callable[..., Any], cast: Cast) -> set[str]:
    """Return the rules that stop the publication of a draft."""
    if verb.__module__ == "workprogramme.forward_plan.verbs":
        [decision] = KeyDecision.objects.all()
        return _refused(
            lambda: having_read(forward_plan.publish_notice)(decision, at=at("2022-05-10"), by=cast["clerk"])
        )
    if "private_notices" in verb.__module__:
        [notice] = PrivateNotice.objects.all()
        return _refused(
            lambda: having_read(private_notices.publish_first)(notice, at=at("2022-05-10"), by=cast["clerk"])
        )
    if verb.__module__.startswith("reviews.evidence"):
        made = Evidence.objects.order_by("pk").last()
        assert made is not None
        return _refused(lambda: having_read(publication.publish_evidence)(made, at=AFTER, by=cast["clerk"]))
    if verb.__module__.startswith("reviews."):
        [review] = Review.objects.all()
        return _refused(lambda: _hand_down(review, cast["clerk"]))
    [minutes] = Minutes.objects.exclude(meeting__items__isnull=True).distinct()
    on = max(AFTER.date(), minutes.meeting.date) + dt.timedelta(days=1)
    return {check.rule for check in findings.found(minutes, on=on) if check.severity == "block"}


def _hand_down(review: Review, by: User) -> None:
    for state in (*BEFORE_REPORT[1:], State.REPORTED):
        stepping.take_step(review, state, reason="It goes on.", on=review.proposed_on, at=AFTER, by=by)


def _refused(act: Callable[[], object]) -> set[str]:
    try:
        act()
    except Refused as refusal:
        return {refusal.rule}
    return set()
