"""A partner without a sign-in answers by a signed link, which expires, can be revoked, and is used up by an answer."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from lxml import html

from committee.models import Council
from committee.refusal import Refused
from committee.verbs import PORTAL
from reviews.models import AnswerDraft, DraftState
from reviews.proposing import verbs as proposing
from reviews.recommendations import verbs as recommendations
from reviews.responses import verbs as responses
from reviews.sign_off import asking, verbs, writing
from tests.reviews.reported import AT
from tests.reviews.two_minutes import seconds

NOON = dt.datetime(2021, 9, 20, 11, tzinfo=dt.UTC)
MAILBOX = "pat@zugzwang.example"
SAID = {
    "answer": "part",
    "action": "Officers visit each school.",
    "reasons": "Some schools are elsewhere.",
    "officer": "Superintendent",
    "target_on": dt.date(2022, 3, 31),
}


@pytest.fixture
def partner(reported, scrutiny):
    """Pat of the police, who has no sign-in, is named to answer recommendation 1."""
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    return writing.name_writer(reported.police, forename="Pat", surname="Partner", mailbox=MAILBOX, at=AT, by=scrutiny)


def link_in(mail) -> str:
    return re.search(r"/links/[\w-]+/", mail.body)[0]


def asked_for(partner, scrutiny, mailoutbox, at=NOON) -> str:
    asking.ask_for_answer(partner, at=at, by=scrutiny)
    return link_in(mailoutbox[-1])


@time_machine.travel(NOON, tick=False)
def test_a_partner_answers_once_by_the_link(partner, reported, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    assert mailoutbox[-1].to == [MAILBOX]
    assert mailoutbox[-1].reply_to == [Council.current().email] != [scrutiny.email]
    assert "Ask every pupil" not in mailoutbox[-1].body
    seen = client.get(address)
    page = seen.content.decode()
    assert seconds(mailoutbox[-1].body, seen.content, in_part=True) < 120
    assert "Ask every pupil who cares for someone." in page
    assert str(reported.review.monitored_by) in page and "The law gives 28 days" in page
    assert client.post(address, {"answer": "part", "action": "Noted."}).status_code == 422
    client.post(address, SAID)
    assert AnswerDraft.objects.get().state == DraftState.READY
    again = client.post(address, SAID)
    assert again.status_code == 409
    for shown in (again, Client().get(address)):
        assert "<textarea" not in shown.content.decode()
        assert "Your answer has been sent to the scrutiny officer" in shown.content.decode()
    public = client.get(f"/reviews/{reported.review.slug}/recommendations/1/").content.decode()
    assert "Officers visit" not in public
    verbs.publish_answer(AnswerDraft.objects.get(), received_on=NOON.date(), at=NOON, by=scrutiny)
    public = client.get(f"/reviews/{reported.review.slug}/recommendations/1/").content.decode()
    assert "Officers visit each school." in public
    assert "zugzwang" not in public
    assert "Pat Partner" not in public
    assert AnswerDraft.objects.get().mailbox == ""


def test_a_partner_is_reminded_in_other_words_than_asked_with_a_link_that_works(
    partner, reported, scrutiny, client, mailoutbox
):
    with time_machine.travel(NOON, tick=False):
        first = asked_for(partner, scrutiny, mailoutbox)
    days = {"served_on": AT.date(), "report_on": AT.date()}
    responses.serve_notice(
        reported.review,
        [reported.police],
        recipient="The Chief Constable",
        served_by="post",
        **days,
        at=NOON,
        by=scrutiny,
    )
    late = NOON + dt.timedelta(days=25)
    asking.remind(AnswerDraft.objects.get(), at=late, by=PORTAL)
    request, reminder = mailoutbox[-2:]
    assert reminder.to == [MAILBOX]
    which = "answer recommendation 1 of the review “Young carers in schools”"
    assert (request.subject, reminder.subject) == (f"Please {which}", f"Reminder: please {which}")
    for mail in (request, reminder):
        assert which.removeprefix("answer ") in mail.body and "Your answer will be published." in mail.body
    assert "We have not received your answer" in reminder.body
    assert "It was due on Tuesday 12 October 2021." in reminder.body
    assert "Ask every pupil" not in reminder.body
    with time_machine.travel(late, tick=False):
        assert client.get(first).status_code == 410
        assert client.post(link_in(reminder), SAID).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_a_revoked_link_and_an_earlier_one_open_nothing(partner, scrutiny, client, mailoutbox):
    earlier = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
    with pytest.raises(Refused, match="has just been asked"):
        asking.ask_for_answer(partner, at=NOON - dt.timedelta(minutes=55), by=scrutiny)
    later = asked_for(partner, scrutiny, mailoutbox)
    asking.revoke_link(partner, at=NOON, by=scrutiny)
    for address in (earlier, later):
        answer = client.post(address, SAID)
        assert answer.status_code == 410
        assert "Ask every pupil" not in answer.content.decode()
    assert AnswerDraft.objects.get().state == DraftState.ASKED
    with pytest.raises(Refused, match="no working link"):
        asking.revoke_link(partner, at=NOON, by=scrutiny)


def test_an_expired_link_opens_nothing_but_a_new_one_for_its_mailbox(partner, scrutiny, client, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
    with time_machine.travel(NOON + dt.timedelta(days=28), tick=False):
        answer = client.post(address, SAID)
        assert answer.status_code == 410
        assert "Ask every pupil" not in answer.content.decode()
        client.post(f"{address}new/")
        assert mailoutbox[-1].to == [MAILBOX]
        assert client.post(link_in(mailoutbox[-1]), SAID).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_a_link_ends_when_somebody_else_is_named(partner, officer, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    writing.name_writer(partner.addressee, writer=officer.person, at=NOON, by=scrutiny)
    assert client.get(address).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_an_addressee_who_was_named_by_mistake_is_removed_with_the_writer_and_the_link(
    partner, reported, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, SAID)
    with pytest.raises(Refused, match="has sent an answer already"):
        recommendations.remove_addressee(reported.police, by=scrutiny)
    verbs.send_back(AnswerDraft.objects.get(), reason="It was not meant for you.", at=NOON, by=scrutiny)
    address = asked_for(partner, scrutiny, mailoutbox, at=NOON + dt.timedelta(hours=1))
    assert client.get(address).status_code == 200
    recommendations.remove_addressee(reported.police, by=scrutiny)
    assert not AnswerDraft.objects.exists()
    assert client.get(address).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_whoever_has_just_answered_gets_a_copy_and_nobody_else_does(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    thanks = client.post(address, SAID, follow=True).content.decode()
    for words in ("Ask every pupil who cares", "Accepted in part", "Officers visit each school.", "Some schools are"):
        assert words in thanks
    assert "Officers visit" in client.get(address).content.decode()
    assert "Officers visit" not in Client().get(address).content.decode()
    with time_machine.travel(NOON + dt.timedelta(minutes=31), tick=False):
        assert "Officers visit" not in client.get(address).content.decode()


@time_machine.travel(NOON, tick=False)
def test_an_accepted_answer_takes_one_text_and_a_month(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    page = client.get(address).content.decode()
    assert 'value="Borsetshire Police"' in page
    assert page.index("If this is not you, close this page") < page.index("<form")
    assert page.count('class="govuk-button"') == 1
    assert 'value="2021-09-30"' in page and 'value="2024-08-31"' in page
    client.post(address, {"answer": "accepted", "action": "Officers ask.", "officer": "Borsetshire Police"})
    assert AnswerDraft.objects.get().state == DraftState.ASKED  # by when?
    by_when = {"officer": "Borsetshire Police", "target_on": "2022-03-31"}
    client.post(address, {"answer": "accepted", "action": "Officers ask.", **by_when})
    assert AnswerDraft.objects.get().target_on == dt.date(2022, 3, 31)


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("", ["answer", "action", "target_on"]),
        ("accepted", ["action", "target_on"]),
        ("part", ["action", "reasons", "target_on"]),
        ("rejected", ["reasons"]),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_all_that_is_missing_is_named_at_once_and_nothing_is_lost(
    answer, missing, partner, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    refused = client.post(address, {"answer": answer, "officer": "The Superintendent"})
    page = html.fromstring(refused.content)
    (summary,) = page.find_class("govuk-error-summary")
    linked = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert [page.get_element_by_id(field).get("name") for field in linked] == missing
    assert page.get_element_by_id("id_officer").get("value") == "The Superintendent"
    assert ("unless you reject it" in summary.text_content()) == (not answer)
    assert ("why you reject it, or accept only part of it" in summary.text_content()) == ("reasons" in missing)


@time_machine.travel(NOON, tick=False)
def test_nobody_is_responsible_for_what_is_rejected(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, {"answer": "rejected", "reasons": "It is done already.", "officer": "Borsetshire Police"})
    draft = AnswerDraft.objects.get()
    assert (draft.state, draft.officer, draft.target_on) == (DraftState.READY, "", None)


@time_machine.travel(NOON, tick=False)
def test_an_answer_that_was_sent_back_is_in_the_form(partner, scrutiny, client, mailoutbox):
    client.post(asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1)), SAID)
    used = link_in(mailoutbox[-1])
    verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
    assert "It has been sent back to you since" in Client().get(used).content.decode()
    page = client.get(asked_for(partner, scrutiny, mailoutbox)).content.decode()
    assert "was sent back to you with a reason" in mailoutbox[-1].body
    assert mailoutbox[-1].subject.startswith("Please change your answer: recommendation 1 of the review")
    assert "Say which schools." not in mailoutbox[-1].body
    assert "Say which schools." in page
    assert "Officers visit each school.</textarea>" in page
    assert 'value="2022-03-31" selected' in page


def test_a_forged_link_says_what_may_be_wrong_with_it(client, db):
    for answer in (client.get("/links/nobodys-token/"), client.post("/links/nobodys-token/new/")):
        assert answer.status_code == 404
        assert "Part of the address may be missing" in answer.content.decode()


def unsent(answer) -> str:
    page = html.fromstring(answer.content)
    assert "What you sent just now was not recorded." in page.text_content()
    return page.get_element_by_id("not-sent").getparent().text_content()


@pytest.mark.parametrize("ended", ["revoked", "expired", "sent", "answered", "removed"])
def test_what_a_partner_typed_comes_back_where_the_link_ended_meanwhile(
    ended, partner, reported, scrutiny, client, mailoutbox
):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        if ended == "revoked":
            asking.revoke_link(partner, at=NOON, by=scrutiny)
        elif ended == "sent":
            client.post(address, SAID)
        elif ended == "answered":
            said = {name: SAID[name] for name in ("action", "reasons", "officer", "target_on")}
            responses.record_response(
                reported.police, answer="part", **said, received_on=NOON.date(), at=NOON, by=scrutiny
            )
        elif ended == "removed":
            recommendations.remove_addressee(reported.police, by=scrutiny)
    with time_machine.travel(NOON + dt.timedelta(days=29 if ended == "expired" else 0), tick=False):
        answer = client.post(address, SAID | {"action": "We visit <every> school."})
        looked_at = client.get(address).content.decode()
    assert answer.status_code == (409 if ended == "sent" else 410)
    typed = unsent(answer)
    for words in ("We visit <every> school.", "Some schools are elsewhere.", "March 2022"):
        assert words in typed
    assert "Ask every pupil" not in answer.content.decode()
    assert "not recorded" not in looked_at
