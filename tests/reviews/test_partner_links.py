"""A partner without a sign-in answers by a signed link, which expires, can be revoked, and is used up by an answer."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import Committee, Council, SignedLink
from committee.sign_in import signed_links
from reviews.agenda_papers import answer_papers
from reviews.answers import progress_verbs as progress
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.findings import recommendation_verbs as recommendations
from reviews.models import AnswerDraft, DraftState, Recommendation
from reviews.proposing import verbs as proposing
from tests.conftest import user
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
    assert mailoutbox[-1].to == [MAILBOX]
    assert mailoutbox[-1].reply_to == [Council.current().email] != [scrutiny.email]
    assert "Ask every pupil who cares for someone." in mailoutbox[-1].body
    seen = client.get(address)
    page = seen.content.decode()
    assert seconds(mailoutbox[-1].body, seen.content, in_part=True) < 117
    assert seconds(mailoutbox[-1].body, seen.content, in_part=True, goes_on=True) < 117
    assert "Ask every pupil who cares for someone." in page
    assert str(reported.review.monitored_by) in page and "The law gives 28 days" in page
    assert client.post(address, {"answer": "part", "action": "Noted."}).status_code == 422
    client.post(address, TYPED)
    assert AnswerDraft.objects.get().state == DraftState.READY
    again = client.post(address, TYPED)
    assert again.status_code == 409
    for shown in (again, Client().get(address)):
        assert "<textarea" not in shown.content.decode()
        assert "The scrutiny officer reads it, then publishes it" in shown.content.decode()
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
        proof="The receipt of the post",
        **days,
        at=NOON,
        by=scrutiny,
    )
    late = NOON + dt.timedelta(days=25)
    verbs.remind(AnswerDraft.objects.get(), at=late, by=PORTAL)
    request, reminder = mailoutbox[-2:]
    assert reminder.to == [MAILBOX]
    which = "answer recommendation 1 of the review “Young carers in schools”"
    assert (request.subject, reminder.subject) == (f"Please {which}", f"Reminder: please {which}")
    for mail in (request, reminder):
        assert "You do not need to sign in." in mail.body
    assert "Please answer this recommendation." in request.body
    assert "We have not received your answer to this recommendation." in reminder.body
    assert "It was due on Tuesday 12 October 2021." in reminder.body
    assert "Ask every pupil who cares for someone." in reminder.body
    with time_machine.travel(late, tick=False):
        assert client.get(first).status_code == 410
        assert client.post(link_in(reminder), TYPED).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_a_revoked_link_and_an_earlier_one_open_nothing(partner, scrutiny, client, mailoutbox):
    earlier = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
    with pytest.raises(Refused, match="has just been asked"):
        verbs.ask_for_answer(partner, at=NOON - dt.timedelta(minutes=55), by=scrutiny)
    later = asked_for(partner, scrutiny, mailoutbox)
    verbs.revoke_link(partner, at=NOON, by=scrutiny)
    for address in (earlier, later):
        answer = client.post(address, TYPED)
        assert answer.status_code == 410
        assert "Ask every pupil" not in answer.content.decode()
    assert AnswerDraft.objects.get().state == DraftState.ASKED
    with pytest.raises(Refused, match="no working link"):
        verbs.revoke_link(partner, at=NOON, by=scrutiny)


def test_a_revoked_link_says_whom_to_ask_and_is_never_sent_anew(partner, reported, scrutiny, client, mailoutbox):
    contact = scrutiny.person
    Committee.objects.filter(pk=reported.review.monitored_by_id).update(contact_officer=contact)
    Council.objects.update(telephone="01632 960001")
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        verbs.revoke_link(partner, at=NOON, by=scrutiny)
        page = html.fromstring(client.get(address).content).get_element_by_id("main-content").text_content()
        client.post(f"{address}new/")
    said = " ".join(page.split())
    assert "The council has cancelled this link." in said
    assert f"Ask {contact.name} for the {reported.review.monitored_by}: {Council.current().email}, 01632 960001" in said
    assert "Send a new link" not in said and "newer email" not in said
    assert len(mailoutbox) == 1


def test_a_link_that_a_newer_one_took_the_place_of_brings_another_to_the_same_mailbox(
    partner, scrutiny, client, mailoutbox
):
    with time_machine.travel(NOON, tick=False):
        first = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
        second = asked_for(partner, scrutiny, mailoutbox)
        page = client.get(first).content.decode()
        assert "We have sent you a newer email since" in page and "Send a new link" in page
        assert "we have sent a new one" in client.post(f"{first}new/", follow=True).content.decode()
        third = link_in(mailoutbox[-1])
        assert mailoutbox[-1].to == [MAILBOX] and third not in (first, second)
        assert client.get(second).status_code == 410
        assert client.post(third, TYPED).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_a_link_that_went_to_a_wrong_mailbox_ends_when_it_is_corrected(partner, scrutiny, client, mailoutbox):
    wrong = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(minutes=5))
    draft = verbs.name_writer(
        partner.addressee, writer=partner.writer, mailbox="pat@right.example", at=NOON, by=scrutiny
    )
    assert client.get(wrong).status_code == 410
    right = asked_for(draft, scrutiny, mailoutbox)
    assert mailoutbox[-1].to == ["pat@right.example"]
    with time_machine.travel(NOON + dt.timedelta(days=29), tick=False):
        client.post(f"{wrong}new/")
        assert len(mailoutbox) == 2, "nothing goes to the wrong mailbox"
        client.post(f"{right}new/")
        assert mailoutbox[-1].to == ["pat@right.example"]


@time_machine.travel(NOON, tick=False)
def test_an_old_link_sends_nothing_to_a_mailbox_that_another_took_the_place_of(partner, scrutiny, client, mailoutbox):
    early = NOON - dt.timedelta(days=30)
    expired = asked_for(partner, scrutiny, mailoutbox, at=early)
    AnswerDraft.objects.update(mailbox="pat@right.example")
    asked_for(AnswerDraft.objects.get(), scrutiny, mailoutbox)
    client.post(f"{expired}new/")
    assert [mail.to for mail in mailoutbox] == [[MAILBOX], ["pat@right.example"]]


@time_machine.travel(NOON, tick=False)
def test_the_desk_is_told_what_follows_before_it_revokes_a_link(partner, reported, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.force_login(scrutiny)
    page = reverse("desk:review-link-revoke", args=[reported.review.slug, reported.police.pk])
    asks = client.get(page).content.decode()
    assert "Revoke the link of Pat Partner" in asks and "opens nothing" in asks
    assert client.get(address).status_code == 200
    assert client.post(page).status_code == 302
    assert client.get(address).status_code == 410
    assert "There is no working link." in client.post(page).content.decode()


@time_machine.travel(NOON, tick=False)
def test_the_desk_sees_who_sent_a_partners_answer_and_when_and_a_reason_once(
    partner, reported, scrutiny, client, mailoutbox
):
    client.post(asked_for(partner, scrutiny, mailoutbox), TYPED)
    client.force_login(scrutiny)
    desk = reverse("desk:review-answers", args=[reported.review.slug])
    assert "Accepted in part, sent by Pat Partner on Monday 20 September 2021" in client.get(desk).content.decode()
    verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
    (row,) = html.fromstring(client.get(desk).content).xpath("//li[contains(., 'Say which schools.')]")
    assert row.text_content().count("Sent back") == 1


def test_an_expired_link_opens_nothing_but_a_new_one_for_its_mailbox(partner, scrutiny, client, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
    with time_machine.travel(NOON + dt.timedelta(days=28), tick=False):
        answer = client.post(address, TYPED)
        assert answer.status_code == 410
        assert "Ask every pupil" not in answer.content.decode()
        client.post(f"{address}new/")
        assert mailoutbox[-1].to == [MAILBOX]
        assert client.post(link_in(mailoutbox[-1]), TYPED).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_a_link_ends_when_somebody_else_is_named(partner, officer, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    verbs.name_writer(partner.addressee, writer=officer.person, at=NOON, by=scrutiny)
    assert client.get(address).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_an_addressee_who_was_named_by_mistake_is_removed_with_the_writer_and_the_link(
    partner, reported, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, TYPED)
    with pytest.raises(Refused, match="has sent an answer already"):
        recommendations.remove_addressee(reported.police, reason="It was named by mistake.", by=scrutiny)
    verbs.send_back(AnswerDraft.objects.get(), reason="It was not meant for you.", at=NOON, by=scrutiny)
    address = asked_for(partner, scrutiny, mailoutbox, at=NOON + dt.timedelta(hours=1))
    assert client.get(address).status_code == 200
    recommendations.remove_addressee(reported.police, reason="It was named by mistake.", by=scrutiny)
    assert not AnswerDraft.objects.exists()
    assert client.get(address).status_code == 410


@time_machine.travel(NOON, tick=False)
def test_whoever_has_just_answered_gets_a_copy_and_nobody_else_does(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    thanks = client.post(address, TYPED, follow=True).content.decode()
    for words in ("Ask every pupil who cares", "Accepted in part", "Officers visit each school.", "Some schools are"):
        assert words in thanks
    assert "Officers visit" in client.get(address).content.decode()
    assert "Officers visit" not in Client().get(address).content.decode()
    with time_machine.travel(NOON + dt.timedelta(minutes=31), tick=False):
        assert "Officers visit" not in client.get(address).content.decode()


COPIED = "We have emailed a copy to the address that your link was sent to."


@time_machine.travel(NOON, tick=False)
def test_a_partner_has_a_copy_emailed_to_the_mailbox_of_the_link_and_nowhere_else(
    partner, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    assert "There is no copy to send." in client.post(f"{address}copy/", follow=True).content.decode()
    thanks = client.post(address, TYPED | {"action": "We → visit.\n\n→ Pay\nhttp://testserver/x/"}, follow=True)
    (button,) = html.fromstring(thanks.content).xpath("//form[@action='copy/']//button")
    assert button.text_content().strip() == "Email me a copy"
    AnswerDraft.objects.update(resources="quixotry")
    Recommendation.objects.update(text="quixotry")
    stranger = Client()  # with an email that was passed on
    said = stranger.post(f"{address}copy/", {"email": "eve@elsewhere.example"}, follow=True).content.decode()
    assert COPIED in said and MAILBOX not in said and "Some schools are elsewhere." not in said
    copy = mailoutbox[-1]
    assert copy.to == [MAILBOX]
    assert copy.subject == "A copy of your answer to recommendation 1 of the review “Young carers in schools”"
    for words in (
        "Dear Pat Partner,", "on Monday 20 September 2021, 12:00", "Ask every pupil who cares for someone.",
        "Accepted in part", "Some schools are elsewhere.", "Superintendent", "Thursday 31 March 2022",
    ):  # fmt: skip
        assert words in copy.body
    assert "quixotry" not in copy.body
    assert "Answer: Accepted in part\n" in copy.body and "  → Pay\n" in copy.body
    assert "background:#1a4f8a" not in str(copy.alternatives), "what was typed is no button"


@time_machine.travel(NOON, tick=False)
def test_a_copy_is_emailed_three_times_an_hour_and_told_on_the_trail(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, TYPED)
    mailoutbox.clear()
    for _ in range(3):
        assert COPIED in client.post(f"{address}copy/", follow=True).content.decode()
    assert "several times in the last hour" in client.post(f"{address}copy/", follow=True).content.decode()
    assert [mail.to for mail in mailoutbox] == [[MAILBOX]] * 3
    assert audit.trail_of(SignedLink.objects.get()).filter(did=signed_links.COPY_ASKED).count() == 3
    with time_machine.travel(NOON + dt.timedelta(minutes=61), tick=False):
        assert COPIED in client.post(f"{address}copy/", follow=True).content.decode()


def test_of_one_answer_a_copy_is_emailed_twelve_times_and_no_more(partner, scrutiny, client, mailoutbox):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        client.post(address, TYPED)
    link = SignedLink.objects.get()
    mailoutbox.clear()
    for hours in range(12):
        at = NOON + dt.timedelta(hours=2 * hours)
        with time_machine.travel(at, tick=False):
            signed_links.mail_copy(link, at=at)
    with time_machine.travel(NOON + dt.timedelta(days=3), tick=False):
        said = client.post(f"{address}copy/", follow=True).content.decode()
    assert "A copy has been sent 12 times, and no more can be sent." in said
    assert len(mailoutbox) == 12


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    "since", ["sent back", "another writes", "another mailbox", "a sign-in", "sent anew", "published"]
)
def test_no_copy_goes_of_what_is_not_theirs_any_more(since, partner, officer, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1))
    with time_machine.travel(NOON - dt.timedelta(minutes=30), tick=False):
        client.post(address, TYPED)
    if since == "a sign-in":
        user(partner.writer, "pat@right.example")
    elif since == "another mailbox":
        verbs.name_writer(partner.addressee, writer=partner.writer, mailbox="pat@right.example", at=NOON, by=scrutiny)
    elif since == "published":
        verbs.publish_answer(AnswerDraft.objects.get(), received_on=NOON.date(), at=NOON, by=scrutiny)
    else:
        verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
    if since == "another writes":
        verbs.name_writer(partner.addressee, writer=officer.person, at=NOON, by=scrutiny)
        verbs.send_answer(AnswerDraft.objects.get(), answer="accepted", action="quixotry", at=NOON, by=officer)
    elif since == "sent anew":
        client.post(asked_for(partner, scrutiny, mailoutbox), TYPED | {"action": "quixotry"})
        assert AnswerDraft.objects.get().action == "quixotry"
    mailoutbox.clear()
    assert "Email me a copy" not in client.get(address).content.decode()
    refused = client.post(f"{address}copy/", follow=True).content.decode()
    assert "There is no copy to send." in refused and "quixotry" not in refused
    assert mailoutbox == []


@time_machine.travel(NOON, tick=False)
def test_a_copy_that_the_mail_server_does_not_take_says_so(partner, scrutiny, client, mailoutbox, monkeypatch):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, TYPED)

    def fail(*given, **named):
        raise OSError

    monkeypatch.setattr(signed_links.notices, "mail_address", fail)
    said = client.post(f"{address}copy/", follow=True).content.decode()
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
def test_an_accepted_answer_takes_one_text_and_a_month(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    page = client.get(address).content.decode()
    assert "Borsetshire Police</textarea>" in page
    assert page.index("If this is not you, close this page") < page.index("<form")
    assert page.count('class="govuk-button"') == 1
    assert "<select" not in page
    client.post(address, {"answer": "accepted", "action": "Officers ask.", "officer": "Borsetshire Police"})
    assert AnswerDraft.objects.get().state == DraftState.ASKED  # by when?
    by_when = {"officer": "Borsetshire Police", "target_on_month": "march", "target_on_year": "22"}
    client.post(address, {"answer": "accepted", "action": "Officers ask.", **by_when})
    assert AnswerDraft.objects.get().target_on == dt.date(2022, 3, 31)


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("", ["answer", "action", "target_on_month"]),
        ("accepted", ["action", "target_on_month"]),
        ("part", ["reasons", "action", "target_on_month"]),
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
    assert page.get_element_by_id("id_officer").text.strip() == "The Superintendent"
    assert ("unless you reject it" in summary.text_content()) == (not answer)
    assert ("why you do not accept it in full" in summary.text_content()) == ("reasons" in missing)


@time_machine.travel(NOON, tick=False)
def test_what_recurs_goes_on_from_a_month_with_no_end_and_is_never_late_for_that(
    partner, reported, scrutiny, client, mailoutbox
):
    address = asked_for(partner, scrutiny, mailoutbox)
    form = html.fromstring(client.get(address).content).get_element_by_id
    begins = (form("id_goes_on_from_0").get("value"), form("id_goes_on_from_1").get("value"))
    assert begins == (str(NOON.month), str(NOON.year)), "this month, unless they say another"
    typed = {
        "answer": "accepted",
        "action": "Officers ask each year.",
        "officer": "The Superintendent",
        "goes_on": "on",
    }
    refused = client.post(address, typed).content.decode()
    assert "Enter the month and year from which it goes on." in refused and "when it will be done" not in refused
    month = {"goes_on_from_month": "4", "goes_on_from_year": "2021", "target_on_month": "13"}
    thanks = client.post(address, typed | month, follow=True).content.decode()
    assert "from April 2021, with no end date" in thanks, "and the month of its end is not asked"
    draft = AnswerDraft.objects.get()
    assert (draft.target_on, draft.goes_on_from) == (None, dt.date(2021, 4, 1))
    response = verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)
    assert response.goes_on_from == dt.date(2021, 4, 1)
    later = NOON + dt.timedelta(days=800)
    progress.report_progress(
        reported.police, status="on_track", evidence="All.", on=NOON.date(), at=NOON, by=scrutiny
    )  # fmt: skip
    progress.publish_progress(reported.review, at=NOON, by=scrutiny)
    slug = reported.review.slug
    with time_machine.travel(later, tick=False):
        for path in (f"/reviews/{slug}/", f"/reviews/{slug}/recommendations/1/", "/recommendations/"):
            shown = html.fromstring(client.get(path).content).find(".//main").text_content()
            assert "from April 2021, with no end date" in shown
        row = next(
            row for row in client.get("/recommendations.json").json()["recommendations"] if row["answer"] == "Accepted"
        )
    assert (row["target"], row["goes_on_from"], row["days_late"]) == (None, "2021-04-01", None)
    for paper in (answer_papers.progress_paper, answer_papers.look_back_paper):
        assert "from April 2021, with no end date" in repr(paper(reported.review, later.date()))


@time_machine.travel(NOON, tick=False)
def test_an_answer_ends_or_goes_on_and_never_both(partner, scrutiny, client, mailoutbox):
    both = {"target_on": NOON.date(), "goes_on_from": NOON.date()}
    with pytest.raises(Refused, match="not both"):
        responses.record_response(partner.addressee, **ANSWERED, **both, by=scrutiny)
    with pytest.raises(IntegrityError, match="an_answer_has_an_end_or_goes_on"), transaction.atomic():
        AnswerDraft.objects.filter(pk=partner.pk).update(**both)


@time_machine.travel(NOON, tick=False)
def test_nobody_is_responsible_for_what_is_rejected(partner, scrutiny, client, mailoutbox):
    address = asked_for(partner, scrutiny, mailoutbox)
    client.post(address, {"answer": "rejected", "reasons": "It is done already.", "officer": "Borsetshire Police"})
    draft = AnswerDraft.objects.get()
    assert (draft.state, draft.officer, draft.target_on) == (DraftState.READY, "", None)


@time_machine.travel(NOON, tick=False)
def test_an_answer_that_was_sent_back_is_in_the_form(partner, scrutiny, client, mailoutbox):
    client.post(asked_for(partner, scrutiny, mailoutbox, at=NOON - dt.timedelta(hours=1)), TYPED)
    used = link_in(mailoutbox[-1])
    verbs.send_back(AnswerDraft.objects.get(), reason="Say which schools.", at=NOON, by=scrutiny)
    assert "It has been sent back to you since" in Client().get(used).content.decode()
    page = client.get(asked_for(partner, scrutiny, mailoutbox)).content.decode()
    assert "was sent back to you with a reason" in mailoutbox[-1].body
    assert mailoutbox[-1].subject.startswith("Please change your answer: recommendation 1 of the review")
    assert "Say which schools." not in mailoutbox[-1].body
    assert "Say which schools." in page
    assert "Officers visit each school.</textarea>" in page
    form = html.fromstring(page).get_element_by_id
    assert (form("id_target_on_0").get("value"), form("id_target_on_1").get("value")) == ("3", "2022")


def test_a_forged_link_says_what_may_be_wrong_with_it(client, db):
    for answer in (client.get("/links/nobodys-token/"), client.post("/links/nobodys-token/new/")):
        assert answer.status_code == 404
        assert "Part of the address may be missing" in answer.content.decode()


def unsent(answer) -> str:
    page = html.fromstring(answer.content)
    assert "What you sent just now was not recorded." in page.text_content()
    return page.get_element_by_id("typed").getparent().text_content()


@pytest.mark.parametrize("ended", ["revoked", "expired", "sent", "answered", "removed"])
def test_what_a_partner_typed_comes_back_where_the_link_ended_meanwhile(
    ended, partner, reported, scrutiny, client, mailoutbox
):
    with time_machine.travel(NOON, tick=False):
        address = asked_for(partner, scrutiny, mailoutbox)
        if ended == "revoked":
            verbs.revoke_link(partner, at=NOON, by=scrutiny)
        elif ended == "sent":
            client.post(address, TYPED)
        elif ended == "answered":
            said = {name: SAID[name] for name in ("action", "reasons", "officer", "target_on")}
            responses.record_response(
                reported.police, answer="part", **said, received_on=NOON.date(), at=NOON, by=scrutiny
            )
        elif ended == "removed":
            recommendations.remove_addressee(reported.police, reason="It was named by mistake.", by=scrutiny)
    with time_machine.travel(NOON + dt.timedelta(days=29 if ended == "expired" else 0), tick=False):
        answer = client.post(address, TYPED | {"action": "We visit <every> school."})
        looked_at = client.get(address).content.decode()
    assert answer.status_code == (409 if ended == "sent" else 410)
    typed = unsent(answer)
    for words in ("We visit <every> school.", "Some schools are elsewhere.", "March 2022"):
        assert words in typed
    assert "Ask every pupil" not in answer.content.decode()
    assert "not recorded" not in looked_at
