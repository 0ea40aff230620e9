"""Complaints about personal data whose outcome or day of receipt was recorded wrongly: corrected until it is sent."""

import datetime as dt
import html
import smtplib

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.complaints import verbs as complaints
from committee.mail import notices
from committee.models import AuditEntry, DataComplaint
from tests.acts.complaints import AT, RECEIVED, made

pytestmark = pytest.mark.django_db
SLIP, RIGHT = "Page 9 was taken doen.", "Page 9 was taken down."


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


def test_an_outcome_with_a_slip_is_corrected_and_then_e_mailed(client, clerk, answered):
    client.force_login(clerk)
    page = words(client.get(reverse("desk:complaint", args=[answered.pk])))
    assert "Correct the outcome" in page and "Not yet" in page
    where = reverse("desk:complaint-outcome-correct", args=[answered.pk])
    assert "Enter what was found" in words(client.post(where, {"outcome": ""}))
    assert "has been corrected" in words(client.post(where, {"outcome": RIGHT}, follow=True))
    sent = words(client.post(reverse("desk:complaint-outcome-send", args=[answered.pk]), follow=True))
    assert "The outcome has been emailed" in sent and "Correct the outcome" not in sent
    assert RIGHT in mail.outbox[-1].body and len(mail.outbox) == 1
    for late in ("complaint-outcome-correct", "complaint-outcome-send", "complaint-outcome-sent"):
        typed = {"outcome": "Nothing was wrong.", "how": "by letter"}
        told = words(client.post(reverse(f"desk:{late}", args=[answered.pk]), typed))
        assert "The outcome was sent on" in told
    assert len(mail.outbox) == 1
    said = " ".join(f"{entry} {entry.facts}" for entry in AuditEntry.objects.all())
    assert "corrected the outcome of complaint" in said and "Page 9" not in said


def test_an_outcome_whose_e_mail_fails_is_not_sent(client, clerk, answered, monkeypatch):
    def fail(*args):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(notices, "mail_address", fail)
    client.force_login(clerk)
    told = words(client.post(reverse("desk:complaint-outcome-send", args=[answered.pk])))
    assert "The email could not be sent" in told
    answered.refresh_from_db()
    assert answered.outcome_sent_at is None
    done = client.post(reverse("desk:complaint-outcome-sent", args=[answered.pk]), {"how": "by letter"}, follow=True)
    assert "by letter" in words(done)


def test_what_is_sent_as_it_is_recorded_is_not_corrected(client, clerk, ground):
    complaint = complaints.record_acknowledgement(made(), how="by letter", at=AT, by=clerk)
    client.force_login(clerk)
    client.post(reverse("desk:complaint-answer", args=[complaint.pk]), {"outcome": SLIP, "send": "on"})
    assert SLIP in mail.outbox[-1].body
    with pytest.raises(Refused, match="was sent on"):
        complaints.correct_outcome(complaint, outcome=RIGHT, at=AT, by=clerk)


def test_an_older_tab_takes_no_corrected_outcome_back(client, clerk, answered):
    client.force_login(clerk)
    where = reverse("desk:complaint-outcome-correct", args=[answered.pk])
    old = client.get(where).context["form"].initial["began_from"]
    client.post(where, {"outcome": RIGHT, "began_from": old})
    told = words(client.post(where, {"outcome": "Nothing was wrong.", "began_from": old}))
    assert "You have changed this since you opened this page" in told and RIGHT in told


def test_the_day_of_receipt_is_corrected_and_the_thirty_days_with_it(client, clerk, by_letter):
    client.force_login(clerk)
    where = reverse("desk:complaint-receipt-correct", args=[by_letter.pk])
    assert where in client.get(reverse("desk:complaint", args=[by_letter.pk])).content.decode()
    assert "Enter the reason" in words(client.post(where, {"received_on": "29/06/2026", "reason": ""}))
    typed = {"received_on": "29/06/2026", "reason": "It lay in the post room."}
    assert "Received on 29 June 2026: acknowledge it by 28 July 2026" in words(client.post(where, typed, follow=True))
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
