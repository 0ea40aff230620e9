"""What a member is written when their request for a document of the executive is answered (R46)."""

import datetime as dt

import pytest
from django.core import mail

from committee.models import AuditEntry
from tests.meetings.agendas.test_public_pages import words
from tests.staging import staged
from tests.workprogramme.executive import at
from workprogramme.member_requests import document_requests
from workprogramme.models import DocumentRequest

pytestmark = pytest.mark.django_db
ASKED, ON = dt.date(2022, 4, 11), dt.date(2022, 4, 13)


@staged
def asked(safeguarding, member):
    return document_requests.ask(
        safeguarding, member.person, document="The Zanzibar tender", on=ASKED, at=at("2022-04-11"), by=member
    )


def answer(client, asked: DocumentRequest, act: str, **said: str):
    sent = {"on": ON.isoformat(), "proof": "Email of 13 April", **said}
    return words(client.post(f"/desk/document-requests/{asked.pk}/{act}/", sent, follow=True))


def test_a_refusal_is_written_to_the_member_with_its_reasons_and_not_what_was_asked_for(
    asked, member, scrutiny, client
):
    client.force_login(scrutiny)
    assert f"An email has gone to {member.person}" in answer(client, asked, "refuse", reasons="Advice of an adviser.")
    (letter,) = mail.outbox
    assert letter.to == [member.email]
    assert letter.subject == "Your request for a document: refused, with reasons"
    for told in ("11 April 2022", "13 April 2022", "Advice of an adviser.", "/members/scrutiny/", "Sally Scrutiny"):
        assert told in letter.body
    assert "Zanzibar" not in letter.body + letter.subject
    assert AuditEntry.objects.filter(did="emailed the member about").count() == 1


def test_that_it_was_provided_is_written_without_the_document(asked, scrutiny, client):
    client.force_login(scrutiny)
    answer(client, asked, "provide")
    (letter,) = mail.outbox
    assert "was sent to you on 13 April 2022" in letter.body and "not attached to this email" in letter.body
    assert "reasons" not in letter.body and "Zanzibar" not in letter.body
    assert not letter.attachments


def test_where_no_e_mail_can_go_the_desk_is_told_and_the_answer_stands(asked, member, scrutiny, client, settings):
    client.force_login(scrutiny)
    settings.MAILERS = {"default": {"BACKEND": "tests.workprogramme.outcomes.test_asking_outcomes.Broken"}}
    said = answer(client, asked, "refuse", reasons="Legal Advice.")
    assert f"No email could be sent to {member.person}: tell them yourself." in said
    assert DocumentRequest.objects.get().state == "refused"
    assert AuditEntry.objects.filter(did="could not email the member about").exists()


def test_a_member_without_a_sign_in_is_told_by_the_desk(asked, member, scrutiny, client):
    member.is_active = False
    member.save()
    client.force_login(scrutiny)
    assert "tell them yourself" in answer(client, asked, "provide")
    assert mail.outbox == []
