"""How a suggestion stands: told to whoever made it, by a signed link or by reference and address."""

import pytest
from django.core import mail
from django.urls import reverse

from committee.acts.refusal import Refused
from tests.workprogramme.suggested import SUGGESTED, SUGGESTER, make
from tests.workprogramme.world import AT, ON
from workprogramme.items import scheduling
from workprogramme.suggestions import state, verbs, weighing

pytestmark = pytest.mark.django_db
PAGE = reverse("public:suggestion-state", args=["safeguarding"])
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
    answer = client.post(PAGE, {"reference": item.suggester.reference.lower(), "email": EMAIL.upper()}, follow=True)
    assert item.suggester.reference in answer.content.decode() and "Received" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"reference": "WP-XXXXX"}, {"email": "another@people.example"}])
def test_one_of_both_wrong_reads_like_the_other(item, client, wrong):
    answer = client.post(PAGE, {"reference": item.suggester.reference, "email": EMAIL, **wrong})
    assert answer.status_code == 422
    assert "cannot find a suggestion with this reference and email address" in answer.content.decode()


def test_one_without_an_address_is_not_found_by_an_empty_one(safeguarding, year, council):
    who = make(safeguarding, email="").suggester
    assert state.by_reference(safeguarding, who.reference, "") is None


def test_a_link_of_another_committee_or_made_up_shows_the_form(item, client, planning):
    for of in ("made:up", state.address(item.suggester).partition("of=")[2][:-1]):
        assert "Check a suggestion" in client.get(f"{PAGE}?of={of}").content.decode()
    elsewhere = state.address(item.suggester).replace("safeguarding", planning.slug)
    assert item.suggester.reference not in client.get(elsewhere).content.decode()


def test_trying_references_comes_to_an_end(item, client):
    wrong = {"reference": "WP-XXXXX", "email": EMAIL}
    pages = [client.post(PAGE, wrong).content.decode() for _ in range(22)]
    assert "Too many references" in pages[-1] and "Too many references" not in pages[0]


def test_the_page_is_kept_to_itself(item, client):
    answer = client.get(state.address(item.suggester))
    assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]


def test_whoever_made_it_is_emailed_the_reason_once(item, clerk, safeguarding):
    scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    assert verbs.tell_decision(item, at=AT, by=clerk)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL] and "The district has it." in letter.body and "/suggestion/?of=" in letter.body
    assert SUGGESTED not in letter.body + letter.subject
    with pytest.raises(Refused, match="already been emailed"):
        verbs.tell_decision(item, at=AT, by=clerk)


def test_nobody_is_emailed_a_decision_that_has_not_been_made(item, clerk):
    with pytest.raises(Refused, match="not been declined"):
        verbs.tell_decision(item, at=AT, by=clerk)


def test_an_email_that_does_not_go_is_noted_and_can_be_sent_again(item, clerk, monkeypatch):
    scheduling.decline(item, reason="The district has it.", **WHEN, by=clerk)
    with monkeypatch.context() as broken:
        broken.setattr(verbs.notices, "mail_address", lambda *_: (_ for _ in ()).throw(OSError()))
        assert not verbs.tell_decision(item, at=AT, by=clerk)
    item.suggester.refresh_from_db()
    assert item.suggester.decision_failure and not item.suggester.decision_sent_at
    assert verbs.tell_decision(item, at=AT, by=clerk)


def test_declining_on_the_desk_tells_them(item, client, clerk):
    client.force_login(clerk)
    page = reverse("desk:programme-suggestion-turn-down", args=["safeguarding", item.pk])
    assert "is emailed your reason" in client.get(page).content.decode()
    answer = client.post(page, {"reason": "The district has it."}, follow=True)
    assert "has been emailed the reason" in answer.content.decode()
    assert len(mail.outbox) == 1
