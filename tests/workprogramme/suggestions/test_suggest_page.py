"""The page on which anybody suggests something, without signing in or in their own name."""

import time

import pytest
from django.core import mail
from django.urls import reverse

from committee.forms.from_anybody import signed_time
from committee.models import Committee, Portfolio, PortfolioHolding
from tests.conftest import LONG_AGO
from workprogramme.models import ItemState, Origin, ProgrammeItem

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


def test_a_program_is_thanked_and_not_heard(client, council):
    html = sent(client, website="https://spam.example/").content.decode()
    assert "Thank you" in html and "WP-" not in html
    assert not ProgrammeItem.objects.exists()


def test_what_is_sent_at_once_is_asked_for_again(client, council):
    html = sent(client, shown=signed_time()).content.decode()
    assert "Check your answers and send again" in html and SAID["details"] in html
    assert not ProgrammeItem.objects.exists()


def test_one_address_sends_a_few_an_hour_and_loses_nothing(client, council):
    for number in range(6):
        answer = sent(client, title=f"Thing {number}")
    assert answer.status_code == 422
    assert "Thing 5" in answer.content.decode()
    assert ProgrammeItem.objects.count() == 5


def test_a_reference_that_somebody_made_up_is_not_shown(client, council):
    html = client.get(reverse("public:suggestion-received", args=["safeguarding"]) + "?sent=WP-BUYIT").content.decode()
    assert "WP-BUYIT" not in html.partition("<main")[2]


@pytest.mark.parametrize(
    ("who", "origin"),
    [("member", Origin.MEMBER), ("officer", Origin.OFFICER), ("stranger", Origin.RESIDENT)],
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


def test_the_privacy_notice_says_how_long_the_name_is_kept(client, council):
    html = client.get(reverse("public:privacy")).content.decode()
    assert 'id="suggestions"' in html
    assert "12 months, then deleted" in html


def test_nobody_fills_a_mailbox_by_typing_its_address_over_and_over(client, council):
    for number, email in enumerate(["rosa@x.example", "Rosa@X.example"] * 4):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        html = sent(client, email=email).content.decode()
    assert len(mail.outbox) == 3
    assert "could not be sent just now" in html
    assert ProgrammeItem.objects.count() == 8
    sent(client, email="another@x.example")
    assert len(mail.outbox) == 4
