"""How a review hears: sessions with their witnesses, and the call for evidence that anybody answers."""

import datetime as dt
import json
import time

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.forms.from_anybody import signed_time
from committee.models import AuditEntry, StoredFile
from meetings.packs import derived_store
from meetings.takedowns.verbs import hide
from reviews.daily import forget_evidence_in_time, forget_witnesses
from reviews.evidence import briefing, evidence_files, publication, witness_verbs
from reviews.evidence import call_verbs as reading
from reviews.evidence import session_verbs as verbs
from reviews.evidence.briefing import by_member
from reviews.evidence.children import names_a_child
from reviews.evidence.publication import published_evidence
from reviews.evidence.verbs import record_consent, set_evidence_access
from reviews.evidence.views import public
from reviews.evidence.witness_verbs import warnings
from reviews.models import CallAnswer, Came, Evidence, EvidenceFile, Invitation, State, Witness
from reviews.proposing import verbs as proposing
from reviews.proposing.scope import published_scope
from reviews.proposing.verbs import publish_review
from reviews.report import report_content
from reviews.report import verbs as report
from reviews.steps.verbs import take_step
from tests.answers import client_of
from tests.meetings.packs.making import pdf_of
from tests.reviews import given, stepping
from tests.reviews import heard as hearings
from tests.reviews.heard import AT, DAY, FORGET
from tests.reviews.world import AT as PROPOSED
from tests.reviews.world import ON
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


OF_A_CHILD = "zygomorphic"
LAST = dt.date(2021, 6, 30)
PDF = pdf_of(1, "What our school does")


def moment(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def sent(**about) -> dict:
    return {"text": "No one asked us.", "no_child_is_named": "on", "shown": signed_time(time.time() - 60), **about}


def upload(name: str = "school.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def test_the_page_opens_and_closes_by_itself_and_only_while_the_review_is_published(review, scrutiny, client):
    given.call(review.review, scrutiny, published=False, closes_on=LAST)
    address = reverse("public:review-call", args=[review.review.slug])
    with time_machine.travel(moment(ON), tick=False):
        assert client.get(address).status_code == client.post(address, sent()).status_code == 404
    call = given.call(review.review, scrutiny, closes_on=LAST)
    address = reverse("public:review-call", args=[call.review.slug])
    days = {ON - dt.timedelta(days=1): 404, ON: 200, LAST: 200, LAST + dt.timedelta(days=1): 200}
    for day, status in days.items():
        with time_machine.travel(moment(day), tick=False):
            answer = client.get(address)
        assert answer.status_code == status, day
        assert ("Send evidence" in answer.content.decode()) is (ON <= day <= LAST), day
    with time_machine.travel(moment(LAST + dt.timedelta(days=1)), tick=False):
        late = client.post(address, sent(text="Too late, alas."))
    assert late.status_code == 422
    assert "closed on 30 June 2021" in late.content.decode() and "Too late, alas." in late.content.decode()
    with time_machine.travel(moment(ON), tick=False):
        take_step(review.review, State.ABANDONED, on=ON, reason="The panel gave it up.", at=PROPOSED, by=scrutiny)
        assert "abandoned" in client.get(address).content.decode()
        assert client.post(address, sent()).status_code == 422
    assert not CallAnswer.objects.exists()


def test_an_answer_is_thanked_for_held_and_taken_over(review, scrutiny, client):
    call = given.call(review.review, scrutiny)
    slug, told = call.review.slug, dict.fromkeys(("name", "post", "body", "text"), OF_A_CHILD)
    with time_machine.travel(moment(ON), tick=False):
        thanks = client.post(
            reverse("public:review-call", args=[slug]),
            sent(
                **told,
                email=f"{OF_A_CHILD}@people.example",
                may_be_published="on",
                attached=[upload(), upload("b.pdf")],
            ),
            follow=True,
        )
        answer = CallAnswer.objects.get()
        assert answer.reference in thanks.content.decode()
        client.force_login(scrutiny)
        page = reverse("desk:review-call-answer", args=[slug, answer.pk])
        assert OF_A_CHILD in client.get(page).content.decode()
        first, second = EvidenceFile.objects.order_by("pk")
        file = reverse("desk:review-call-answer-file", args=[slug, answer.pk, 1])
        assert client.get(file).status_code == 404, "it is not checked"
        with pytest.raises(Refused, match="has not been checked"):
            reading.take_over(answer, pieces=[str(first.pk)], title="A file", at=PROPOSED, by=scrutiny)
        given.check_all()
        assert client.get(file).status_code == 200
        taken = {"pieces": ["text", str(first.pk)], "title": "Answer of a parent", "access": "open"}
        assert client.post(page, taken).status_code == 302
    text, kept = Evidence.objects.order_by("number")
    assert (text.reference, text.text, text.is_named, kept.file_id) == ("E1", OF_A_CHILD, False, first.pk)
    assert text.contact == f"{OF_A_CHILD}\n{OF_A_CHILD}@people.example"
    assert not Evidence.objects.public().exists(), "publication is an act of its own"
    assert not EvidenceFile.objects.filter(pk=second.pk).exists(), "what was left out is erased"
    assert OF_A_CHILD not in repr(list(CallAnswer.objects.values())) + repr(list(AuditEntry.objects.values()))
    with pytest.raises(Refused, match="used as evidence already"):
        reading.take_over(answer, pieces=["text"], title="Again", at=PROPOSED, by=scrutiny)


def test_what_the_sender_did_not_agree_to_is_neither_opened_nor_published_nor_named(review, scrutiny):
    answer = given.answer(given.call(review.review, scrutiny))
    with pytest.raises(Refused, match="did not agree"):
        reading.take_over(answer, pieces=["text"], title="Answer", access="open", at=PROPOSED, by=scrutiny)
    for pieces in ([], ["text", "99"], ["99"]):
        with pytest.raises(Refused, match="Choose which parts to use"):
            reading.take_over(answer, pieces=pieces, title="Answer", at=PROPOSED, by=scrutiny)
    [made] = reading.take_over(answer, pieces=["text"], title="Answer", at=PROPOSED, by=scrutiny)
    with pytest.raises(Refused, match="has not agreed to publication"):
        set_evidence_access(made, access="open", by=scrutiny)
    publication.redact_evidence(made, text="Nobody was asked.", at=PROPOSED, by=scrutiny)
    with pytest.raises(Refused, match="has not agreed to publication"):
        publication.publish_evidence(made, at=PROPOSED, by=scrutiny)
    for wrong in ({"access": "open"}, {"published_at": PROPOSED}, {"is_named": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=made.pk).update(**wrong)


def test_a_later_consent_is_recorded_with_its_day_and_way_and_taken_back_at_once(review, scrutiny, by_scrutiny):
    publish_review(review.review, at=PROPOSED, by=scrutiny)
    answer = given.answer(given.call(review.review, scrutiny))
    [made] = reading.take_over(answer, pieces=["text"], title="Answer", at=PROPOSED, by=scrutiny)
    address = reverse("desk:review-evidence-consent", args=[review.review.slug, made.number])
    with time_machine.travel(PROPOSED, tick=False):
        for missing in ({"agreed_to": "named"}, {"agreed_on": "17/6/2021", "agreed_how": "By email"}):
            assert by_scrutiny.post(address, missing).status_code == 422
        sent = {"agreed_to": "published", "agreed_on": "17/6/2021", "agreed_how": "By email"}
        assert by_scrutiny.post(address, sent).status_code == 302
    made.refresh_from_db()
    assert (made.may_be_published, made.is_named, made.agreed_on, made.agreed_how) == (True, False, ON, "By email")
    set_evidence_access(made, access="open", by=scrutiny)
    published = publication.publish_evidence(made, at=PROPOSED, by=scrutiny)
    assert published.from_whom_in_public == "From somebody who is not named"
    for days, text in ((-1, "recorded on a later day"), (9, "in the future")):
        with pytest.raises(Refused, match=text):
            record_consent(made, **given.AGREED | {"agreed_on": ON + dt.timedelta(days)}, at=PROPOSED, by=scrutiny)
    back = given.AGREED | {"may_be_published": False, "is_named": False}
    held = record_consent(made, **back, at=PROPOSED, by=scrutiny)
    assert (held.access, held.published_at) == ("private", None)
    assert not Evidence.objects.public().exists()
    assert "By email" not in repr(list(AuditEntry.objects.values())), "the trail forgets nothing"


def test_what_is_not_taken_over_is_forgotten_after_its_days(review, scrutiny, django_capture_on_commit_callbacks):
    call = given.call(review.review, scrutiny, kept_days=30)
    _, rejected = (given.answer(call, text=OF_A_CHILD, files=[("a.pdf", PDF)]) for _ in range(2))
    reading.reject_answer(rejected, reason=f"It is about {OF_A_CHILD}.", by=scrutiny)
    given.check_all()
    due = ON + dt.timedelta(days=30)
    assert list(forget_evidence_in_time(at=moment(due - dt.timedelta(days=1)))) == []
    with django_capture_on_commit_callbacks(execute=True):
        [said] = forget_evidence_in_time(at=moment(due))
    assert said.text == "2 pieces of evidence and answers deleted."
    left = CallAnswer.objects.order_by("pk")
    assert [one.state for one in left] == ["waiting", "rejected"]
    assert OF_A_CHILD not in repr(list(left.values())) + repr(list(AuditEntry.objects.values()))
    assert not EvidenceFile.objects.exists()
    assert not any(files.holds(one) for one in StoredFile.objects.all())


REFUSED = {
    "four files": (sent(attached=[upload(f"{n}.pdf") for n in range(4)]), "3 files at most"),
    "too large": (sent(attached=[upload(f"{n}.pdf", b"%PDF-" + bytes(11_000_000)) for n in range(2)]), "20 MB"),
    "nothing": (sent(text=" "), "Enter what you want the panel to know"),
    "no consent": ({**sent(), "no_child_is_named": ""}, "Confirm that no child is named"),
    "a child": (sent(text="My daughter Emma, aged 9, cooks."), "may name a child"),
    "a child's file": (sent(attached=[upload("Emma aged 9.pdf")]), "may name a child"),
    "too soon": (sent(shown=signed_time()), "within seconds of opening the page. Check your answers"),
}


def test_a_wrong_answer_is_refused_in_a_sentence_and_nothing_of_it_is_kept(review, scrutiny, client):
    address = reverse("public:review-call", args=[given.call(review.review, scrutiny).review.slug])
    for why, (told, sentence) in REFUSED.items():
        for one in told.get("attached", []):
            one.seek(0)
        with time_machine.travel(moment(ON), tick=False):
            fresh = {**told, "shown": signed_time() if why == "too soon" else signed_time(time.time() - 60)}
            answer = client.post(address, fresh)
        assert answer.status_code == 422 and sentence in answer.content.decode(), why
    with time_machine.travel(moment(ON), tick=False):
        assert client.post(address, sent(website="spam.example")).status_code == 302, "a program is thanked"
    assert not CallAnswer.objects.exists()
    assert not any(files.holds(one) for one in StoredFile.objects.all())


@pytest.mark.both_databases("locks: the queue of files that are checked")
def test_no_flood_keeps_a_real_answer_out(review, scrutiny, monkeypatch):
    monkeypatch.setattr(evidence_files, "MOST_FROM_ANYBODY", 2)
    monkeypatch.setattr(evidence_files, "MOST_SET_ASIDE", 3)
    call = given.call(review.review, scrutiny)
    for number in range(3):
        given.answer(call, files=[(f"{number}.pdf", PDF)])
    last = given.answer(call, files=[("real.pdf", PDF)])
    assert last.state == CallAnswer.State.SUSPECT and given.answer(call).state == CallAnswer.State.WAITING
    given.answer(call, files=[("real.pdf", PDF)])
    with pytest.raises(Refused, match="waiting to be checked"):
        given.answer(call, files=[("one too many.pdf", PDF)], is_suspect=True)
    assert given.answer(call, files=[("Real (2).pdf", PDF)]).pk, "as many again of those who are no flood"
    assert given.answer(call, is_suspect=True).pk, "words are always taken"
    given.check_all()
    states = EvidenceFile.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["taken", "taken", *["waiting"] * 4], "nobody checks what is set aside"


def test_beyond_so_many_answers_are_set_aside_and_dealt_with_at_once(
    review, scrutiny, client, monkeypatch, by_scrutiny
):
    monkeypatch.setattr(public, "AN_HOUR", 1)
    call = given.call(review.review, scrutiny)
    address = reverse("public:review-call", args=[call.review.slug])
    with time_machine.travel(moment(ON), tick=False):
        for number in range(3):
            told = sent(text=f"Answer {number}.", attached=[upload()] if number == 2 else [])
            assert client.post(address, told).status_code == 302
    suspects = CallAnswer.objects.filter(state=CallAnswer.State.SUSPECT).order_by("pk")
    assert [answer.text for answer in suspects] == ["Answer 1.", "Answer 2."]
    page = reverse("desk:review-call-suspects", args=[call.review.slug])
    assert "Answer 2." in by_scrutiny.get(page).content.decode()
    assert by_scrutiny.post(page, {"are_real": "no", "last": suspects[1].pk}).status_code == 422
    assert by_scrutiny.post(page, {"are_real": "yes", "answers": [suspects[1].pk], "last": 0}).status_code == 302
    late = given.answer(call, is_suspect=True)
    assert by_scrutiny.post(page, {"are_real": "no", "everything": "on", "last": late.pk - 1}).status_code == 302
    states = CallAnswer.objects.order_by("-pk").values_list("state", "text")[:3]
    assert list(states) == [("suspect", late.text), ("waiting", "Answer 2."), ("suspect", "")]
    given.check_all()
    assert EvidenceFile.objects.get().is_taken


def test_one_network_is_not_believed_to_be_many_visitors(review, scrutiny, client, monkeypatch):
    monkeypatch.setattr(public, "OF_A_NETWORK", 1)
    call = given.call(review.review, scrutiny)
    address = reverse("public:review-call", args=[call.review.slug])
    with time_machine.travel(moment(ON), tick=False):
        for number in range(2):
            assert client.post(address, sent(), REMOTE_ADDR=f"2001:db8:5:{number:x}::1").status_code == 302
    assert CallAnswer.objects.filter(state=CallAnswer.State.SUSPECT).count() == 1


NAMES = (
    *("Emma, aged 9, cooks.", "Emma Smith (aged 9)", "My son Tom is 12 years old.", "9-year-old Tom", "Zoë age 7"),
    *("Emma, who is now aged nine", "Tom turned 12 years old", "Ali, age of 15", "“Emma”, aged 9"),
    *("Emma, 9, said", "Tom and Emma (9) cook", "Seán (nine), at home"),
    *("Seán O’Brien, aged 9", "9-year-old O'Neill", "Zoe\u0308, aged 9", "Em\u00adma, aged 9"),
)
NO_NAMES = (
    *("Children aged 9 to 11 wait.", "In Hartwell pupils aged 9 cook.", "Girls, aged 12, were asked.", "Year 9"),
    *("I am Rosa, aged 45.", "Anna teaches. Aged 9, children cook.", "The school is 12 years old.", "aged 9", ""),
    *("Since May 2019 those of 12 years are asked.", "I’m 15 years old.", "She’s 9 years old.", "THEY'LL, aged 9"),
    *("In Year 7, 8, 9 and 10", "Yes (9), No (3)", "See Table (2).", "We cook. (3) Hartwell", "In May, 9, Hartwell"),
)


def test_a_name_beside_an_age_is_a_childs():
    assert [text for text in NAMES if not names_a_child(text)] == []
    assert [text for text in NO_NAMES if names_a_child(text)] == []


def test_a_long_answer_is_looked_through_in_no_time():
    began = time.perf_counter()
    for text in ("Emma who is " * 900, "aged " * 2_000, "9 " * 5_000, "9 years " * 1_250, "Emma" * 2_500):
        assert names_a_child(text) == ""
    assert time.perf_counter() - began < 1


def test_an_answer_to_a_call_that_is_hidden_meanwhile_is_given_back(review, scrutiny, clerk, client):
    call = given.call(review.review, scrutiny)
    address = reverse("public:review-call", args=[call.review.slug])
    with time_machine.travel(moment(ON), tick=False):
        assert client.get(address).status_code == 200
        hide(call.review, ground="personal", why="A child is named in it.", at=PROPOSED, by=clerk)
        late = client.post(address, sent(text="It took an hour to write.") | {"attached": upload("bus.pdf")})
        page = late.content.decode()
        assert late.status_code == 410
        assert "It took an hour to write." in page and "bus.pdf (choose the file again)" in page
        assert "The call for evidence is closed, so your answer was not sent." in page
        assert call.review.title not in page and call.text not in page
        assert client.post(reverse("public:review-call", args=["no-such-review"]), sent()).status_code == 404
    assert not CallAnswer.objects.exists()
