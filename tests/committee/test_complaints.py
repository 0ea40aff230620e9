"""Complaints about personal data: the form, its acknowledgement, the clock, the outcome, and deletion (R61)."""

import datetime as dt
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
FORM = {"details": f"The address of {SECRET} is on page 9.", "name": SECRET, "email": "w@people.example", "website": ""}


def form(**other):
    return {**FORM, "shown": signed_time(time.time() - 60), **other}


@pytest.fixture
def broken_post(monkeypatch):
    def fail(*args):
        raise smtplib.SMTPServerDisconnected("w@people.example")

    monkeypatch.setattr(notices, "mail_address", fail)


def test_a_complaint_is_acknowledged_at_once_with_its_reference_and_not_a_word_of_what_was_typed(client, council):
    html = client.post(PAGE, form(), follow=True).content.decode()
    complaint = DataComplaint.objects.get()
    assert complaint.reference in html
    assert complaint.acknowledge_by == complaint.received_on + dt.timedelta(days=29)
    acknowledgement, told = mail.outbox
    assert acknowledgement.to == ["w@people.example"]
    assert complaint.reference in acknowledgement.body
    assert told.to == [council.email]
    assert reverse("desk:complaint", args=[complaint.pk]) in told.body
    assert all(SECRET not in f"{letter.subject}{letter.body}" for letter in mail.outbox)
    assert complaint.acknowledged_how == "by email"
    assert SECRET not in html
    said = [f"{entry} {entry.facts}" for entry in AuditEntry.objects.all()]
    assert said and not any(SECRET in line or "people.example" in line for line in said)


def test_a_complaint_whose_acknowledgement_did_not_go_waits_at_the_desk_with_its_day(
    client, council, clerk, broken_post
):
    html = client.post(PAGE, form(), follow=True).content.decode()
    assert "could not be sent" in html
    complaint = DataComplaint.objects.get()
    assert complaint.acknowledged_at is None
    assert complaint.failure == "The email could not be sent (SMTPServerDisconnected)."
    client.force_login(clerk)
    front = client.get(reverse("desk:front")).content.decode()
    assert "1 personal data complaint open" in front
    assert f"Acknowledge receipt by {complaint.acknowledge_by:%A} {complaint.acknowledge_by.day}" in front


def test_a_program_is_thanked_and_not_kept_and_a_flood_is_stopped(client, council):
    client.post(PAGE, form(website="https://spam.example/"))
    assert not DataComplaint.objects.exists()
    for _ in range(6):
        html = client.post(PAGE, form(), follow=True).content.decode()
    assert DataComplaint.objects.count() == 5
    assert "Too many complaints" in html
    assert FORM["details"] in html


def test_one_mailbox_is_written_to_a_few_times_a_day(council):
    sent = [complaints.acknowledge(made(), at=AT, by=PORTAL) for _ in range(4)]
    assert sent == [True, True, True, False]


def test_what_came_by_letter_is_recorded_acknowledged_and_answered(client, council, clerk):
    client.force_login(clerk)
    typed = {"received_on": "01/07/2026", "details": "My address is on page 9.", "postal_address": "1 The Green"}
    html = client.post(reverse("desk:complaint-new"), typed, follow=True).content.decode()
    complaint = DataComplaint.objects.get()
    assert "Late" in html
    assert complaint.acknowledge_by == dt.date(2026, 7, 30)
    where = reverse("desk:complaint-acknowledged", args=[complaint.pk])
    assert "Acknowledged" in client.post(where, {"how": "by letter"}, follow=True).content.decode()
    where = reverse("desk:complaint-answer", args=[complaint.pk])
    html = client.post(where, {"outcome": "Page 9 was taken down."}, follow=True).content.decode()
    assert "Closed" in html
    assert not mail.outbox
    assert complaint.reference in client.get(reverse("desk:complaints")).content.decode()


def test_an_outcome_needs_an_acknowledgement_before_it_and_comes_once(council, clerk):
    complaint = made()
    with pytest.raises(Refused, match="Acknowledge receipt"):
        complaints.answer(complaint, outcome="Done.", at=AT, by=clerk)
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


@pytest.mark.both_databases("constraints: an outcome without an acknowledgement")
def test_the_database_refuses_an_outcome_without_an_acknowledgement(council, clerk):
    complaint = made()
    outcome = {"answered_at": AT, "answered_by": clerk, "delete_on": RECEIVED}
    with pytest.raises(IntegrityError), transaction.atomic():
        DataComplaint.objects.filter(pk=complaint.pk).update(**outcome)


def test_the_accessibility_statement_says_what_the_council_entered_and_nothing_of_its_own(client, council):
    page = reverse("public:accessibility")
    html = client.get(page).content.decode()
    assert "has not yet recorded when" in html
    assert "has not yet recorded how" in html
    Council.objects.update(
        statement_prepared_on=dt.date(2026, 3, 2),
        statement_reviewed_on=dt.date(2026, 9, 3),
        accessibility_testing="Tested by Ada on 1 March 2026 with a screen reader.",
    )
    html = client.get(page).content.decode()
    assert "prepared on 2 March 2026. It was last reviewed on 3 September 2026." in html
    assert "Tested by Ada on 1 March 2026 with a screen reader." in html


def test_the_register_asks_for_the_statement_and_for_its_yearly_review(council):
    today = timezone.localdate()

    def lacks(on):
        return [lack.text for lack in missing(on) if "accessibility" in lack.text]

    assert "does not say when" in lacks(today)[0]
    Council.objects.update(statement_prepared_on=dt.date(2026, 3, 2), accessibility_testing="By Ada.")
    assert lacks(dt.date(2027, 3, 2)) == []
    assert "not reviewed" in lacks(dt.date(2027, 3, 3))[0]


def test_a_review_before_the_statement_is_refused_at_its_field(client, council, administrator):
    client.force_login(administrator)
    page = reverse("register:council")
    typed = {**client.get(page).context["form"].initial, "crest": ""}
    typed = {name: value or "" for name, value in typed.items() if value is not False}
    typed |= {
        "watermark_members": "False",
        "statement_prepared_on": "02/03/2026",
        "statement_reviewed_on": "01/03/2026",
    }
    html = client.post(page, typed).content.decode()
    assert "The review must not be before the statement was prepared." in html
