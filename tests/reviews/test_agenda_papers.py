"""What a review puts before its committees: the report, what is minuted under it, and the response by itself."""

import datetime as dt
import logging

import pytest
import time_machine
from django.tasks import default_task_backend
from django.urls import reverse
from lxml import html

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.printing import PrintingError
from meetings.agendas import verbs as agendas
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import ItemKind, LimbKind, Meeting, Minute, Paper
from meetings.packs import derived_store
from reviews.agenda_papers import ready, verbs
from reviews.answers import response_verbs as responses
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import BEFORE_REPORT, Decision, Endorsement, Parent, Response, Review, ReviewPaper, State
from reviews.prints import pdf
from reviews.proposing import panel_verbs as panel
from reviews.proposing import parent_verbs as parents
from reviews.proposing import scope_verbs as scope
from reviews.proposing import verbs as proposing
from reviews.steps import endorsement_verbs as endorsement
from reviews.steps.endorsement_verbs import offered
from tests.meetings import minuted
from tests.meetings.publishing import moment
from tests.reviews import stepping
from tests.reviews.reported import ANSWERED, BOOK, REPORT, SERVED
from tests.reviews.reported import AT as REPORTED
from workprogramme.models import ItemState, ProgrammeItem

JANUARY = dt.date(2022, 1, 10)
NOW = moment(2022, 1, 3, 9)
ENDORSING = [
    LimbDraft("the report be endorsed", LimbKind.ENDORSED),
    LimbDraft("every school be asked each year", LimbKind.RECOMMENDED, asked_body="the Cabinet"),
]


def hand_down(world, by, *, on=REPORT, at=REPORTED) -> Review:
    """Publish the review, and hand its report down with one recommendation."""
    if not world.review.recommendations.exists():
        made = recommendations.add_recommendation(world.review, text="Ask every pupil who cares for someone.", by=by)
        recommendations.name_addressee(made, kind="executive", name="Cabinet Member for Education", by=by)
        proposing.publish_review(world.review, at=at, by=by)
    review = Review.objects.get(pk=world.review.pk)
    states = [state for state in BEFORE_REPORT if BEFORE_REPORT.index(state) > BEFORE_REPORT.index(review.state)]
    for state in (*states, State.REPORTED):
        reason = "Members agreed." if state == State.SCOPE_AGREED else ""
        stepping.take_step(review, state, on=on, reason=reason, at=at, by=by)
    world.review.refresh_from_db()
    return world.review


@pytest.fixture
def before_committee(review, scrutiny):
    """Return the joint review, handed down and published, with its parents; nothing is on an agenda."""
    hand_down(review, scrutiny)
    for parent in (review.safeguarding, review.prosperous):
        parent.review = review.review
    return review


@pytest.fixture
def january(before_committee) -> Meeting:
    return before_committee.programme.meetings[2]


def minuted_under(put: ReviewPaper, limbs, clerk) -> Minute:
    """Minute a resolution under a paper's item; the minutes are not published."""
    meeting = put.paper.item.meeting
    for extra in meeting.items.exclude(kind__in=(ItemKind.APOLOGIES, ItemKind.BUSINESS)):
        agendas.remove_item(extra, by=clerk)
    minutes = minuted.in_the_room(meeting, clerk, minuted.BEGAN)
    of_item = minute_states.open_item(
        minuted.entry(minutes, put.paper.item.title), at=moment(2022, 1, 10, 10, 10), by=clerk
    )
    minuted.write(of_item, "<p>Members heard.</p>", clerk)
    minuted.resolve(of_item, limbs, moment(2022, 1, 10, 10, 40), clerk)
    minuted.end(minutes, clerk)
    return Minute.objects.select_related("minutes").get(pk=of_item.pk)


def test_the_report_is_put_on_an_agenda_and_its_minute_offers_the_decision_unless_withheld(
    before_committee, january, scrutiny, clerk, by_scrutiny
):
    parent = before_committee.safeguarding
    put = verbs.put_on_agenda(parent, "report", january, at=NOW, by=scrutiny)
    assert (put.paper.title, put.paper.access) == ("Report of the review: Young carers in schools", "open")
    assert put.report == before_committee.review.last_report
    with pytest.raises(Refused, match="nothing has changed since"):
        verbs.put_on_agenda(parent, "report", january, at=NOW, by=scrutiny)
    with pytest.raises(Refused, match="a meeting of another committee"):
        verbs.put_on_agenda(before_committee.prosperous, "report", january, at=NOW, by=scrutiny)
    minute = minuted_under(put, ENDORSING, clerk)
    assert "The minutes are not published yet." in offered(parent).why_none and offered(parent).minute is None
    publishing.publish_draft(minute.minutes, at=minuted.AFTER, by=clerk)
    Minute.objects.filter(pk=minute.pk).update(access="exempt", paragraphs="1")
    withheld = offered(parent)
    assert "not for publication" in withheld.why_none
    assert (withheld.decision, withheld.comments, withheld.limbs, withheld.minute) == ("", "", [], None)
    Minute.objects.filter(pk=minute.pk).update(access="open", paragraphs="")
    offer = offered(parent)
    assert (offer.decision, offer.on, offer.minute) == (Decision.WITH_COMMENTS, JANUARY, minute)
    assert offer.comments == "Every school be asked each year."
    form = reverse("desk:review-decision-new", args=[before_committee.review.slug, parent.pk])
    assert by_scrutiny.get(form).context["form"].initial["minute"] == minute.pk
    sent = {"decision": offer.decision, "on": "2022-01-10", "comments": offer.comments, "minute": minute.pk}
    assert by_scrutiny.post(form, sent).status_code == 302
    decided = Endorsement.objects.get()
    assert (decided.decision, decided.report, decided.minute) == (Decision.WITH_COMMENTS, put.report, minute)
    assert offered(parent) is None


def test_no_request_waits_for_the_pages_of_a_report(
    review, scrutiny, settings, monkeypatch, django_capture_on_commit_callbacks, caplog, by_scrutiny
):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        hand_down(review, scrutiny)
    queue = default_task_backend.results
    assert [result.task.name for result in queue] == ["print_report"]
    printed, real = [], pdf._printed
    monkeypatch.setattr(pdf, "_printed", lambda document, html: printed.append(document.title) or real(document, html))
    parent, january = Parent.objects.get(pk=review.safeguarding.pk), review.programme.meetings[2]
    slug = review.review.slug
    addresses = [
        reverse("desk:review-paper-file", args=[slug, parent.pk, "report", january.slug]),
        reverse("desk:review-report-version", args=[slug, 1, "pdf"]),
        reverse("desk:review-report-file", args=[slug, "pdf"]),
    ]
    for _ in range(2):
        assert [by_scrutiny.get(address).status_code for address in addresses] == [503, 503, 503]
        with pytest.raises(Refused, match="being prepared"):
            verbs.put_on_agenda(parent, "report", january, at=NOW, by=scrutiny)
    names = [result.task.name for result in queue]
    assert sorted(names) == ["print_draft", "print_report", "print_report"], "however often it is asked for"
    assert ["covering report" in title for title in printed] == [True], "two pages, and those once"
    public = reverse("public:review-report-docx", args=[slug])
    caplog.clear()
    with caplog.at_level(logging.INFO):
        answer = by_scrutiny.get(public)
    said = [(line.levelname, line.getMessage()) for line in caplog.records if line.name == "django.request"]
    assert said == [("INFO", f"The Word document is being prepared: {public}")], "it is no error"
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    links = [link.get("href") for link in html.fromstring(answer.content).xpath("//main//a")]
    assert links == [public, reverse("public:review-report", args=[slug])], "the web page can be read meanwhile"
    for result in queue:
        result.task.func(*result.args)
    printed.clear()
    assert [by_scrutiny.get(address).status_code for address in addresses] == [200, 200, 200]
    verbs.put_on_agenda(parent, "report", january, at=NOW, by=scrutiny)
    assert printed == []


def test_why_a_report_cannot_be_printed_is_told(before_committee, january, scrutiny, monkeypatch, by_scrutiny):
    def broken(document, html):
        raise PrintingError("A picture cannot be drawn.")

    derived_store.forget_gathered()  # whatever is printed already
    monkeypatch.setattr(pdf, "_printed", broken)
    with pytest.raises(Refused, match="A picture cannot be drawn"):
        verbs.put_on_agenda(before_committee.safeguarding, "report", january, at=NOW, by=scrutiny)
    for address in ("report/versions/1.pdf", "report/report.pdf"):
        page = by_scrutiny.get(f"/desk/reviews/{before_committee.review.slug}/{address}").content.decode()
        assert "A picture cannot be drawn." in page


def test_a_decision_is_about_the_version_that_the_committee_saw(before_committee, january, scrutiny, clerk):
    review, parent = before_committee.review, before_committee.safeguarding
    put = verbs.put_on_agenda(parent, "report", january, at=NOW, by=scrutiny)
    minute = minuted_under(put, [LimbDraft("the report be amended", LimbKind.ACTION, asked_body="the panel")], clerk)
    publishing.publish_draft(minute.minutes, at=minuted.AFTER, by=clerk)
    assert offered(parent).decision == Decision.CHANGES
    again = {"on": JANUARY, "at": minuted.AFTER, "by": scrutiny}
    stepping.take_step(review, State.DRAFTING, reason="A committee asked for changes.", **again)
    hand_down(before_committee, scrutiny, on=JANUARY, at=minuted.AFTER)
    decided = endorsement.record_decision(parent, decision="changes", comments="Amend it.", minute=minute, **again)
    assert decided.report == put.report != review.last_report
    assert [(offer.parent, offer.purpose) for offer in ready.offers(JANUARY)] == [
        (before_committee.prosperous, "report"), (parent, "report"),
    ]  # fmt: skip


@time_machine.travel(NOW, tick=False)
def test_the_agenda_offers_what_is_ready_and_its_own_item_takes_it(before_committee, january, clerk, desk):
    meeting, ready_paper = reverse("desk:meeting", args=["safeguarding", january.slug]), "Ready for an agenda: report"
    for page in (meeting, reverse("desk:front")):
        assert ready_paper in desk.get(page).text
    item = agendas.add_item(january, title="Young carers", by=clerk)
    slug, pk = before_committee.review.slug, before_committee.safeguarding.pk
    address = reverse("desk:review-paper", args=[slug, pk, "report", january.slug])
    assert desk.get(address).status_code == 200
    assert desk.get(address.replace("/report/", "/response/")).status_code == 404
    assert desk.post(address, {"item": item.pk}).status_code == 302
    assert Paper.objects.get(of_review__purpose="report").item == item
    assert ready_paper not in desk.get(meeting).text


def test_nothing_goes_on_an_agenda_before_the_review_is_public(review, scrutiny):
    with pytest.raises(Refused, match="publish it first"):
        verbs.put_on_agenda(review.safeguarding, "report", review.programme.meetings[2], at=NOW, by=scrutiny)
    assert ready.offers(JANUARY) == []


def test_a_committee_that_had_a_paper_before_it_stays_one_of_the_reviews(review, scrutiny):
    proposing.publish_review(review.review, at=NOW, by=scrutiny)
    scope.add_points(review.review, kind="line", text="Who is asked?", by=scrutiny)
    verbs.put_on_agenda(review.safeguarding, "scope", review.programme.meetings[2], at=NOW, by=scrutiny)
    panel.remove_panellist(review.chairman, by=scrutiny)
    parents.choose_monitor(review.prosperous, by=scrutiny)
    with pytest.raises(Refused, match="was put on an agenda of this committee"):
        parents.remove_parent(review.safeguarding, by=scrutiny)


def test_the_response_comes_to_the_next_agenda_by_itself_and_once(before_committee, january, scrutiny):
    review, at = before_committee.review, moment(2021, 12, 1, 9)
    answer = answered(before_committee, scrutiny)
    (due,) = verbs.responses_due(at.date())
    put = verbs.bring_response(due, at=at, by=PORTAL)
    assert (put.paper.item.meeting, put.paper.file.received_by, put.put_by) == (january, None, None)
    planned = ProgrammeItem.objects.get(of_review__brings="response")
    assert (planned.agenda_item, planned.state, planned.meeting) == (put.paper.item, ItemState.ON_AGENDA, january)
    assert verbs.bring_response(due, at=at, by=PORTAL) is None
    responses.correct_response(answer, reason="It was misheard.", action="Every school asks twice.", at=at, by=scrutiny)
    assert verbs.bring_response(due, at=at, by=PORTAL) == put
    assert ReviewPaper.objects.filter(parent__review=review).count() == 1


def answered(before_committee, by) -> Response:
    """Let both committees endorse the report, and record the answer to its recommendation."""
    for parent in (before_committee.safeguarding, before_committee.prosperous):
        endorsement.record_decision(parent, decision="endorsed", on=REPORT, proof=BOOK, at=REPORTED, by=by)
    addressee = before_committee.review.recommendations.get().addressees.get()
    responses.serve_notice(before_committee.review, [addressee], **SERVED, by=by)
    return responses.record_response(addressee, **ANSWERED, by=by)


def test_where_no_meeting_is_to_come_the_response_is_planned(before_committee, scrutiny):
    answered(before_committee, scrutiny)
    review, late = Review.objects.get(pk=before_committee.review.pk), moment(2022, 4, 30, 9)
    for _ in range(2):
        assert verbs.bring_response(review, at=late, by=PORTAL) is None
    planned = ProgrammeItem.objects.get(of_review__brings="response")
    assert (planned.state, planned.programme.committee) == (ItemState.TBC, before_committee.safeguarding.committee)
