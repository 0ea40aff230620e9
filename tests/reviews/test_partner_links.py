"""A partner without a sign-in answers by a signed link, which expires, can be revoked, and is used up by an answer."""

import datetime as dt
import re
from unittest.mock import Mock

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import html

from committee.acts.refusal import Refused
from committee.models import Committee, Council, SignedLink
from committee.sign_in import signed_links
from reviews.agenda_papers import answer_papers
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import AnswerDraft, DraftState, Recommendation
from reviews.proposing import verbs as proposing
from tests.reviews.reported import ANSWERED, AT
from tests.reviews.two_minutes import as_typed, seconds

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
    return verbs.name_writer(reported.police, forename="Pat", surname="Partner", mailbox=MAILBOX, at=AT, by=scrutiny)


TYPED = as_typed(SAID)


def link_in(mail) -> str:
    return re.search(r"/links/[\w-]+/", mail.body)[0]


def asked_for(partner, scrutiny, mailoutbox, at=NOON) -> str:
    verbs.ask_for_answer(partner, at=at, by=scrutiny)
    return link_in(mailoutbox[-1])


@time_machine.travel(NOON, tick=False)
def test_a_partner_answers_once_by_the_link(partner, reported, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    mail, page = mailoutbox[-1], client.get(address)
    assert mail.to == [MAILBOX] and mail.reply_to == [Council.current().email] != [scrutiny.email]
    for shown in (mail.body, page.text):
        assert "Ask every pupil who cares for someone." in shown
    assert seconds(mail.body, page.content, in_part=True, goes_on=True) < 117
    assert str(reported.review.monitored_by) in page.text and "The law gives 28 days" in page.text
    assert client.post(address, {"answer": "part", "action": "Noted."}).status_code == 422
    client.post(address, TYPED)
    assert AnswerDraft.objects.get().state == DraftState.READY
    for shown in (client.post(address, TYPED), Client().get(address)):
        assert "The scrutiny officer reads it, then publishes it" in shown.text and "<textarea" not in shown.text
    public = f"/reviews/{reported.review.slug}/recommendations/1/"
    assert "Officers visit" not in client.get(public).text
    verbs.publish_answer(AnswerDraft.objects.get(), received_on=NOON.date(), at=NOON, by=scrutiny)
    shown = client.get(public).text
    assert "Officers visit each school." in shown and "zugzwang" not in shown and "Pat Partner" not in shown
    assert AnswerDraft.objects.get().mailbox == ""


@time_machine.travel(NOON, tick=False)
def test_a_revoked_link_and_an_earlier_one_open_nothing_and_say_whom_to_ask(
    partner, reported, scrutiny, client, mailoutbox
):
    Committee.objects.filter(pk=reported.review.monitored_by_id).update(contact_officer=scrutiny.person)
    earlier = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
    with pytest.raises(Refused, match="has just been asked"):
        verbs.ask_for_answer(partner, at=NOON - dt.timedelta(minutes=55), by=scrutiny)
    later = asked_for(partner, scrutiny, mailoutbox)
    verbs.revoke_link(partner, at=NOON, by=scrutiny)
    for address in (earlier, later):
        answer = client.post(address, TYPED)
        assert answer.status_code == 410 and "Ask every pupil" not in answer.text
    page = " ".join(html.fromstring(client.get(later).content).get_element_by_id("main-content").text_content().split())
    assert f"Ask {scrutiny.person.name} for the {reported.review.monitored_by}: {Council.current().email}" in page
    with pytest.raises(Refused, match="no working link"):
        verbs.revoke_link(partner, at=NOON, by=scrutiny)


@time_machine.travel(NOON, tick=False)
def test_a_link_that_went_to_a_wrong_mailbox_ends_when_it_is_corrected(partner, scrutiny, client, mailoutbox):
    wrong = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(minutes=5))
    right = {"writer": partner.writer, "mailbox": "pat@right.example"}
    draft = verbs.name_writer(partner.addressee, **right, at=NOON, by=scrutiny)
    assert client.get(wrong).status_code == 410
    asked_for(draft, scrutiny, mailoutbox)
    with time_machine.travel(NOON + dt.timedelta(days=29), tick=False):
        client.post(f"{wrong}new/")
    assert [mail.to for mail in mailoutbox] == [[MAILBOX], ["pat@right.example"]], "nothing more to the wrong mailbox"


@time_machine.travel(NOON, tick=False)
def test_an_addressee_who_was_named_by_mistake_is_removed_with_the_writer_and_the_link(
    partner, reported, scrutiny, client, mailoutbox
):
    client.post(asked_for(partner, scrutiny, mailoutbox), TYPED)
    with pytest.raises(Refused, match="has sent an answer already"):
        recommendations.remove_addressee(reported.police, reason="It was named by mistake.", by=scrutiny)
    verbs.send_back(AnswerDraft.objects.get(), reason="It was not meant for you.", at=NOON, by=scrutiny)
    address = asked_for(partner, scrutiny, mailoutbox, at=NOON + dt.timedelta(hours=1))
    recommendations.remove_addressee(reported.police, reason="It was named by mistake.", by=scrutiny)
    assert not AnswerDraft.objects.exists() and client.get(address).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_whoever_has_just_answered_gets_a_copy_and_nobody_else_does(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    thanks = client.post(address, TYPED, follow=True).text
    for words in ("Ask every pupil who cares", "Accepted in part", "Officers visit each school.", "Some schools are"):
        assert words in thanks
    assert "Officers visit" not in Client().get(address).text
    with time_machine.travel(NOON + dt.timedelta(minutes=31), tick=False):
        assert "Officers visit" not in client.get(address).text


COPIED = "We have emailed a copy to the address that your link was sent to."


@time_machine.travel(NOON, tick=False)
def test_a_partner_has_a_copy_emailed_to_the_mailbox_of_the_link_and_nowhere_else(
    partner, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    assert "There is no copy to send." in client.post(f"{address}copy/", follow=True).text
    client.post(address, TYPED | {"action": "We → visit.\n\n→ Pay\nhttp://testserver/x/"})
    AnswerDraft.objects.update(resources="quixotry")
    Recommendation.objects.update(text="quixotry")
    stranger = Client()  # with an email that was passed on
    said = stranger.post(f"{address}copy/", {"email": "eve@elsewhere.example"}, follow=True).text
    assert COPIED in said and MAILBOX not in said and "Some schools are elsewhere." not in said
    copy = mailoutbox[-1]
    assert copy.to == [MAILBOX]
    for words in ("Ask every pupil who cares for someone.", "Answer: Accepted in part\n", "Thursday 31 March 2022"):
        assert words in copy.body
    assert "quixotry" not in copy.body
    assert "background:#1a4f8a" not in str(copy.alternatives), "what was typed is no button"


def test_of_one_answer_a_copy_is_emailed_twelve_times_and_no_more(partner, scrutiny, client, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        client.post(address, TYPED)
    for hours in range(12):
        at = NOON + dt.timedelta(hours=2 * hours)
        with time_machine.travel(at, tick=False):
            signed_links.mail_copy(SignedLink.objects.get(), at=at)
    with time_machine.travel(NOON + dt.timedelta(days=3), tick=False):
        said = client.post(f"{address}copy/", follow=True).text
    assert "A copy has been sent 12 times, and no more can be sent." in said and len(mailoutbox) == 13


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("since", ["another writes", "another mailbox", "published"])
def test_no_copy_goes_of_what_is_not_theirs_any_more(since, partner, officer, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
    with time_machine.travel(NOON - dt.timedelta(minutes=30), tick=False):
        client.post(address, TYPED)
    if since == "another mailbox":
        verbs.name_writer(partner.addressee, writer=partner.writer, mailbox="pat@right.example", at=NOON, by=scrutiny)
    elif since == "published":
        verbs.publish_answer(AnswerDraft.objects.get(), received_on=NOON.date(), at=NOON, by=scrutiny)
    else:
        verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
        verbs.name_writer(partner.addressee, writer=officer.person, at=NOON, by=scrutiny)
        verbs.send_answer(AnswerDraft.objects.get(), answer="accepted", action="quixotry", at=NOON, by=officer)
    mailoutbox.clear()
    refused = client.post(f"{address}copy/", follow=True).text
    assert "There is no copy to send." in refused and "quixotry" not in refused and mailoutbox == []


@time_machine.travel(NOON, tick=False)
def test_a_copy_that_the_mail_server_does_not_take_says_so(partner, scrutiny, client, mailoutbox, monkeypatch):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, TYPED)
    monkeypatch.setattr(signed_links.notices, "mail_address", Mock(side_effect=OSError))
    said = client.post(f"{address}copy/", follow=True).text
    assert "The email could not be sent. Try again later." in said and COPIED not in said


@time_machine.travel(NOON, tick=False)
def test_a_copy_of_an_answer_to_what_is_not_public_repeats_nothing_of_it(reported, scrutiny, client, mailoutbox):
    draft = verbs.name_writer(reported.police, forename="Pat", surname="Partner", mailbox=MAILBOX, at=AT, by=scrutiny)
    address = asked_for(draft, scrutiny, mailoutbox)
    assert "Ask every pupil" not in mailoutbox[-1].body
    client.post(address, TYPED)
    client.post(f"{address}copy/")
    assert "Officers visit each school." in mailoutbox[-1].body and "Ask every pupil" not in mailoutbox[-1].body


@time_machine.travel(NOON, tick=False)
def test_what_recurs_goes_on_from_a_month_with_no_end_and_is_never_late_for_that(
    partner, reported, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    typed = {"answer": "accepted", "action": "Officers ask.", "officer": "Superintendent", "goes_on": "on"}
    refused = client.post(address, typed).text
    assert "Enter the month and year from which it goes on." in refused and "when it will be done" not in refused
    month = {"goes_on_from_month": "4", "goes_on_from_year": "2021", "target_on_month": "13"}
    assert client.post(address, typed | month).status_code == 302, "and the month of its end is not asked"
    draft = AnswerDraft.objects.get()
    assert (draft.target_on, draft.goes_on_from) == (None, dt.date(2021, 4, 1))
    verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)
    later = NOON + dt.timedelta(days=800)
    with time_machine.travel(later, tick=False):
        shown = client.get(f"/reviews/{reported.review.slug}/recommendations/1/").text
        rows = client.get("/recommendations.json").json()["recommendations"]
    row = next(row for row in rows if row["answer"] == "Accepted")
    assert (row["target"], row["goes_on_from"], row["days_late"]) == (None, "2021-04-01", None)
    papers = (answer_papers.progress_paper, answer_papers.look_back_paper)
    for words in (shown, *(repr(paper(reported.review, later.date())) for paper in papers)):
        assert "from April 2021, with no end date" in words


@time_machine.travel(NOON, tick=False)
def test_an_answer_ends_or_goes_on_and_never_both(partner, scrutiny, client, mailoutbox):
    both = {"target_on": NOON.date(), "goes_on_from": NOON.date()}
    with pytest.raises(Refused, match="not both"):
        responses.record_response(partner.addressee, **ANSWERED, **both, by=scrutiny)
    with pytest.raises(IntegrityError, match="an_answer_has_an_end_or_goes_on"), transaction.atomic():
        AnswerDraft.objects.filter(pk=partner.pk).update(**both)


@time_machine.travel(NOON, tick=False)
def test_an_answer_that_was_sent_back_is_in_the_form(partner, scrutiny, client, mailoutbox):
    client.post(asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1)), TYPED)
    verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
    page = client.get(asked_for(partner, scrutiny, mailoutbox)).text
    assert mailoutbox[-1].subject.startswith("Please change your answer: recommendation 1 of the review")
    assert "Say which schools." in page and "Say which schools." not in mailoutbox[-1].body
    assert "Officers visit each school.</textarea>" in page


@pytest.mark.parametrize("ended", ["expired", "sent"])
def test_what_a_partner_typed_comes_back_where_the_link_ended_meanwhile(ended, partner, scrutiny, client, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        if ended == "sent":
            client.post(address, TYPED)
    with time_machine.travel(NOON + dt.timedelta(days=29 if ended == "expired" else 0), tick=False):
        answer = client.post(address, TYPED | {"action": "We visit <every> school."})
    assert answer.status_code == (409 if ended == "sent" else 410)
    typed = html.fromstring(answer.content).get_element_by_id("typed").getparent().text_content()
    for words in ("We visit <every> school.", "Some schools are elsewhere.", "March 2022"):
        assert words in typed
    assert "Ask every pupil" not in answer.text
