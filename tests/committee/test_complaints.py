"""Letters from anybody: complaints about personal data with their clock (R61), and a form to the committee team."""

import datetime as dt
import html
import smtplib
import time

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.complaints import verbs as complaints
from committee.forms.from_anybody import signed_time
from committee.mail import notices
from committee.models import AuditEntry, Council, DataComplaint
from committee.register.missing import missing
from tests.acts.complaints import AT, RECEIVED, made

pytestmark = pytest.mark.django_db
PAGE = reverse("public:complaint")
SECRET = "Wiremu Tamihana"
SLIP, RIGHT = "Page 9 was taken doen.", "Page 9 was taken down."
FORM = {"details": f"The address of {SECRET} is on page 9.", "name": SECRET, "email": "w@people.example", "website": ""}


def form(**other):
    return {**FORM, "shown": signed_time(time.time() - 60), **other}


@pytest.fixture
def broken_post(monkeypatch):
    def fail(*args):
        raise smtplib.SMTPServerDisconnected("w@people.example")

    monkeypatch.setattr(notices, "mail_address", fail)


def test_a_complaint_is_acknowledged_at_once_with_its_reference_and_not_a_word_of_what_was_typed(client, council):
    page = client.post(PAGE, form(), follow=True).content.decode()
    complaint = DataComplaint.objects.get()
    assert complaint.reference in page
    assert complaint.acknowledge_by == complaint.received_on + dt.timedelta(days=29)
    acknowledgement, told = mail.outbox
    assert acknowledgement.to == ["w@people.example"]
    assert complaint.reference in acknowledgement.body
    assert told.to == [council.email]
    assert reverse("desk:complaint", args=[complaint.pk]) in told.body
    assert all(SECRET not in f"{letter.subject}{letter.body}" for letter in mail.outbox)
    assert complaint.acknowledged_how == "by email"
    assert SECRET not in page
    said = [f"{entry} {entry.facts}" for entry in AuditEntry.objects.all()]
    assert said and not any(SECRET in line or "people.example" in line for line in said)


def test_a_complaint_whose_acknowledgement_did_not_go_waits_at_the_desk_with_its_day(
    client, council, broken_post, desk
):
    page = client.post(PAGE, form(), follow=True).content.decode()
    assert "could not be sent" in page
    complaint = DataComplaint.objects.get()
    assert complaint.acknowledged_at is None
    assert complaint.failure == "The email could not be sent (SMTPServerDisconnected)."
    front = desk.get(reverse("desk:front")).content.decode()
    assert "1 personal data complaint open" in front
    assert f"Acknowledge receipt by {complaint.acknowledge_by:%A} {complaint.acknowledge_by.day}" in front


def test_a_program_is_thanked_and_not_kept_and_a_flood_is_stopped(client, council):
    client.post(PAGE, form(website="https://spam.example/"))
    assert not DataComplaint.objects.exists()
    for _ in range(6):
        page = client.post(PAGE, form(), follow=True).content.decode()
    assert DataComplaint.objects.count() == 5
    assert "Too many complaints" in page
    assert FORM["details"] in page


def test_one_mailbox_is_written_to_a_few_times_a_day(council):
    sent = [complaints.acknowledge(made(), at=AT, by=PORTAL) for _ in range(4)]
    assert sent == [True, True, True, False]


def test_what_came_by_letter_is_recorded_acknowledged_and_answered(desk, council):
    typed = {"received_on": "01/07/2026", "details": "My address is on page 9.", "postal_address": "1 The Green"}
    page = desk.post(reverse("desk:complaint-new"), typed, follow=True).content.decode()
    complaint = DataComplaint.objects.get()
    assert "Late" in page
    assert complaint.acknowledge_by == dt.date(2026, 7, 30)
    where = reverse("desk:complaint-acknowledged", args=[complaint.pk])
    page = desk.post(where, {"how": "by letter"}, follow=True).content.decode()
    assert "Acknowledged" in page and "The acknowledgement has been recorded." in page
    where = reverse("desk:complaint-answer", args=[complaint.pk])
    page = desk.post(where, {"outcome": "Page 9 was taken down."}, follow=True).content.decode()
    assert "Closed" in page
    assert not mail.outbox
    assert complaint.reference in desk.get(reverse("desk:complaints")).content.decode()


def test_an_outcome_needs_an_acknowledgement_before_it_and_comes_once(council, clerk):
    complaint = made()
    with pytest.raises(Refused, match="Acknowledge receipt"):
        complaints.answer(complaint, outcome="Done.", at=AT, by=clerk)
    outcome = {"answered_at": AT, "answered_by": clerk, "delete_on": RECEIVED}
    with pytest.raises(IntegrityError), transaction.atomic():
        DataComplaint.objects.filter(pk=complaint.pk).update(**outcome)
    complaints.record_acknowledgement(complaint, how="by letter", at=AT, by=clerk)
    with pytest.raises(Refused, match="acknowledged already"):
        complaints.acknowledge(complaint, at=AT, by=clerk)
    complaints.answer(complaint, outcome="Nothing was wrong.", at=AT, by=clerk)
    with pytest.raises(Refused, match="outcome already"):
        complaints.answer(complaint, outcome="It was.", at=AT, by=clerk)


def test_a_complaint_to_come_or_without_a_way_to_answer_is_refused(council, clerk):
    for gap in ({"received_on": RECEIVED + dt.timedelta(days=1), "email": "w@people.example"}, {}):
        with pytest.raises(Refused):
            complaints.complain(**{"details": "It is wrong.", "received_on": RECEIVED, "at": AT, "by": clerk, **gap})


@pytest.mark.both_databases("constraints: what a deleted complaint may hold")
def test_what_a_complaint_said_is_deleted_in_time_and_the_database_holds_it(council, clerk, capsys):
    complaint = made()
    complaints.record_acknowledgement(complaint, how="by letter", at=AT, by=clerk)
    complaints.answer(complaint, outcome="It was mended.", at=AT, by=clerk)
    call_command("daily", "--on", "2028-06-30")
    complaint.refresh_from_db()
    assert complaint.details
    call_command("daily", "--on", "2028-07-01")
    assert capsys.readouterr().out.splitlines() == ["1 complaint deleted."]
    complaint.refresh_from_db()
    assert (complaint.name, complaint.email, complaint.details, complaint.outcome) == ("", "", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        DataComplaint.objects.filter(pk=complaint.pk).update(name=SECRET)


def test_the_register_asks_for_the_statement_and_for_its_yearly_review(council):
    today = timezone.localdate()

    def lacks(on):
        return [lack.text for lack in missing(on) if "accessibility" in lack.text]

    assert "does not say when" in lacks(today)[0]
    Council.objects.update(statement_prepared_on=dt.date(2026, 3, 2), accessibility_testing="By Ada.")
    assert lacks(dt.date(2027, 3, 2)) == []
    assert "not reviewed" in lacks(dt.date(2027, 3, 3))[0]


def test_a_review_before_the_statement_is_refused_at_its_field(council, by_administrator):
    where = reverse("register:council")
    typed = {**by_administrator.get(where).context["form"].initial, "crest": ""}
    typed = {name: value or "" for name, value in typed.items() if value is not False}
    typed |= {
        "watermark_members": "False",
        "statement_prepared_on": "02/03/2026",
        "statement_reviewed_on": "01/03/2026",
    }
    page = by_administrator.post(where, typed).content.decode()
    assert "The review must not be before the statement was prepared." in page


# Corrected until it is sent


@pytest.fixture
def answered(ground, clerk) -> DataComplaint:
    complaint = complaints.record_acknowledgement(made(), how="by letter", at=AT, by=clerk)
    return complaints.answer(complaint, outcome=SLIP, at=AT, by=clerk)


@pytest.fixture
def by_letter(ground, clerk) -> DataComplaint:
    came = {"details": "My address is on page 9.", "postal_address": "1 The Green", "received_on": RECEIVED}
    return complaints.complain(**came, at=AT, by=clerk)


def words(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def test_an_outcome_with_a_slip_is_corrected_and_then_e_mailed(desk, answered):
    page = words(desk.get(reverse("desk:complaint", args=[answered.pk])))
    assert "Correct the outcome" in page and "Not yet" in page
    where = reverse("desk:complaint-outcome-correct", args=[answered.pk])
    assert "Enter what was found" in words(desk.post(where, {"outcome": ""}))
    assert "has been corrected" in words(desk.post(where, {"outcome": RIGHT}, follow=True))
    sent = words(desk.post(reverse("desk:complaint-outcome-send", args=[answered.pk]), follow=True))
    assert "The outcome has been emailed" in sent and "Correct the outcome" not in sent
    assert RIGHT in mail.outbox[-1].body and len(mail.outbox) == 1
    for late in ("complaint-outcome-correct", "complaint-outcome-send", "complaint-outcome-sent"):
        typed = {"outcome": "Nothing was wrong.", "how": "by letter"}
        told = words(desk.post(reverse(f"desk:{late}", args=[answered.pk]), typed))
        assert "The outcome was sent on" in told
    assert len(mail.outbox) == 1
    said = " ".join(f"{entry} {entry.facts}" for entry in AuditEntry.objects.all())
    assert "corrected the outcome of complaint" in said and "Page 9" not in said


def test_an_outcome_whose_e_mail_fails_is_not_sent(desk, answered, broken_post):
    told = words(desk.post(reverse("desk:complaint-outcome-send", args=[answered.pk])))
    assert "The email could not be sent" in told
    answered.refresh_from_db()
    assert answered.outcome_sent_at is None
    done = desk.post(reverse("desk:complaint-outcome-sent", args=[answered.pk]), {"how": "by letter"}, follow=True)
    assert "by letter" in words(done)


def test_an_outcome_is_sent_as_it_is_recorded(desk, clerk, ground):
    complaint = complaints.record_acknowledgement(made(), how="by letter", at=AT, by=clerk)
    desk.post(reverse("desk:complaint-answer", args=[complaint.pk]), {"outcome": SLIP, "send": "on"})
    assert SLIP in mail.outbox[-1].body


def test_the_day_of_receipt_is_corrected_and_the_thirty_days_with_it(desk, by_letter):
    where = reverse("desk:complaint-receipt-correct", args=[by_letter.pk])
    assert where in desk.get(reverse("desk:complaint", args=[by_letter.pk])).content.decode()
    assert "Enter the reason" in words(desk.post(where, {"received_on": "29/06/2026", "reason": ""}))
    typed = {"received_on": "29/06/2026", "reason": "It lay in the post room."}
    assert "Received on 29 June 2026: acknowledge it by 28 July 2026" in words(desk.post(where, typed, follow=True))
    facts = AuditEntry.objects.order_by("pk").last().facts
    assert (facts["was"], facts["now"], facts["reason"]) == ("2026-07-01", "2026-06-29", "It lay in the post room.")


def test_a_day_of_receipt_that_cannot_be_is_refused(clerk, by_letter, answered):
    about = {"reason": "It came on another day.", "at": AT, "by": clerk}
    with pytest.raises(Refused, match="is in the future"):
        complaints.correct_receipt(by_letter, received_on=RECEIVED + dt.timedelta(1), **about)
    with pytest.raises(Refused, match="already its day of receipt"):
        complaints.correct_receipt(by_letter, received_on=RECEIVED, **about)
    with pytest.raises(Refused, match="was sent with the form"):
        complaints.correct_receipt(answered, received_on=dt.date(2026, 6, 29), **about)
    complaints.record_acknowledgement(by_letter, how="by letter", at=AT, by=clerk)
    later = about | {"at": AT + dt.timedelta(3)}
    with pytest.raises(Refused, match="Receipt was acknowledged on 1 July 2026"):
        complaints.correct_receipt(by_letter, received_on=RECEIVED + dt.timedelta(2), **later)


def test_the_database_keeps_no_sending_without_a_way_or_an_outcome(ground, answered):
    for wrong in ({"outcome_sent_at": AT}, {"outcome_sent_how": "by letter"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DataComplaint.objects.filter(pk=answered.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataComplaint.objects.filter(pk=made().pk).update(outcome_sent_at=AT, outcome_sent_how="by letter")


CONTACT = reverse("public:contact")
LETTER = {"message": "The pack of 21 April in large print, please.", "name": "Rosa", "email": "rosa@people.example"}
LETTER["shown"] = signed_time(time.time() - 60)


def test_a_resident_writes_and_the_team_can_answer(client, council):
    answer = client.post(CONTACT, LETTER, follow=True)
    assert "The committee team will reply by email" in answer.content.decode()
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == ([council.email], ["rosa@people.example"])
    assert "large print" in letter.body


@pytest.mark.parametrize("gap", ["message", "email"])
def test_what_is_missing_is_said_and_what_was_typed_stays(client, council, gap):
    html = client.post(CONTACT, {**LETTER, gap: ""}).content.decode()
    assert "There is a problem" in html
    assert all(value in html for key, value in LETTER.items() if key != gap)
    assert not mail.outbox


def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_not_heard(client, council):
    client.post(CONTACT, {**LETTER, "website": "https://spam.example/"})
    assert not mail.outbox


@pytest.mark.parametrize(
    "shown",
    [str, lambda: "made up", lambda: signed_time(1), signed_time],
    ids=["no time", "made up", "too old", "this moment"],
)
def test_what_comes_at_once_or_with_a_time_that_nobody_gave_is_asked_for_again(client, council, shown):
    letter = {**LETTER, "shown": shown()}
    html = client.post(CONTACT, letter).content.decode()
    assert "send again" in html
    assert LETTER["message"] in html
    assert not mail.outbox


def test_one_address_sends_a_few_letters_an_hour(client, council):
    for _ in range(7):
        html = client.post(CONTACT, LETTER, follow=True).content.decode()
    assert len(mail.outbox) == 5
    assert "could not be sent" in html


def test_a_council_without_an_address_shows_no_form(client, council):
    council.email = ""
    council.save()
    assert "<form" not in client.get(CONTACT).content.decode().partition("<main")[2]
