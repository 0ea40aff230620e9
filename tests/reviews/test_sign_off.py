"""An answer on its way: an officer writes it, the Cabinet Member signs it off, the scrutiny officer publishes it."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from lxml import html

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed
from committee.models import Council, Person, Portfolio, PortfolioHolding, Term
from reviews.answers import response_verbs as responses
from reviews.answers import sign_off_verbs as verbs
from reviews.daily import remind_of_answers, tell_scrutiny_officers
from reviews.findings.recommendation_status import quoted
from reviews.models import Addressee, AnswerDraft, DraftState, Recommendation, Response, State
from reviews.overview.next_acts import waiting_acts
from reviews.proposing import verbs as proposing
from tests.conftest import LONG_AGO, user
from tests.lock_order import watched
from tests.reviews import given
from tests.reviews.reported import AT, REPORT, SERVED, serve
from tests.reviews.two_minutes import as_typed, seconds

NOON = dt.datetime(2021, 9, 20, 11, tzinfo=dt.UTC)
POISON = "quixotry"
WORDS = {
    "answer": "accepted", "action": f"Every school asks ({POISON}).", "officer": "Assistant Director",
    "target_on": dt.date(2022, 3, 31),
}  # fmt: skip
ENDS, GOES_ON = {"target_on": WORDS["target_on"]}, {"goes_on_from": dt.date(2021, 4, 1)}


@pytest.fixture
def cabinet(db):
    """Clara, the Cabinet Member for Education, who sits on no committee."""
    clara = Person.objects.create(forename="Clara", surname="Cabinet", slug="clara-cabinet")
    Term.objects.create(person=clara, since=LONG_AGO)
    education = Portfolio.objects.create(name="Education")
    PortfolioHolding.objects.create(person=clara, portfolio=education, since=LONG_AGO)
    return user(clara, "clara@borsetshire.example")


@pytest.fixture
def asked(reported, cabinet, scrutiny):
    """Publish the review, with the notice to the Cabinet Member for Education received on 14 September."""
    Addressee.objects.filter(pk=reported.cabinet.pk).update(portfolio=Portfolio.objects.get())
    serve(reported, scrutiny)
    reported.cabinet.refresh_from_db()
    return reported


@pytest.fixture
def draft(asked, officer, scrutiny):
    """Olive is named to write the answer."""
    return verbs.name_writer(asked.cabinet, writer=officer.person, at=AT, by=scrutiny)


@time_machine.travel(NOON, tick=False)
def test_an_officer_answers_in_two_minutes_from_the_email(draft, officer, scrutiny, client, mailoutbox, by_officer):
    verbs.ask_for_answer(draft, at=NOON, by=scrutiny)
    (mail,) = mailoutbox
    assert mail.reply_to == [Council.current().email] != [scrutiny.email], "no one’s own mailbox"
    assert "Ask every pupil who cares for someone." in mail.body
    assert "→ Sign in and answer\n" in mail.body and mail.body.count("→") == 1, "one button"
    address = re.search(r"/officers/\S+", mail.body)[0]
    sign_in = client.get(address, follow=True).content
    assert f'value="{officer.email}"' in sign_in.decode(), "the page to sign in at has the mailbox already"
    form = by_officer.get(address).content
    assert seconds(mail.body, sign_in, form, in_part=True) < 120, "with the password typed"
    assert seconds(mail.body, sign_in, form, in_part=True, goes_on=True) < 120, "of what has no end date"


def test_an_email_quotes_of_a_recommendation_what_anybody_may_read(reported, scrutiny, clerk):
    first = reported.first
    assert quoted(first) == "", "the review is not published"
    proposing.publish_review(reported.review, at=AT, by=scrutiny)
    Recommendation.objects.filter(pk=first.pk).update(text=f"Drafted for a later report ({POISON}).")
    assert quoted(first) == "Ask every pupil who cares for someone."
    told = first.handed_down | {"text": "Ask\n→ Pay here\nhttps://portal.example/links/x/"}
    Recommendation.objects.filter(pk=first.pk).update(handed_down=told)
    assert quoted(first) == "Ask → Pay here https://portal.example/links/x/", "no button of the email"
    Recommendation.objects.filter(pk=first.pk).update(withdrawn_reason="It is done.")
    assert quoted(first) == ""


def everything_public(client, review) -> str:
    paths = [
        f"/reviews/{review.slug}/", f"/reviews/{review.slug}/recommendations/1/", "/recommendations/",
        "/recommendations/recommendations.csv", "/recommendations.json", "/reviews/",
    ]  # fmt: skip
    return "".join(client.get(path).content.decode() for path in paths)


@time_machine.travel(NOON, tick=False)
def test_from_the_officer_over_the_cabinet_member_to_everybody(draft, asked, officer, cabinet, scrutiny, client):
    client.force_login(officer)
    assert "recommendation 1" in client.get("/officers/").text
    page = reverse("officers:review-answer", args=[draft.pk])
    client.post(page, {"action": WORDS["action"], "keep": "Save draft"})
    assert POISON in client.get(page).text
    for answer, action, why in (
        ("noted", "Noted.", "noted is none of these"),
        ("accepted", "Accepted in principle.", "is not an answer"),
    ):
        refused = client.post(page, {"answer": answer, "action": action})
        assert refused.status_code == 422 and why in refused.text
    thanks = client.post(page, as_typed(WORDS), follow=True).text
    assert "Your answer has been sent" in thanks and POISON in thanks

    client.force_login(cabinet)
    assert "1 answer for you to sign off" in client.get("/members/").text
    sign = reverse("members:portfolio-answer", args=[draft.pk])
    assert client.post(sign, {"decision": "back"}).status_code == 422
    client.post(sign, {"decision": "sign"})
    client.logout()
    assert POISON not in everything_public(client, asked.review) and not Response.objects.exists()

    client.force_login(scrutiny)
    publish = reverse("desk:review-answer-publish", args=[asked.review.slug, asked.cabinet.pk])
    assert "not signed off by that day" in client.post(publish, {"received_on": "2021-09-19"}).text
    client.post(publish, {"received_on": "2021-09-20"})
    client.logout()
    public = everything_public(client, asked.review)
    assert POISON in public and "Signed off by Clara Cabinet, Monday 20 September 2021" in public
    assert Response.objects.get().received_on == NOON.date()
    asked.review.refresh_from_db()
    assert asked.review.state == State.RESPONDED


def test_what_goes_back_says_why_and_is_signed_anew(draft, officer, cabinet, scrutiny):
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    with pytest.raises(Refused, match="sent back"):
        verbs.send_back(draft, reason="", at=NOON, by=cabinet)
    verbs.sign_off(draft, at=NOON, by=cabinet)
    back = verbs.send_back(draft, reason="Enter which schools.", at=NOON, by=scrutiny)
    assert (back.state, back.signed_by, back.signed_at) == (DraftState.RETURNED, None, None)
    with pytest.raises(Refused, match="still being written"):
        verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)
    verbs.send_answer(draft, action="All of them.", at=NOON, by=officer)
    with pytest.raises(Refused, match="has not signed"):
        verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)


def test_only_the_cabinet_member_of_the_portfolio_signs(draft, officer, other_member):
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    other = Portfolio.objects.create(name="Highways")
    PortfolioHolding.objects.create(person=other_member.person, portfolio=other, since=LONG_AGO)
    with pytest.raises(NotAllowed):
        verbs.sign_off(draft, at=NOON, by=other_member)


def test_a_drafted_answer_is_not_read_by_the_cabinet_member(draft, officer, cabinet, client):
    verbs.keep_draft(draft, action=POISON, by=officer)
    client.force_login(cabinet)
    assert client.get(reverse("members:portfolio-answer", args=[draft.pk])).status_code == 404
    assert POISON not in client.get("/members/portfolio/").text


def test_the_desk_still_records_an_answer_directly_and_the_draft_is_closed(draft, asked, officer, scrutiny):
    responses.record_response(
        asked.cabinet, answer="accepted", action="Done.", received_on=REPORT, proof="A letter", at=NOON, by=scrutiny
    )
    with pytest.raises(Refused, match="already recorded"):
        verbs.send_answer(AnswerDraft.objects.get(), **WORDS, at=NOON, by=officer)


@time_machine.travel(NOON, tick=False)
def test_words_that_are_corrected_lose_their_signature_until_they_are_signed_again(
    draft, asked, officer, cabinet, scrutiny, client, mailoutbox, django_capture_on_commit_callbacks
):
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    verbs.sign_off(draft, at=NOON, by=cabinet)
    response = verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)
    assert (response.signed_off_by, response.is_unsigned) == (cabinet.person, False)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        responses.correct_response(response, reason="It was misheard.", action="Half will.", at=NOON, by=scrutiny)
    response.refresh_from_db()
    assert (response.signed_off_by, response.signed_off_on, response.is_unsigned) == (None, None, True)
    assert [mail.to for mail in mailoutbox] == [[cabinet.email]] and "Half" not in mailoutbox[0].body
    public = reverse("public:recommendation", args=[asked.review.slug, 1])
    assert "Not signed off by the Cabinet Member yet" in client.get(public).text
    client.force_login(cabinet)
    page = reverse("members:portfolio-response", args=[response.pk])
    assert page in client.get("/members/portfolio/").text
    assert client.post(page, {"seen": "", "decision": "sign"}).status_code == 302
    responses.correct_response(response, reason="It came later.", received_on=NOON.date(), at=NOON, by=scrutiny)
    with pytest.raises(Refused, match="already signed off"):
        verbs.sign_response(response, seen="", at=NOON, by=cabinet)
    assert "Signed off by Clara Cabinet" in client.get(public).text


def test_an_answer_that_the_desk_records_does_not_skip_the_sign_off(asked, cabinet, scrutiny, other_member):
    day = NOON.date()
    recorded = {"answer": "accepted", "action": "Done.", "received_on": day, "at": NOON, "by": scrutiny}
    for signed, text in (
        ({"signed_by": other_member.person, "signed_on": day}, "could not sign it off"),
        ({"signed_by": cabinet.person, "signed_on": day + dt.timedelta(days=1)}, "in the future"),
    ):
        with pytest.raises(Refused, match=text):
            responses.record_response(asked.cabinet, **recorded, **signed)
    paper = responses.record_response(asked.cabinet, **recorded, signed_by=cabinet.person, signed_on=day)
    assert (paper.is_unsigned, paper.signed_off_by) == (False, cabinet.person)
    responses.remove_response(paper, reason="It was misheard.", at=NOON, by=scrutiny)
    unsigned = responses.record_response(asked.cabinet, **recorded)
    letter = {"signed_by": cabinet.person, "signed_on": day, "reason": "Signed on paper.", "at": NOON, "by": scrutiny}
    signed = responses.correct_response(unsigned, action="Done.", **letter)
    signed.refresh_from_db()
    assert (signed.is_unsigned, signed.signed_off_by, signed.signed_off_on) == (False, cabinet.person, day)
    assert not responses.record_response(asked.police, **recorded).is_unsigned, "nobody signs off for a partner"


@time_machine.travel(NOON, tick=False)
def test_a_cabinet_member_sends_back_what_the_desk_recorded(asked, cabinet, scrutiny, client):
    recorded = {"answer": "accepted", "action": "Half will.", "received_on": NOON.date(), "at": NOON, "by": scrutiny}
    response = responses.record_response(asked.cabinet, **recorded)
    client.force_login(cabinet)
    page = reverse("members:portfolio-response", args=[response.pk])
    assert "The scrutiny officer can read this" in client.post(page, {"seen": "", "decision": "back"}).text
    assert client.post(page, {"seen": "", "decision": "back", "reason": "We promised all."}).status_code == 302
    response.refresh_from_db()
    assert (response.is_unsigned, response.returned_reason) == (True, "We promised all.")
    assert any("scrutiny officer: Correct the answer of" in step for step in steps_of(NOON.date()))
    responses.correct_response(response, reason="It was misheard.", action="All will.", at=NOON, by=scrutiny)
    assert page in client.get("/members/portfolio/").text


def steps_of(on: dt.date) -> list[str]:
    return [f"{act.actor}: {act.text}" for _, act in waiting_acts(on)]


@time_machine.travel(NOON, tick=False)
def test_an_answer_on_its_way_names_who_acts_next_at_every_step(draft, officer, cabinet, scrutiny):
    on, whose = NOON.date(), "Cabinet Member for Education"
    assert f"writer: {officer.person} writes the answer of {whose} to recommendation 1" in steps_of(on)
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    assert f"signer: {whose} signs off the answer to recommendation 1" in steps_of(on)
    verbs.sign_off(draft, at=NOON, by=cabinet)
    assert f"scrutiny officer: Publish the answer of {whose} to recommendation 1" in steps_of(on)
    verbs.publish_answer(draft, received_on=on, at=NOON, by=scrutiny)
    assert not [text for text in steps_of(on) if whose in text]


def test_new_answers_to_a_call_wait_for_the_scrutiny_officer(review, scrutiny):
    call = given.call(review.review, scrutiny)
    given.answer(call)
    given.answer(call, is_suspect=True)
    waiting = steps_of(REPORT)
    for text in ("Read the new answers to the call", "Decide about answers that are set aside as suspect"):
        assert any(text in step for step in waiting)


@time_machine.travel(NOON, tick=False)
def test_the_scrutiny_officer_is_emailed_once_a_day_of_what_is_new(
    draft, asked, officer, cabinet, scrutiny, mailoutbox
):
    def run(days):
        mailoutbox.clear()
        list(tell_scrutiny_officers(at=NOON + dt.timedelta(days=days)))
        return [(mail.to, " ".join(mail.body.split())) for mail in mailoutbox]

    publish = "Publish the answer of Cabinet Member for Education to recommendation 1"
    assert run(0) == [], "nothing waits for them"
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    verbs.sign_off(draft, at=NOON, by=cabinet)
    ((to, body),) = run(0)
    assert to == [scrutiny.email] and publish in body and POISON not in body
    responses.serve_notice(asked.review, [asked.police], **SERVED, by=scrutiny)
    assert run(0) == [], "one email a day"
    ((to, body),) = run(1)
    assert "Choose who writes the answer of Borsetshire Police" in body and publish not in body, "what is new"


def test_no_writer_without_a_mailbox_and_none_before_the_report(review, reported, scrutiny):
    with pytest.raises(Refused, match="Enter an email address"):
        verbs.name_writer(reported.police, forename="Pat", surname="Partner", at=AT, by=scrutiny)
    with pytest.raises(Refused, match="Choose who writes"):
        verbs.name_writer(reported.police, at=AT, by=scrutiny)


def days(*given: int) -> dt.datetime:
    return dt.datetime(*given, 9, tzinfo=dt.UTC)


def test_each_reminder_goes_once_before_and_once_after_the_due_day(draft, officer, cabinet, mailoutbox):
    def sent(at: dt.datetime) -> list[str]:
        mailoutbox.clear()
        assert all(done.text for done in remind_of_answers(at=at))
        return [mail.to[0] for mail in mailoutbox]

    assert sent(days(2021, 10, 29)) == []
    assert sent(days(2021, 10, 30)) == [officer.email]
    assert "It is due on Saturday 13 November 2021" in mailoutbox[0].body and POISON not in mailoutbox[0].body
    assert sent(days(2021, 10, 31)) == sent(days(2021, 11, 13)) == []
    verbs.send_answer(draft, **WORDS, at=days(2021, 11, 13), by=officer)
    assert sent(days(2021, 11, 14)) == [cabinet.email]
    assert "It was due on Saturday 13 November 2021" in mailoutbox[0].body and POISON not in mailoutbox[0].body
    assert sent(days(2021, 11, 15)) == []
    with pytest.raises(Refused, match="No reminder is due"):
        verbs.remind(AnswerDraft.objects.get(), at=days(2021, 11, 15), by=PORTAL)


@time_machine.travel(NOON, tick=False)
def test_what_was_typed_in_a_second_tab_is_shown_once_the_answer_was_sent(draft, by_officer):
    page = reverse("officers:review-answer", args=[draft.pk])
    by_officer.post(page, as_typed(WORDS))
    late = as_typed(WORDS) | {"answer": "part", "reasons": "Two schools <are> closed.", "resources": "£500"}
    answer = by_officer.post(page, late)
    assert answer.status_code == 422
    shown = html.fromstring(answer.content)
    (summary,) = shown.find_class("govuk-error-summary")
    assert "You sent the answer already, on Monday 20 September 2021" in " ".join(summary.text_content().split())
    unsent = shown.get_element_by_id("typed").getparent().text_content()
    for words in ("Accept in part", "Two schools <are> closed.", WORDS["action"], "31 March 2022", "£500"):
        assert words in unsent
    draft.refresh_from_db()
    assert (draft.answer, draft.reasons) == ("accepted", "")


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("typed", "kept"), [({}, GOES_ON), ({"target_on_month": "3", "target_on_year": "2022"}, ENDS)])
def test_a_second_tab_has_the_month_that_the_first_kept_unless_another_was_typed(
    typed, kept, draft, officer, by_officer
):
    verbs.keep_draft(draft, **WORDS | {"target_on": None}, by=officer)
    page = reverse("officers:review-answer", args=[draft.pk])
    opened = as_sent(by_officer.get(page))
    verbs.keep_draft(draft, **GOES_ON, by=officer)
    refused = by_officer.post(page, opened | typed | {"resources": "£500", "keep": "Save draft"})
    assert refused.status_code == 422
    by_officer.post(page, as_sent(refused) | {"keep": "Save draft"})
    draft.refresh_from_db()
    now = {"goes_on_from": draft.goes_on_from, "target_on": draft.target_on}
    assert {name: day for name, day in now.items() if day} == kept and draft.resources == "£500"


def as_sent(answer) -> dict[str, str]:
    """Return the data of an answer's form, unchanged."""
    (form,) = html.fromstring(answer.content).find_class("review-answer")
    return {name: words for name, words in form.form_values() if words is not None}


@pytest.mark.parametrize("name", ["review-answer", "review-progress"])
@time_machine.travel(NOON, tick=False)
def test_an_officer_who_was_replaced_is_told_who_answers_now_and_nobody_else_is(
    name, draft, other_officer, scrutiny, client, by_officer
):
    page, typed = reverse(f"officers:{name}", args=[draft.pk]), {"action": POISON, "evidence": POISON}
    client.force_login(other_officer)
    never = client.post(page, typed)
    assert never.status_code == 404 and POISON in never.text and "This is not assigned to you." in never.text
    assert str(draft.writer) not in never.text and "recommendation 1" not in never.text
    verbs.name_writer(draft.addressee, writer=other_officer.person, at=NOON, by=scrutiny)
    sent = by_officer.post(page, typed)
    assert sent.status_code == 422 and POISON in sent.text
    assert f"{scrutiny.get_full_name()} has given this to {other_officer.person} since you opened the page" in sent.text
    opened = by_officer.get(page)
    assert opened.status_code == 410 and f"gave this to {other_officer.person} on" in opened.text
    assert "Ask every pupil" not in opened.text and "recommendation 1" not in opened.text


@time_machine.travel(NOON, tick=False)
def test_a_decision_that_came_too_late_keeps_its_reason_and_says_what_happened(
    draft, officer, cabinet, scrutiny, client
):
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    page = reverse("members:portfolio-answer", args=[draft.pk])
    late = {"decision": "back", "reason": "Enter which schools ask."}
    verbs.send_back(draft, reason="Who asks?", at=NOON, by=scrutiny)
    client.force_login(cabinet)
    returned, opened = client.post(page, late), client.get(page)
    assert (returned.status_code, opened.status_code) == (422, 410)
    for shown in (returned.text, opened.text):
        assert f"{scrutiny.get_full_name()} sent the answer back to its writer on" in shown
        assert POISON not in shown and "Who asks?" not in shown
    draft.refresh_from_db()
    verbs.send_answer(draft, **WORDS, at=NOON, by=officer)
    verbs.sign_off(draft, at=NOON, by=cabinet)
    signed = client.post(page, late).text
    assert "Clara Cabinet signed the answer off already, on" in signed and late["reason"] in signed
    verbs.publish_answer(draft, received_on=NOON.date(), at=NOON, by=scrutiny)
    assert "The answer is published already." in client.post(page, late).text


@time_machine.travel(NOON, tick=False)
def test_a_month_that_has_passed_is_refused_where_it_stands_and_a_day_that_is_kept_stays(draft, officer, by_officer):
    page = reverse("officers:review-answer", args=[draft.pk])
    refused = by_officer.post(page, as_typed(WORDS) | {"target_on_month": "8", "target_on_year": "2021"})
    (summary,) = html.fromstring(refused.content).find_class("govuk-error-summary")
    assert [link.text for link in summary.iter("a")] == ["Enter September 2021 or a later month."]
    verbs.keep_draft(draft, target_on=dt.date(2022, 3, 15), by=officer)
    by_officer.post(page, as_typed(WORDS) | {"keep": "Save draft"})
    draft.refresh_from_db()
    assert draft.target_on == dt.date(2022, 3, 15)


@time_machine.travel(NOON, tick=False)
def test_a_writer_whom_a_colleague_chose_meanwhile_is_not_replaced_unseen(asked, officer, scrutiny, clerk, by_scrutiny):
    page = reverse("desk:review-writer", args=[asked.review.slug, asked.cabinet.pk])
    began = by_scrutiny.get(page).context["form"]["began_from"].value()
    mine = {"writer": scrutiny.person_id, "forename": "", "surname": "", "mailbox": ""}
    draft = verbs.name_writer(asked.cabinet, writer=officer.person, at=NOON, by=clerk)
    answer = by_scrutiny.post(page, mine | {"began_from": began})
    assert answer.status_code == 422 and "Olive" in answer.context["form"].kept_now[0].text
    assert (
        by_scrutiny.post(page, mine | {"began_from": answer.context["form"]["began_from"].value()}).status_code == 302
    )
    draft.refresh_from_db()
    assert draft.writer == scrutiny.person


@pytest.mark.both_databases("locks: the register and a partner's links before the review, by the page")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prints no locks")
def test_whoever_names_a_writer_waits_for_nobody_in_a_ring(asked, by_scrutiny):
    page = reverse("desk:review-writer", args=[asked.review.slug, asked.police.pk])
    pat = {"forename": "Pat", "surname": "Partner", "mailbox": "pat@police.example"}
    for sent in (pat, pat | {"surname": "Purnell"}):  # the second time there is a link to end
        form = by_scrutiny.get(page).context["form"]
        with watched(None) as locks:
            answer = by_scrutiny.post(page, {"writer": "", "began_from": form["began_from"].value()} | sent)
        assert (answer.status_code, locks.faults) == (302, [])
