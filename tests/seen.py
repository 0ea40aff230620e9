"""
For each act that compares what was seen: where its page is, what somebody else changes meanwhile, and what is typed.

Its world and its arguments are those of its recipe (`tests/acts/`). A new act of that kind fails `test_seen.py` until
it stands here.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import reverse

from committee.acts import seen
from committee.complaints import verbs as complaints
from committee.forms.from_anybody import signed_time
from meetings.actions import verbs as actions
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import years
from meetings.members import before_meeting
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.publication import circulating, decision_notice
from meetings.minutes.publication import publishing as minutes
from meetings.minutes.room.resolutions import resolving, voting
from meetings.models import Limb, Meeting, Paper
from meetings.papers import open_by_leave
from meetings.recordings import verbs as recordings
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as sign_off
from reviews.evidence import call_verbs as calls
from reviews.evidence import publication
from reviews.evidence import verbs as evidence
from reviews.findings import figure_verbs as figures
from reviews.models import Addressee, Evidence, EvidenceFile, ProgressEntry
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report import issuing
from reviews.steps import endorsement_verbs as endorsement
from tests.meetings import publishing as publishing_world
from tests.meetings.packs.making import pdf_of
from workprogramme.forward_plan import private_notices, urgent_decisions
from workprogramme.forward_plan import verbs as forward_plan
from workprogramme.programmes import verbs as programmes

MEANWHILE = "Reworded meanwhile"


@dataclass(frozen=True)
class Page:
    """
    The page of an act on `thing`; `change` is what is done meanwhile, after which it shows `words`.

    Without `words` it can then not be done any more, and only the refusal is looked for. What is `typed` may be a
    function of the thing.
    """

    address: Callable[[Any], str]
    change: Callable[[Any], object]
    typed: dict[str, Any] = field(default_factory=dict)
    words: str = MEANWHILE


def rewritten(column: str, *path: str, words: Any = MEANWHILE) -> Callable[[Any], object]:
    """Return a function that changes a column of the thing, or of the row at `path`, without a verb."""

    def change(thing: Any) -> object:
        row: Any = type(thing)._base_manager.get(pk=thing.pk)
        for name in path:
            row = getattr(row, name)
            row = row if isinstance(row, Model) else row.order_by("pk").first()
        return type(row)._base_manager.filter(pk=row.pk).update(**{column: words})

    return change


def at(name: str, *args: Callable[[Any], Any] | str) -> Callable[[Any], str]:
    """Return a function that gives a thing's address of that name; `args` are dotted paths or functions."""

    def address(thing: Any) -> str:
        return reverse(name, args=[_of(thing, arg) for arg in args])

    return address


def _of(thing: Any, arg: Callable[[Any], Any] | str) -> Any:
    if callable(arg):
        return arg(thing)
    for name in arg.split("."):
        thing = getattr(thing, name)
    return thing


ADDRESSEE = ("addressee.recommendation.review.slug", "addressee.pk")
MEETING = ("committee.slug", "slug")
MINUTES = ("meeting.committee.slug", "meeting.slug")
ROOM = ("minute.minutes.meeting.committee.slug", "minute.minutes.meeting.slug")
ENTRY = ("minutes.meeting.committee.slug", "minutes.meeting.slug", "pk")
MOTION = rewritten("text", "limbs")
SPOKEN_LATER = dt.datetime(2022, 1, 10, 10, 5, tzinfo=dt.UTC)
PUBLISH, EACH_FOR = {"publish": "yes"}, {"vote-": "for"}  # every field that begins so


def _built_anew(meeting: Any) -> None:
    """Change a title, and build both packs again."""
    rewritten("title", "items")(meeting)
    publishing_world.built(meeting)


def _reported(review: Any) -> None:
    """Report once more as an officer."""
    entry = ProgressEntry.objects.filter(addressee__recommendation__review=review).latest("pk")
    entry.pk, entry.evidence, entry._state.adding = None, MEANWHILE, True
    entry.save()


def _another_file(piece: Evidence) -> None:
    """Send another file as a colleague."""
    now = piece.added_at
    sent = EvidenceFile(review=piece.review, filename=f"{MEANWHILE}.pdf", handed_in_at=now, heartbeat=now)
    sent.state = "taken"
    sent.save()
    Evidence.objects.filter(pk=piece.pk).update(file=sent)


def _told_anew(recommendation: Any) -> None:
    """Word it otherwise in a later report."""
    recommendation.handed_down = recommendation.handed_down | {"text": MEANWHILE}
    recommendation.save(update_fields=["handed_down"])


def _minute(column: str) -> Callable[[Any], object]:
    """Return a function that changes the words of a printed minute."""

    def change(minutes: Any) -> object:
        [entry] = minutes.entries.filter(omitted=False).exclude(text="").exclude(access="open").order_by("pk")[:1]
        return type(entry)._base_manager.filter(pk=entry.pk).update(**{column: MEANWHILE})

    return change


def _another_day(year: Any) -> None:
    """Move a meeting of the year."""
    Meeting.objects.filter(date__range=(year.starts, year.ends)).update(starts=dt.time(18, 45))


def _late_paper(meeting: Any) -> None:
    """Rename the paper that waits to be published."""
    paper = Paper.objects.select_related("item").get(item__meeting=meeting, title="Late figures")
    Paper.objects.filter(pk=paper.pk).update(title=f"{paper.item.title}: {MEANWHILE}")


PAGES: dict[Callable[..., Any], Page] = {
    before_meeting.plan_attendance: Page(
        at("members:meeting-before", *MEETING),
        rewritten("starts", words=dt.time(18, 45)),
        {"reason": "I am away.", "act": "Send apologies"},
        words=seen.CHANGED,
    ),
    # Agendas
    publishing.publish_agenda: Page(at("desk:agenda-publish", *MEETING), _built_anew),
    amendments.publish_supplement: Page(
        at("desk:supplement-publish", *MEETING), _late_paper, {"reason": "The figures came late."}
    ),
    amendments.publish_added_item: Page(at("desk:item-add", *MINUTES, "pk"), rewritten("title")),
    amendments.publish_urgent_item: Page(at("desk:item-urgent", *MINUTES, "pk"), rewritten("title"), PUBLISH),
    agenda.rule_urgent: Page(
        at("desk:item-urgent", *MINUTES, "pk"), rewritten("title"), {"circumstances": "It cannot wait for June."}
    ),
    years.publish_calendar: Page(at("desk:calendar-publish", "slug"), _another_day, words=seen.CHANGED),
    open_by_leave.allow_open: Page(
        at("desk:paper-allow-open", *(f"item.{name}" for name in MINUTES), "pk"),
        rewritten("title"),
        {"reason": "It names nobody."},
    ),
    # The room
    voting.agree: Page(at("desk:room-item", *ROOM, "minute.pk"), MOTION),
    voting.show_of_hands: Page(at("desk:vote-counted", *ROOM, "pk"), MOTION, {"votes_for": 4, "votes_against": 1}),
    voting.recorded_vote: Page(at("desk:vote-recorded", *ROOM, "pk"), MOTION, EACH_FOR),
    voting.cast: Page(at("desk:vote-casting", *ROOM, "pk"), MOTION, {"casting": "for"}),
    resolving.agree_as_recommended: Page(
        at("desk:room-item", *ENTRY), rewritten("recommendations", "item", "papers", words=f"That {MEANWHILE}")
    ),
    # What else meetings have
    actions.answer: Page(at("officers:action", "pk"), rewritten("text"), {"text": "There are 412."}),
    recordings.correct_recording: Page(at("desk:recording-correct", *MINUTES, "pk"), rewritten("title")),
    recordings.put_captions: Page(
        at("desk:recording-captions", *MINUTES, "pk"), rewritten("starts_at", words=SPOKEN_LATER), words=""
    ),
    complaints.answer: Page(at("desk:complaint-answer", "pk"), rewritten("details"), {"outcome": "We took it down."}),
    complaints.send_outcome: Page(at("desk:complaint-outcome-send", "pk"), rewritten("outcome")),
    complaints.record_outcome_sent: Page(
        at("desk:complaint-outcome-sent", "pk"), rewritten("outcome"), {"how": "By post"}
    ),
    # Minutes
    minutes.publish_decisions: Page(
        at("desk:minutes-decisions", *MINUTES),
        lambda row: Limb.objects.filter(resolution__minute__minutes=row).update(text=MEANWHILE),
    ),
    minutes.publish_draft: Page(at("desk:minutes-publish", *MINUTES), _minute("heading")),
    decision_notice.send_notice: Page(
        at("desk:resolution-notice", *ENTRY),
        lambda minute: Limb.objects.filter(resolution__minute=minute).update(text=MEANWHILE),
        {"party": "Feathers Inns Ltd", "reasons": "It was safe.", "appeal": "There is none."},
    ),
    minutes.certify_record: Page(
        at("desk:minutes-certify", *MINUTES), _minute("heading"), words=seen.CHANGED
    ),
    circulating.circulate: Page(
        at("desk:minutes-circulate", *MINUTES), _minute("text"), words=seen.CHANGED
    ),
    confirming.confirm: Page(at("desk:minutes-confirm", *MINUTES), _minute("text"), words=seen.CHANGED),
    confirming.move_confirmation: Page(
        at("desk:minutes-confirm", *MINUTES), _minute("text"), words=seen.CHANGED
    ),
    signing.sign: Page(at("members:minutes-sign", *MINUTES), _minute("text"), words=""),
    signing.sign_on_paper: Page(at("desk:minutes-confirm", *MINUTES), _minute("text"), words=""),
    # The forward plan
    private_notices.publish_first: Page(at("desk:private-notice-publish-first", "pk"), rewritten("matter")),
    private_notices.publish_second: Page(
        at("desk:private-notice-publish-second", "pk"),
        rewritten("name", "meeting", "committee"),
        {"representations": "None.", "response": "None is needed."},
    ),
    forward_plan.publish_notice: Page(at("desk:key-decision-publish", "pk"), rewritten("matter"), {"notice": "full"}),
    forward_plan.record_taken: Page(
        at("desk:key-decision-taken", "pk"), rewritten("how_to_ask"), {"taken_on": "2022-06-15"}
    ),
    urgent_decisions.answer: Page(at("members:urgent-decision", "pk"), rewritten("why"), {"agreed": "yes"}),
    # Reviews
    sign_off.send_answer: Page(
        at("officers:review-answer", "pk"),
        lambda draft: _told_anew(draft.addressee.recommendation),
        {"answer": "accepted", "action": "Every school asks.", "officer": "Head of schools"}
        | {"target_on_month": 3, "target_on_year": 2022},
    ),
    sign_off.sign_off: Page(at("members:portfolio-answer", "pk"), rewritten("action"), {"decision": "sign"}),
    sign_off.sign_response: Page(
        at("members:portfolio-response", "pk"), rewritten("action"), {"decision": "sign"}
    ),
    sign_off.publish_answer: Page(
        at("desk:review-answer-publish", *ADDRESSEE), lambda draft: _told_anew(draft.addressee.recommendation)
    ),
    evidence.replace_file: Page(
        at("desk:review-evidence-replace", "review.slug", "number"), _another_file, {"file": pdf_of(1, "Mended.")}
    ),
    publication.redact_evidence: Page(
        at("desk:review-evidence-redact", "review.slug", "number"),
        rewritten("redacted_text"),
        {"text": "Some of our pupils do."},
    ),
    evidence.record_consent: Page(
        at("desk:review-evidence-consent", "review.slug", "number"),
        rewritten("text"),
        {"agreed_to": "published", "agreed_on": "2021-06-17", "agreed_how": "By email"},
    ),
    scope.record_agreement: Page(
        at("desk:review-agreement-new", "review.slug", "pk"),
        rewritten("text", "review", "scope_points"),
        {"on": "2021-07-01", "proof": "Minute book"},
    ),
    evidence.allow_opening: Page(
        at("desk:review-evidence-allow", "review.slug", "number"),
        rewritten("title"),
        {"reason": "The school has published it."},
    ),
    publication.publish_evidence: Page(at("desk:review-evidence-publish", "review.slug", "number"), rewritten("text")),
    issuing.issue_report: Page(
        at("desk:review-report-issue", "slug"), rewritten("text", "recommendations"), {"reason": "Members agreed."}
    ),
    proposing.publish_review: Page(at("desk:review-publish", "slug"), rewritten("question")),
    responses.serve_notice: Page(
        at("desk:review-notice-new", "slug"),
        rewritten("name", "recommendations", "addressees"),
        {
            "recipient": "The Leader",
            "served_by": "hand",
            "addressees": lambda review: Addressee.objects.filter(recommendation__review=review).earliest("pk").pk,
        },
    ),
    responses.record_response: Page(
        at("desk:review-response", "recommendation.review.slug", "pk"),
        lambda addressee: _told_anew(addressee.recommendation),
        {"answer": "rejected", "reasons": "There is no money."},
    ),
    responses.correct_response: Page(
        at("desk:review-response", *ADDRESSEE),
        lambda response: _told_anew(response.addressee.recommendation),
        {"reason": "It was misheard."},
    ),
    endorsement.record_decision: Page(
        at("desk:review-decision-new", "review.slug", "pk"),
        rewritten("name", "committee"),
        {"decision": "deferred", "on": "2021-09-14", "proof": "Minute book"},
    ),
    programmes.publish_programme: Page(
        at("desk:programme-publish", "committee.slug", "year.slug"), rewritten("introduction"), words=seen.CHANGED
    ),
    progress.publish_progress: Page(at("desk:review-progress-publish", "slug"), _reported),
    progress.judge_progress: Page(
        at("desk:review-progress-judge", "recommendation.review.slug", "pk"),
        lambda addressee: _told_anew(addressee.recommendation),
        {"status": "on_track"},
    ),
    calls.open_call: Page(
        at("desk:review-call-edit", "slug"),
        rewritten("title"),
        {"text": "What helps?", "opens_on": "2021-07-01", "closes_on": "2021-08-01"},
    ),
    calls.answer_call: Page(
        at("public:review-call", "review.slug"),
        rewritten("text"),
        {
            "text": "We miss the last bus.",
            "no_child_is_named": "on",
            "shown": lambda _: signed_time(time.time() - 60),  # a person reads before they write
        },
    ),
    figures.publish_figures: Page(at("desk:review-figure-publish", "review.slug", "pk"), rewritten("title")),
    figures.show_whole: Page(
        at("desk:review-figure-whole", "review.slug", "pk"), rewritten("title"), {"reason": "They are old."},
        words=seen.CHANGED,
    ),
}  # fmt: skip


# Acts whose name is of that kind, and why they need no mark.
WORDS_OF_THE_KIND = (
    *("publish", "sign", "confirm", "issue", "approve", "endorse", "certif", "circulate", "agree", "answer", "send"),
    *("consent", "serve", "notify", "rule", "vote", "cast", "accept", "judge", "decide", "decision", "allow"),
    *("open_call", "outcome", "taken", "provide", "supplement", "captions", "hide", "show_", "handed_down", "freeze"),
)
TYPED = "what it says is typed on its own page, over the words that its form began from"
NOTHING_TOLD = "it tells nobody anything"
FIXED = "what it is about cannot be changed any more"
NAMED = "the page names by its id what is accepted"
A_PART = "a part of acts that have compared what was seen"
UNMARKED = {
    "committee.complaints.verbs.correct_outcome": TYPED,
    "committee.following.verbs.confirm": "a reader confirms their own address by the link that was sent to it",
    "committee.register.directory_groups.approve_group": FIXED,
    "committee.register.role_requests.approve_role": FIXED,
    "committee.sign_in.signed_links.send": NOTHING_TOLD,
    "meetings.actions.absences.approve_absence": TYPED,
    "meetings.actions.verbs.open_for_limited_vote": A_PART,
    "meetings.actions.verbs.assign": NOTHING_TOLD,
    "meetings.actions.verbs.remove_answer": NOTHING_TOLD,
    "meetings.agendas.accepted.accept_findings": "a finding is named by the hash of its words",
    "meetings.agendas.certificate.complete_certificate": TYPED,
    "meetings.agendas.previewing.send_preview": "a draft, to those who preside",
    "meetings.agendas.versioning.freeze": A_PART,
    "meetings.agendas.versioning.republish": A_PART,
    "meetings.minutes.publication.circulating.answer_comment": FIXED,
    "meetings.minutes.document.minute_states.say_taken": NOTHING_TOLD,
    "meetings.minutes.publication.versions.freeze": A_PART,
    "meetings.minutes.room.clerical_errors.correct_decision_time": TYPED,
    "meetings.minutes.room.presence.interests.record_vote_in_breach": TYPED,
    "meetings.members.before_meeting.answer_substitute_request": "it lapses where the meeting is moved",
    "meetings.papers.conversions.accept_conversion": NAMED,
    "meetings.recordings.verbs.remove_captions": NOTHING_TOLD,
    "meetings.takedowns.verbs.confirm": FIXED,
    "meetings.takedowns.verbs.hide": NOTHING_TOLD,
    "reviews.evidence.call_verbs.forget_answer": NOTHING_TOLD,
    "reviews.evidence.call_verbs.reject_answer": NOTHING_TOLD,
    "reviews.evidence.evidence_files.accept_evidence_file": NAMED,
    "reviews.evidence.publication.unpublish_evidence": NOTHING_TOLD,
    "reviews.report.fact_check_verbs.decide_comment": FIXED,
    "reviews.report.fact_check_verbs.send_draft": FIXED,
    "reviews.report.verbs.assign_section": NOTHING_TOLD,
    "reviews.proposing.scope_verbs.correct_agreement": TYPED,
    "reviews.proposing.scope_verbs.strike_out_agreement": NOTHING_TOLD,
    "reviews.answers.sign_off_verbs.send_back": "its form is the one that signs, which compares it",
    "reviews.answers.sign_off_verbs.send_back_response": "its reason is read beside the words as they then stand",
    "reviews.answers.sign_off_verbs.ask_for_answer": NOTHING_TOLD,
    "reviews.steps.endorsement_verbs.correct_decision": TYPED,
    "reviews.steps.endorsement_verbs.withdraw_decision": FIXED,
    "workprogramme.member_requests.call_ins.accept": FIXED,
    "workprogramme.member_requests.call_ins.ask_all_to_confirm": NOTHING_TOLD,
    "workprogramme.member_requests.call_ins.ask_to_confirm": NOTHING_TOLD,
    "workprogramme.member_requests.call_ins.confirm": FIXED,
    "workprogramme.forward_plan.private_notices.assign_item": NOTHING_TOLD,
    "workprogramme.forward_plan.urgent_decisions.take_back_answer": NOTHING_TOLD,
    "workprogramme.forward_plan.verbs.change_rules": TYPED,
    "workprogramme.forward_plan.verbs.edit_decision": TYPED,
    "workprogramme.forward_plan.verbs.enter_decision": TYPED,
    "workprogramme.forward_plan.verbs.strike_taken": TYPED,
    "workprogramme.forward_plan.verbs.withdraw_decision": TYPED,
    "workprogramme.member_requests.calls_for_action.accept": FIXED,
    "workprogramme.member_requests.document_requests.provide": FIXED,
    "workprogramme.outcomes.verbs.ask_for_outcome": NOTHING_TOLD,
    "workprogramme.outcomes.verbs.accept": TYPED,
    "workprogramme.suggestions.verbs.tell_decision": FIXED,
}
