"""Witnesses are heard at sessions: to everybody by post and body, their names and contacts with consent or never."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.models import AuditEntry
from meetings.packs import derived_store
from reviews.daily import forget_witnesses
from reviews.evidence import briefing, witness_verbs
from reviews.evidence import session_verbs as verbs
from reviews.evidence.briefing import by_member
from reviews.evidence.publication import published_evidence
from reviews.evidence.witness_verbs import warnings
from reviews.models import Came, Invitation, Witness
from reviews.proposing import verbs as proposing
from reviews.proposing.scope import published_scope
from reviews.report import report_content
from reviews.report import verbs as report
from tests.answers import client_of
from tests.reviews import heard as hearings
from tests.reviews import stepping
from tests.reviews.heard import AT, DAY, FORGET
from tests.reviews.world import AT as PROPOSED
from workprogramme.member_requests import document_requests

POISON = "zwetschgenknoedel"
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def heard(review, scrutiny):
    """Return the small review with a session on 14 July 2021."""
    return hearings.make(review, scrutiny)


def test_a_name_without_consent_and_a_contact_are_in_no_public_byte_and_not_on_the_trail(
    heard, review, scrutiny, client, time_machine
):
    time_machine.move_to(AT, tick=False)
    witness_verbs.edit_witness(heard.head, name=POISON, contact=POISON, by=scrutiny)
    verbs.add_questions(heard.session, text=POISON, by=scrutiny)
    verbs.edit_information_request(heard.request, answer=POISON, at=AT, by=scrutiny)
    proposing.publish_review(review.review, at=PROPOSED, by=scrutiny)
    page = f"/reviews/{review.review.slug}/"
    assert "Head teacher" not in client.get(page).content.decode(), "no one was heard yet"
    came = dict.fromkeys(heard.session.invitations.values_list("pk", flat=True), Came.IN_PERSON)
    witness_verbs.record_attendance(heard.session, came, at=AT, by=scrutiny)
    for path in (page, "/reviews/", "/recommendations/", "/recommendations.json"):
        assert POISON not in client.get(path).content.decode()
    html = client.get(page).content.decode()
    assert "Head teacher, Borchester High School" in html and "Eight pupils of year 10" in html
    assert "County Buildings" not in html, "the session is in private"
    report = str(report_content.document(review.review, on=DAY))
    assert "Head teacher, Borchester High School" in report and POISON not in report
    assert not any(POISON in f"{entry} {entry.facts}" for entry in AuditEntry.objects.all())
    witness_verbs.edit_witness(heard.head, may_be_named=True, by=scrutiny)
    html = client.get(page).content.decode()
    assert html.count(POISON) == 1, "the name with consent; never the contact"


@pytest.mark.both_databases("constraints: groups without names")
def test_a_group_has_no_names_and_consent_wants_one(heard, scrutiny):
    for witness, changes, text in (
        (heard.pupils, {"name": "Tim"}, "leave name and contact out"),
        (heard.head, {"name": "", "may_be_named": True}, "Enter the name of whoever agrees"),
        (heard.head, {"person": scrutiny.person}, "not both"),
    ):
        with pytest.raises(Refused, match=text):
            witness_verbs.edit_witness(witness, **changes, by=scrutiny)
    with pytest.raises(DatabaseError, match="a_group_of_witnesses_has_no_names"), transaction.atomic():
        Witness.objects.filter(pk=heard.pupils.pk).update(contact="Tim's mother")


def test_the_portal_forgets_name_and_contact_on_their_day_and_keeps_what_is_public(heard, review, scrutiny):
    named = witness_verbs.add_witness(
        review.review, post="Nurse", name="Nora Nurse", contact="nora@nurse.example", may_be_named=True,
        forget_on=FORGET, by=scrutiny,
    )  # fmt: skip
    noon = dt.datetime.combine(FORGET, dt.time(12), dt.UTC)
    assert list(forget_witnesses(at=noon - ONE_DAY)) == []
    assert [done.text for done in forget_witnesses(at=noon)] == ["Contact details of 2 witnesses deleted."]
    head, nurse = (Witness.objects.get(pk=row.pk) for row in (heard.head, named))
    assert (head.name, head.contact, str(head)) == ("", "", "Head teacher, Borchester High School")
    assert (nurse.name, nurse.contact, nurse.forgotten_at is not None) == ("Nora Nurse", "", True)
    with pytest.raises(Refused, match="There are no private details"):
        witness_verbs.forget_witness(head, at=AT, by=scrutiny)


def test_r45_whoever_is_required_to_attend_without_invitation_and_notice_warns(heard, scrutiny):
    def texts() -> list[str]:
        return [finding.text for finding in warnings(Invitation.objects.all())]

    assert texts() == []
    witness_verbs.edit_invitation(heard.invited, is_required=True, at=AT, by=scrutiny)
    assert "an invitation and a day of notice is not recorded" in texts()[0]
    late = {"notice_on": DAY + ONE_DAY, "proof": "A letter", "by": scrutiny}
    with pytest.raises(Refused, match="in the future"):
        witness_verbs.edit_invitation(heard.invited, at=AT, **late)
    with pytest.raises(Refused, match="after the session"):
        witness_verbs.edit_invitation(heard.invited, at=AT + ONE_DAY, **late)
    told = {"invited_on": DAY, "notice_on": DAY - ONE_DAY, "at": AT, "by": scrutiny}
    with pytest.raises(Refused, match="which letter, email or receipt shows the date"):
        witness_verbs.edit_invitation(heard.invited, **told)
    witness_verbs.edit_invitation(heard.invited, **told, proof="Letter of 13 July")
    assert texts() == []
    assert audit.trail_of(heard.session.review).first().facts["proof"] == "Letter of 13 July"


def test_whoever_gave_evidence_stays_and_who_came_is_recorded_on_the_day(heard, scrutiny):
    came = {heard.invited.pk: Came.BY_VIDEO}
    with pytest.raises(Refused, match="not been held yet"):
        witness_verbs.record_attendance(heard.session, came, at=AT - ONE_DAY, by=scrutiny)
    witness_verbs.record_attendance(heard.session, came, at=AT, by=scrutiny)
    for act in (
        lambda: verbs.remove_session(heard.session, by=scrutiny),
        lambda: witness_verbs.remove_witness(heard.head, by=scrutiny),
        lambda: witness_verbs.remove_invitation(heard.invited, by=scrutiny),
    ):
        with pytest.raises(Refused, match=r"heard|gave evidence"):
            act()
    witness_verbs.record_attendance(heard.session, {heard.invited.pk: Came.ABSENT}, at=AT, by=scrutiny)
    witness_verbs.remove_witness(heard.head, by=scrutiny)
    verbs.remove_session(heard.session, by=scrutiny)
    with pytest.raises(Refused, match="has removed"):
        verbs.edit_session(heard.session, place="A school", by=scrutiny)


def test_everybody_reads_of_sessions_held_and_of_open_ones_to_come(heard, review, scrutiny):
    def told(on: dt.date) -> list[tuple[str, bool]]:
        return [(one["place"], one["is_to_come"]) for one in published_evidence(review.review, on)["sessions"]]

    assert told(DAY) == [], "the review is not published"
    assert not published_scope(review.review)["points"]
    proposing.publish_review(review.review, at=PROPOSED, by=scrutiny)
    assert told(DAY - ONE_DAY) == []
    with pytest.raises(Refused, match="Enter the place"):
        verbs.edit_session(heard.session, is_open=True, place="", by=scrutiny)
    verbs.edit_session(heard.session, is_open=True, by=scrutiny)
    assert (told(DAY - ONE_DAY), told(DAY)) == ([("County Buildings", True)], [("County Buildings", False)])


def test_the_briefing_has_the_questions_by_member_and_no_print_of_it_is_kept(heard, review, scrutiny, monkeypatch):
    verbs.move_question_up(heard.question, by=scrutiny)
    verbs.add_questions(heard.session, text="Who pays?", by=scrutiny)
    groups = [(member, [row.text for row in questions]) for member, questions in by_member(heard.session)]
    lines = ["What becomes of the answers?", "Who asks pupils whom they care for?"]
    assert groups == [(review.chairman, lines), (None, ["Who pays?"])]
    words = str(briefing.content(heard.session, DAY))
    assert "What becomes of the answers? (to Hilda Headley, Head teacher, Borchester High School)" in words
    assert "hilda@head.example" not in words
    with pytest.raises(Refused, match="Enter at least one question"):
        verbs.add_questions(heard.session, text=" ", by=scrutiny)
    monkeypatch.setattr(derived_store, "derived", lambda kind, key, make: pytest.fail("names of witnesses are kept"))
    address = f"/desk/reviews/{review.review.slug}/sessions/{heard.session.pk}/briefing.docx"
    assert client_of(scrutiny).get(address).status_code == 200


def test_r46_a_members_request_for_a_document_gives_its_clock_to_the_panels(heard, review, scrutiny, member):
    request = heard.request
    assert [request.is_late(day) for day in (request.due_on, request.due_on + ONE_DAY)] == [False, True]
    asked = document_requests.ask(
        review.safeguarding.committee, member.person, document="A report", on=DAY, at=AT, by=scrutiny
    )
    now = verbs.edit_information_request(request, document_request=asked, at=AT, by=scrutiny)
    assert now.due_on == asked.due_on
    with pytest.raises(Refused, match="in the future"):
        verbs.edit_information_request(request, answered_on=DAY + ONE_DAY, at=AT, by=scrutiny)
    document_requests.provide(asked, on=DAY, proof="Email of the clerk", at=AT, by=scrutiny)
    assert request.__class__.objects.get().came_on == DAY
    with pytest.raises(Refused, match="has been answered"):
        verbs.remove_information_request(request, by=scrutiny)


def test_a_name_leaves_the_reports_once_consent_is_withdrawn(heard, review, scrutiny):
    witness_verbs.edit_witness(heard.head, may_be_named=True, sent_evidence=True, by=scrutiny)
    name = heard.head.name
    panellist = review.review.panel.first().person
    panellist.forename, panellist.surname = name[:-3].split()  # whose name is the beginning of hers
    panellist.save()
    text = f"<p>{name} told us; Hilda Headleys did not.</p>"
    report.write_section(review.review, "findings", text=text, revision=0, at=AT, by=scrutiny)
    stepping.hand_down(review.review, on=AT.date(), at=AT, by=scrutiny)
    version = review.review.report_versions.get()
    assert json.dumps(version.document).count(name) >= 2
    witness_verbs.edit_witness(heard.head, may_be_named=False, by=scrutiny)
    version.refresh_from_db()
    words = json.dumps(version.document)
    assert words.count(name) == 1, "someone else’s, of whom it is a part"
    assert "Head teacher, Borchester High School told us" in words
    assert audit.trail_of(review.review).first().facts["reports"] == 1
    assert name not in str(audit.trail_of(review.review).first().facts)
