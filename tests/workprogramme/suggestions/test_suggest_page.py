"""The pages on which anybody suggests something, and reads how it stands."""

import time

import pytest
from django.core import mail
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.forms.from_anybody import signed_time
from committee.models import Committee, Portfolio, PortfolioHolding
from tests.conftest import LONG_AGO
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER, make
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.models import ItemState, Origin, ProgrammeItem
from workprogramme.suggestions import state, verbs, weighing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("safeguarding", "this_year")]
PAGE = reverse("public:suggestion-new", args=["safeguarding"])
SAID = {"title": "Waiting times for carers", "details": "They have doubled.", "name": "Rosa", "email": "rosa@x.example"}


def sent(client, **other):
    return client.post(PAGE, {**SAID, "shown": signed_time(time.time() - 60), **other}, follow=True)


def test_a_resident_suggests_something_and_gets_a_reference_on_the_page_and_by_e_mail(client, council):
    html = sent(client).content.decode()
    item = ProgrammeItem.objects.get()
    assert (item.title, item.origin, item.state) == (SAID["title"], Origin.RESIDENT, ItemState.SUGGESTED)
    assert item.suggester.reference in html
    assert item.suggester.reference in mail.outbox[0].body
    assert "What happens next" in html
    assert SAID["title"] not in html
    assert not client.cookies.get("sessionid")


def test_name_and_address_may_be_left_out(client, council):
    html = sent(client, name="", email="").content.decode()
    assert "you gave no email address" in html
    assert ProgrammeItem.objects.get().suggester.reference in html
    assert not mail.outbox


def test_a_program_is_thanked_and_not_heard_and_one_address_sends_a_few_an_hour_and_loses_nothing(client, council):
    html = sent(client, website="https://spam.example/").content.decode()
    assert "Thank you" in html and "WP-" not in html
    assert not ProgrammeItem.objects.exists()
    for number in range(6):
        answer = sent(client, title=f"Thing {number}")
    assert answer.status_code == 422
    assert "Thing 5" in answer.content.decode()
    assert ProgrammeItem.objects.count() == 5


def test_a_reference_that_somebody_made_up_is_not_shown(client, council):
    html = client.get(reverse("public:suggestion-received", args=["safeguarding"]) + "?sent=WP-BUYIT").content.decode()
    assert "WP-BUYIT" not in html.partition("<main")[2]


@pytest.mark.parametrize(
    ("who", "origin"), [("member", Origin.MEMBER), ("officer", Origin.OFFICER), ("stranger", Origin.RESIDENT)]
)
def test_whoever_is_signed_in_is_not_asked_who_they_are(client, council, request, who, origin):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert 'name="email"' not in client.get(PAGE).content.decode()
    for number in range(6):
        client.post(PAGE, {"title": f"Thing {number}", "details": "Why."})
    item = ProgrammeItem.objects.first()
    assert ProgrammeItem.objects.count() == 6
    assert (item.origin, item.created_by, item.suggester.email) == (origin, user, user.email)


def test_a_cabinet_member_suggests_as_one(client, council, other_member):
    portfolio = Portfolio.objects.create(name="Children")
    PortfolioHolding.objects.create(portfolio=portfolio, person=other_member.person, since=LONG_AGO)
    client.force_login(other_member)
    client.post(PAGE, {"title": "Schools", "details": "Why."})
    assert ProgrammeItem.objects.get().origin == Origin.CABINET_MEMBER


def test_a_committee_that_does_not_scrutinise_or_is_gone_takes_none(client, planning, safeguarding):
    assert client.get(reverse("public:suggestion-new", args=["planning"])).status_code == 404
    Committee.objects.filter(pk=safeguarding.pk).update(until=LONG_AGO)
    assert client.get(PAGE).status_code == 404
    assert client.get(reverse("public:suggestion-received", args=["safeguarding"])).status_code == 404


def test_nobody_fills_a_mailbox_by_typing_its_address_over_and_over(client, council):
    for number, email in enumerate(["rosa@x.example", "Rosa@X.example"] * 4):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        html = sent(client, email=email).content.decode()
    assert len(mail.outbox) == 3
    assert "could not be sent just now" in html
    assert ProgrammeItem.objects.count() == 8
    sent(client, email="another@x.example")
    assert len(mail.outbox) == 4


STATE = reverse("public:suggestion-state", args=["safeguarding"])
EMAIL = f"{SUGGESTER.lower()}@people.example"
WHEN = {"on": ON, "at": AT}


@pytest.fixture
def item(safeguarding, year, council):
    return make(safeguarding)


def told(client, item):
    """Return the present page behind the signed link."""
    item.refresh_from_db()
    answer = client.get(state.address(item.suggester))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_followed_from_received_to_accepted(item, client, clerk):
    assert "waiting to be scored" in told(client, item)
    questions = item.programme.committee.weighing_questions.filter(is_active=True)
    weighing.score(item, dict.fromkeys(questions, (3, "")), **WHEN, by=clerk)
    assert "Being considered" in told(client, item)
    verbs.take_up(item, **WHEN, by=clerk)
    page = told(client, item)
    assert "Accepted" in page and "View item" not in page, "the programme is not published"


def test_of_one_that_is_declined_the_reason_is_told_and_none_of_its_words(item, client, clerk):
    scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    page = told(client, item)
    assert "Declined" in page and "The district has it." in page
    assert SUGGESTED not in page and SUGGESTER not in page and EMAIL not in page


def test_of_one_that_is_merged_nobody_is_told_why(item, client, clerk, safeguarding):
    scheduling.merge(item, make(safeguarding), reason="One is enough", **WHEN, by=clerk)
    page = told(client, item)
    assert "Merged" in page and "One is enough" not in page and SUGGESTED not in page


def test_reference_and_address_lead_to_it_in_whatever_case(item, client):
    answer = client.post(STATE, {"reference": item.suggester.reference.lower(), "email": EMAIL.upper()}, follow=True)
    assert item.suggester.reference in answer.content.decode() and "Received" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"reference": "WP-XXXXX"}, {"email": "another@people.example"}])
def test_one_of_both_wrong_reads_like_the_other(item, client, wrong):
    answer = client.post(STATE, {"reference": item.suggester.reference, "email": EMAIL, **wrong})
    assert answer.status_code == 422
    assert "cannot find a suggestion with this reference and email address" in answer.content.decode()


def test_one_without_an_address_is_not_found_by_an_empty_one(safeguarding, year, council):
    who = make(safeguarding, email="").suggester
    assert state.by_reference(safeguarding, who.reference, "") is None


def test_a_link_of_another_committee_or_made_up_shows_the_form(item, client, planning):
    for of in ("made:up", state.address(item.suggester).partition("of=")[2][:-1]):
        assert "Check a suggestion" in client.get(f"{STATE}?of={of}").content.decode()
    elsewhere = state.address(item.suggester).replace("safeguarding", planning.slug)
    assert item.suggester.reference not in client.get(elsewhere).content.decode()


def test_trying_references_comes_to_an_end(item, client):
    wrong = {"reference": "WP-XXXXX", "email": EMAIL}
    pages = [client.post(STATE, wrong).content.decode() for _ in range(22)]
    assert "Too many references" in pages[-1] and "Too many references" not in pages[0]


def test_the_page_is_kept_to_itself(item, client):
    answer = client.get(state.address(item.suggester))
    assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]


def test_whoever_made_it_is_emailed_the_reason_once(item, clerk, safeguarding):
    with pytest.raises(Refused, match="not been declined"):
        verbs.tell_decision(item, at=AT, by=clerk)
    scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    assert verbs.tell_decision(item, at=AT, by=clerk)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL] and "The district has it." in letter.body and "/suggestion/?of=" in letter.body
    assert SUGGESTED not in letter.body + letter.subject
    with pytest.raises(Refused, match="already been emailed"):
        verbs.tell_decision(item, at=AT, by=clerk)


def test_an_email_that_does_not_go_is_noted_and_can_be_sent_again(item, clerk, monkeypatch):
    scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    with monkeypatch.context() as broken:
        broken.setattr(verbs.notices, "mail_address", lambda *_: (_ for _ in ()).throw(OSError()))
        assert not verbs.tell_decision(item, at=AT, by=clerk)
    item.suggester.refresh_from_db()
    assert item.suggester.decision_failure and not item.suggester.decision_sent_at
    assert verbs.tell_decision(item, at=AT, by=clerk)


def test_declining_on_the_desk_tells_them(item, desk):
    page = reverse("desk:programme-suggestion-turn-down", args=["safeguarding", item.pk])
    answer = desk.post(page, {"reason": "The district has it."}, follow=True)
    assert "has been emailed the reason" in answer.content.decode()
    assert len(mail.outbox) == 1
