"""What fills the blanks of the addresses of reviews, their scope, sessions and evidence, for every walk."""

import datetime as dt
from functools import partial
from typing import Any

from committee.acts.seen import having_read
from committee.models import Committee, Person, Portfolio, PortfolioHolding, User
from meetings.calendar import verbs as calendar
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.evidence import verbs as evidence_verbs
from reviews.findings import figure_verbs as figures
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import (
    Addressee,
    AnswerDraft,
    EvidenceConversion,
    FactCheck,
    FactChecker,
    FactComment,
    PointKind,
    Recommendation,
    Review,
    ReviewFinding,
    SectionKind,
)
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.report import verbs as report
from reviews.steps import endorsement_verbs as endorsement
from tests.acts.review_evidence import TEXT
from tests.acts.reviews_report import TEXT as WRITTEN
from tests.acts.reviews_report import png
from tests.meetings.packs.making import pdf_of
from tests.reviews import given, stepping
from tests.reviews import heard as hearings
from tests.reviews import world as worlds
from tests.workprogramme import world as programmes
from workprogramme.models import Programme

CHECKED = "zeitnot"  # of a draft whose facts are checked
COMPARED = "zwischenzug"  # of a table that is not published: nobody but scrutiny officers reads it
DAY = dt.date(2022, 2, 3)
Values = dict[str, dict[str, str]]


def values(committee: Committee, clerk: User) -> Values:
    """Values by the full name of an address: a published review on the way, and its parents, items and panel."""
    programme = Programme.objects.get(committee=committee, year__starts__year=2021)
    item = programme.items.taken_up().filter(title="Young Carers").get()
    tbc = programme.items.get(title="Neglect")
    planned = programmes.World(programme, [], item, tbc, tbc)
    world = worlds.make(planned, clerk)
    row = recommendations.add_recommendation(world.review, text="Ask every pupil.", by=clerk)
    addressee = recommendations.name_addressee(row, kind="executive", name="Cabinet Member", by=clerk)
    having_read(proposing.publish_review)(world.review, at=worlds.AT, by=clerk)
    scoped = scope_values(world, clerk) | report_values(world, clerk)
    stepping.hand_down(world.review, on=worlds.ON, at=worlds.AT, by=clerk)
    met: dict[str, Any] = {"on": worlds.ON, "proof": "Minute book", "at": worlds.AT, "by": clerk}
    decide = partial(having_read(endorsement.record_decision), **met)
    decide(world.safeguarding, decision="endorsed")
    words: dict[str, Any] = {"text": "Ask twice.", "withdrawn_reason": "Done already."}
    gone = Recommendation.objects.create(
        review=world.review, number=2, **words, handed_down_at=worlds.AT, handed_down=words
    )
    wrong = decide(world.prosperous, decision="deferred")
    endorsement.withdraw_decision(wrong, reason="By mistake, it was.", at=worlds.AT, by=clerk)
    decided = decide(world.prosperous, decision="endorsed")
    served: dict[str, Any] = dict.fromkeys(("served_on", "report_on"), worlds.ON) | {"served_by": "email"}
    served |= {"recipient": "The Leader", "at": worlds.AT}
    notice = having_read(responses.serve_notice)(world.review, [addressee], **served, by=clerk)
    evidence = evidence_values(world, clerk)
    one, parent = {"slug": world.review.slug}, {"slug": world.review.slug, "pk": str(world.prosperous.pk)}
    put = {"purpose": "report", "meeting": calendar.schedule(world.prosperous.committee, DAY, by=clerk).slug}
    written: dict[str, Any] = {"answer": "accepted", "action": "Schools ask."}
    received: dict[str, Any] = written | {"received_on": worlds.ON, "at": worlds.AT}
    recorded = having_read(responses.record_response)(addressee, **received, by=clerk)
    second = recommendations.name_addressee(row, kind="executive", name="The Leader", by=clerk)
    drafts = [_draft(addressee, clerk), _draft(second, clerk)]
    olive = User.objects.get(person__slug="olive-officer")
    reported: dict[str, Any] = {"status": "on_track", "evidence": "Ten schools ask.", "on": worlds.ON, "at": worlds.AT}
    progress.report_progress(addressee, **reported, by=olive)
    verbs.send_answer(drafts[1], **written, at=worlds.AT, by=clerk)
    signed = one | {"pk": str(second.pk)}
    numbered, asked = one | {"pk": str(row.pk)}, one | {"pk": str(addressee.pk)}
    panellist = one | {"pk": str(world.expert.pk)}
    return {
        **scoped,
        **evidence,
        **dict.fromkeys(("public:review", "desk:review", "members:review"), one),
        "public:recommendation": one | {"number": "1"},
        "desk:review-recommendation": numbered,
        **{f"desk:review-{act}": asked for act in ("addressee-remove", "response", "response-remove")},
        **figure_values(world.review, clerk),
        "desk:review-decision": one | {"pk": str(decided.pk)},
        "desk:review-notice": one | {"pk": str(notice.pk)},
        "desk:review-recommendation-restore": one | {"pk": str(gone.pk)},
        "desk:review-paper": parent | put,
        "desk:review-step-correct": one | {"number": "1"},
        "desk:review-parent-remove": parent,
        "desk:review-item-remove": one | {"pk": str(world.tied.pk)},
        "desk:review-writer-ask": signed,
        "desk:review-print": one | {"kind": "response", "suffix": "docx"},
        "desk:review-letter": one | {"kind": "executive", "suffix": "docx"},
        "desk:review-notice-letter": one | {"pk": str(notice.pk), "suffix": "docx"},
        **dict.fromkeys(("desk:review-progress-judge", "desk:review-progress-report"), asked),
        "officers:review-answer": {"pk": str(drafts[1].pk)},
        **{f"officers:review-progress{act}": {"pk": str(drafts[0].pk)} for act in ("", "-sent")},
        "members:portfolio-answer": {"pk": str(drafts[1].pk)},
        "members:portfolio-response": {"pk": str(recorded.pk)},
        "desk:review-panellist": panellist,
    }


def figure_values(review: Review, clerk: User) -> Values:
    """Return the URL values of a published table of figures and of an unpublished one."""
    one = {"slug": review.slug}
    public = figures.add_figures(review, title="Carers by school", text=TEXT, by=clerk)
    having_read(figures.publish_figures)(public, at=worlds.AT, by=clerk)
    table = one | {"pk": str(figures.add_figures(review, title=COMPARED, text=TEXT, by=clerk).pk)}
    finding = ReviewFinding.objects.create(review=review, number=1, text=COMPARED)  # it is issued already
    found = one | {"pk": str(finding.pk)}
    opened: dict[str, Any] = {"last_day": worlds.ON, "opened_at": worlds.AT, "opened_by": clerk}
    check = FactCheck.objects.create(review=review, number=1, text=CHECKED, **opened)
    paula = Person.objects.create(forename="Paula", surname="Police", slug="paula-police")
    checker = FactChecker.objects.create(fact_check=check, person=paula, mailbox=f"{CHECKED}@school.example")
    said = FactComment.objects.create(checker=checker, passage=1, text=f"Not {CHECKED}.", made_at=worlds.AT)
    return {
        "desk:review-checker-send": one | {"pk": str(checker.pk)},
        "desk:review-comment": one | {"pk": str(said.pk)},
        "desk:review-finding": found,
        "desk:review-figure": table,
    }


def _draft(addressee: Addressee, clerk: User) -> AnswerDraft:
    """Return an addressee's answer: Olive writes it, and Oscar, who holds a portfolio, signs it off."""
    oscar = Person.objects.filter(slug="oscar-outsider").first()
    if oscar and not oscar.portfolio_holdings.exists():
        portfolio = Portfolio.objects.create(name="Education")
        PortfolioHolding.objects.create(person=oscar, portfolio=portfolio, since=worlds.ON)
    olive = Person.objects.get(slug="olive-officer")
    return verbs.name_writer(addressee, writer=olive, at=worlds.AT, by=clerk)


def report_values(world: worlds.World, clerk: User) -> Values:
    """Values by the full name of an address: one section written, with a comment, and a picture."""
    review = world.review
    report.write_section(review, SectionKind.FINDINGS, text=WRITTEN, revision=0, at=worlds.AT, by=clerk)
    made = report.comment_on_section(review, SectionKind.FINDINGS, text="Which schools?", at=worlds.AT, by=clerk)
    report.add_image(review, data=png(), alt="A teal field.", by=clerk)
    one = {"slug": review.slug}
    section, file = one | {"kind": "findings"}, {"suffix": "pdf"}
    return {
        **{f"desk:review-{name}": one | file for name in ("report-file", "schedule-file")},
        "desk:review-covering-file": one | file | {"pk": str(world.prosperous.pk)},
        "desk:review-report-version": one | file | {"number": "1"},
        "desk:review-report-comment": one | {"pk": str(made.pk)},
        "desk:review-image-remove": one | {"number": "1"},
        "desk:review-section": section,
    }


FOR_THE_PANEL, FOR_OFFICERS = "quetzalcoatlus", "xylophagous"  # in evidence that is not public; what is private of it


def evidence_values(world: worlds.World, clerk: User) -> Values:
    """Return URL values: a file published redacted, unpublished words, an answer to the call; all poisoned."""
    review, private = world.review, {"contact": FOR_OFFICERS, "access": "private"}
    whole = given.with_file(review, clerk, f"All of it: {FOR_THE_PANEL}", **private)
    given.redacted_and_published(whole, clerk)
    assert whole.file is not None
    EvidenceConversion.objects.create(
        file=whole.file, original=whole.file.stored, looks="a Word document", program="the portal",
        left_out=[["Comments", FOR_OFFICERS]],
    )  # fmt: skip
    secret = {"title": f"About {FOR_THE_PANEL}", "post": FOR_THE_PANEL, "body": FOR_THE_PANEL}
    given.piece(review, clerk, text=FOR_THE_PANEL, **secret, **private)
    gone = given.piece(review, clerk, text=FOR_OFFICERS, title=FOR_OFFICERS, body=FOR_OFFICERS)
    evidence_verbs.withdraw_evidence(gone, reason=f"It tells of {FOR_OFFICERS}.", on=worlds.ON, by=clerk)
    given.piece(review, clerk, text=FOR_THE_PANEL, **secret, **given.EXEMPT)
    files = [(f"{FOR_OFFICERS}.pdf", pdf_of(1, FOR_OFFICERS))]
    told = dict.fromkeys(("text", "post", "body", "name"), FOR_OFFICERS)
    answer = given.answer(given.call(review, clerk), files=files, email=f"{FOR_OFFICERS}@people.example", **told)
    given.check_all()
    one, numbered = {"slug": review.slug}, {"slug": review.slug, "number": "1"}
    came = numbered | {"pk": str(whole.file.pk)}
    sent = one | {"pk": str(answer.pk)}
    return {
        "desk:review-evidence-piece": numbered,
        "desk:review-evidence-allow": one | {"number": "4"},
        "desk:review-evidence-accept": came,
        **{f"{side}:review-evidence": numbered for side in ("public", "members")},
        "desk:review-call-answer": sent,
        "desk:review-call-answer-file": sent | {"number": "1"},
    }


def scope_values(world: worlds.World, clerk: User) -> Values:
    """Values by the full name of an address: two points, agreed by one committee; a session with its witnesses."""
    lines = "Find out whether schools ask.\nHear young carers."
    point = scope.add_points(world.review, kind=PointKind.PURPOSE, text=lines, by=clerk)[1]
    proved = {"on": worlds.ON, "proof": "Minute book", "at": worlds.AT}
    agreed = having_read(scope.record_agreement)(world.safeguarding, **proved, by=clerk)
    heard = hearings.make(world, clerk)
    one = {"slug": world.review.slug}
    return {
        "desk:review-point": one | {"pk": str(point.pk)},
        "desk:review-agreement": one | {"pk": str(agreed.pk)},
        "desk:review-session": one | {"pk": str(heard.session.pk)},
        "desk:review-invitation": one | {"pk": str(heard.invited.pk)},
        "desk:review-question": one | {"pk": str(heard.question.pk)},
        "desk:review-witness": one | {"pk": str(heard.head.pk)},
        "desk:review-request": one | {"pk": str(heard.request.pk)},
    }
