"""Wrong passwords and floods: nobody guesses one, locks somebody out, or learns who has a sign-in."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from committee.models import User
from committee.sign_in import wrong_passwords
from committee.sign_in.rate_limit import NEIGHBOURS, came_from, is_flood
from committee.sign_in.wrong_passwords import COOKIE, TOO_MANY, WRONG_CODE
from tests.committee.test_sign_in import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("locks: counts that several requests raise at once")]

LOGIN, DESK = reverse("account_login"), "/register/"
WRONG = "not the password"


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def elsewhere(number: int) -> Client:
    """Return a client without a sign-in, in a network of its own."""
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def attack(address: str, times: int = 10) -> None:
    for number in range(times):
        elsewhere(number).post(LOGIN, {"login": address, "password": WRONG})


def page(client: Client, address: str, password: str = WRONG, **typed: str) -> str:
    return client.post(LOGIN, {"login": address, "password": password, **typed}).content.decode()


def code_of(mail) -> str:
    return re.search(r"^[0-9A-F]{8}$", mail.body, re.M)[0]


def without_tokens(text: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)


def test_the_owner_signs_in_where_they_have_before_however_many_wrong_passwords_others_try(clerk):
    desk = Client()
    sign_in(desk, clerk)
    desk.post(reverse("account_logout"))
    attack(clerk.email, 11)
    assert sign_in(desk, clerk).url == reverse("start")
    assert is_in(desk)


def test_after_ten_wrong_passwords_a_code_is_mailed_before_the_next_is_looked_at(clerk, mailoutbox):
    attack(clerk.email, 9)
    ninth = elsewhere(100)
    sign_in(ninth, clerk)
    assert is_in(ninth), "a right password counts for nothing"
    attack(clerk.email, 1)
    owner = elsewhere(101)
    asked = page(owner, clerk.email, PASSWORD)
    assert "we have sent it a code" in asked and 'name="code"' in asked and not is_in(owner)
    (mail,) = mailoutbox
    assert mail.to == [clerk.email]
    assert WRONG_CODE in page(owner, clerk.email, PASSWORD, code="00000000") and not is_in(owner)
    other = elsewhere(102)
    page(other, clerk.email, PASSWORD, code=code_of(mail))
    assert not is_in(other), "the code is for the browser that asked for it"
    page(owner, clerk.email, PASSWORD, code=f" {code_of(mail).lower()} ")
    assert is_in(owner)


def test_a_code_is_looked_at_five_times_and_for_a_quarter_of_an_hour(clerk, mailoutbox):
    with time_machine.travel("2022-04-21 08:00 +0000", tick=False) as clock:
        attack(clerk.email)
        guesser, late = elsewhere(100), elsewhere(101)
        page(guesser, clerk.email)
        first = code_of(mailoutbox[-1])
        for _ in range(5):
            page(guesser, clerk.email, PASSWORD, code="00000000")
        page(guesser, clerk.email, PASSWORD, code=first)
        assert not is_in(guesser)
        page(late, clerk.email)
        clock.shift(dt.timedelta(minutes=16))
        page(late, clerk.email, PASSWORD, code=code_of(mailoutbox[-1]))
        assert not is_in(late)
        clock.shift(dt.timedelta(minutes=45))
        sign_in(owner := elsewhere(102), clerk)
        assert is_in(owner), "an hour later it is forgotten"


def test_one_network_has_three_codes_sent_in_an_hour_and_no_more(clerk, mailoutbox):
    attack(clerk.email)
    for _ in range(5):
        page(elsewhere(100), clerk.email)
    assert len(mailoutbox) == 3
    assert TOO_MANY in page(elsewhere(100), clerk.email)
    assert "we have sent it a code" in page(elsewhere(101), clerk.email)


def test_an_address_without_a_sign_in_is_answered_as_one_with(clerk, mailoutbox):
    said = []
    for address in (clerk.email, "nobody@borsetshire.example"):
        browser = elsewhere(100)
        answers = [page(elsewhere(1), address)]
        attack(address, 9)
        answers += [page(browser, address), page(browser, address, code="00000000")]
        said.append([without_tokens(answer).replace(address, "") for answer in answers])
    assert said[0] == said[1]
    assert [mail.to for mail in mailoutbox] == [[clerk.email]]


def test_an_address_in_other_letters_that_only_a_database_takes_for_the_same_is_nobodys(clerk, mailoutbox):
    """In capitals a long s is an S: each of many spellings had a count, and three codes an hour, of its own."""
    other = clerk.email.replace("s", "\u017f", 1)
    attack(other)
    page(elsewhere(100), other)
    assert not mailoutbox
    attack(clerk.email)
    page(elsewhere(100), clerk.email.upper())
    assert [mail.to for mail in mailoutbox] == [[clerk.email]]


def test_a_browser_that_is_known_has_a_count_of_its_own_and_then_a_code(clerk, mailoutbox):
    stolen = Client()
    sign_in(stolen, clerk)
    stolen.post(reverse("account_logout"))
    for _ in range(20):
        page(stolen, clerk.email)
    assert "we have sent it a code" in page(stolen, clerk.email, PASSWORD) and not is_in(stolen)


@pytest.mark.parametrize("how", ["forged", "another person's", "of an old password"])
def test_only_a_browser_in_which_this_person_signed_in_is_known(clerk, stranger, how):
    browser = Client()
    sign_in(browser, stranger if how == "another person's" else clerk)
    browser.post(reverse("account_logout"))
    if how == "forged":
        browser.cookies[COOKIE] = f"{browser.cookies[COOKIE].value}x"
    if how == "of an old password":
        clerk.set_password("quite another password")
        clerk.save()
    attack(clerk.email)
    assert "we have sent it a code" in page(browser, clerk.email, PASSWORD)


def test_one_network_that_tries_many_addresses_is_stopped_and_others_are_not(clerk, monkeypatch):
    monkeypatch.setitem(wrong_passwords.RATES, "network", "5/h/ip")
    for number in range(5):
        page(elsewhere(1), f"nobody{number}@borsetshire.example")
    assert TOO_MANY in page(elsewhere(1), clerk.email, PASSWORD)
    sign_in(owner := elsewhere(2), clerk)
    assert is_in(owner)


def test_a_session_alone_guesses_no_password(clerk, monkeypatch):
    monkeypatch.setattr(ratelimit, "consume_or_429", lambda *args, **kwargs: None)  # allauth's own, ten in a minute
    stolen = Client()
    stolen.force_login(clerk)
    path = reverse("account_reauthenticate")
    for _ in range(10):
        stolen.post(path, {"password": WRONG})
    assert TOO_MANY in stolen.post(path, {"password": PASSWORD}).content.decode()


def test_nobody_has_links_for_a_new_password_sent_without_end(clerk, mailoutbox):
    for number in range(6):
        elsewhere(number).post(reverse("account_reset_password"), {"email": clerk.email})
    assert len(mailoutbox) == 5


def test_a_reset_looks_alike_for_an_address_without_a_sign_in(clerk):
    assert User.objects.filter(email="nobody@borsetshire.example").count() == 0
    said = []
    for address in (clerk.email, "nobody@borsetshire.example"):
        answer = elsewhere(1).post(reverse("account_reset_password"), {"email": address}, follow=True)
        said.append((answer.redirect_chain, without_tokens(answer.content.decode()).replace(address, "")))
    assert said[0] == said[1]


NOW = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def one_from(rf, address: str = "192.0.2.1", **headers: str):
    return rf.post("/", REMOTE_ADDR=address, headers=headers)


def test_an_hour_is_an_hour(rf):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [is_flood(one_from(rf), "letters", 2) for _ in range(3)] == [False, False, True]
        clock.move_to(NOW + dt.timedelta(minutes=59))
        assert is_flood(one_from(rf), "letters", 2)
        assert not is_flood(one_from(rf), "suggestions", 2)
        clock.move_to(NOW + dt.timedelta(minutes=61))
        assert not is_flood(one_from(rf), "letters", 2)


def test_those_in_one_household_are_one_and_others_are_not(rf):
    for last in ("1", "2:3:4"):
        assert not is_flood(one_from(rf, f"2001:db8:1:2::{last}"), "letters", 2)
    assert is_flood(one_from(rf, "2001:db8:1:2:ffff::9"), "letters", 2)
    assert not is_flood(one_from(rf, "2001:db8:1:3::1"), "letters", 2)
    assert came_from(one_from(rf, "::ffff:192.0.2.1")) == came_from(one_from(rf)) == "192.0.2.1"


def test_behind_a_proxy_visitors_are_told_apart_by_what_the_proxy_says_and_by_nothing_that_they_say(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert came_from(one_from(rf, "10.0.0.1", x_forwarded_for="203.0.113.9")) == "203.0.113.9"
    assert came_from(one_from(rf, "10.0.0.1", x_forwarded_for="198.51.100.1, 203.0.113.9")) == "203.0.113.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert came_from(one_from(rf, "192.0.2.1", x_forwarded_for="203.0.113.9")) == "192.0.2.1"


@pytest.mark.parametrize("address", ["", "nonsense"])
def test_where_there_is_no_address_all_are_one(rf, address):
    assert came_from(one_from(rf, address)) == ""


def test_many_others_do_not_make_it_forget(rf):
    """Django's cache in the database forgets a third of everything once it holds 300 things."""
    assert [is_flood(one_from(rf), "letters", 1) for _ in range(2)] == [False, True]
    for number in range(200):
        cache.add(f"a{number}", 1, timeout=3600)
        cache.add(f"z{number}", 1, timeout=3600)
    assert is_flood(one_from(rf), "letters", 1)


def test_one_network_is_not_as_many_visitors_as_it_has_households(rf):
    homes = [one_from(rf, f"2001:db8:5:{number:x}::1") for number in range(NEIGHBOURS + 1)]
    assert [is_flood(home, "letters", 1) for home in homes] == [False] * NEIGHBOURS + [True]
    assert [is_flood(homes[0], "suggestions", 1) for _ in range(9)] == [False] + [True] * 8
    assert not is_flood(homes[1], "suggestions", 1), "whoever is stopped does not use up what others may send"
