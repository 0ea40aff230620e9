"""Writing to the committee team without an email program."""

import time

import pytest
from django.core import mail
from django.urls import reverse

from committee.forms.from_anybody import signed_time

PAGE = reverse("public:contact")
LETTER = {"message": "The pack of 21 April in large print, please.", "name": "Rosa", "email": "rosa@people.example"}
LETTER["shown"] = signed_time(time.time() - 60)


def test_a_resident_writes_and_the_team_can_answer(client, council):
    answer = client.post(PAGE, LETTER, follow=True)
    assert "The committee team will reply by email" in answer.content.decode()
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == ([council.email], ["rosa@people.example"])
    assert "large print" in letter.body


@pytest.mark.parametrize("gap", ["message", "email"])
def test_what_is_missing_is_said_and_what_was_typed_stays(client, council, gap):
    html = client.post(PAGE, {**LETTER, gap: ""}).content.decode()
    assert "There is a problem" in html
    assert all(value in html for key, value in LETTER.items() if key != gap)
    assert not mail.outbox


def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_not_heard(client, council):
    client.post(PAGE, {**LETTER, "website": "https://spam.example/"})
    assert not mail.outbox


@pytest.mark.parametrize(
    "shown",
    [str, lambda: "made up", lambda: signed_time(1), signed_time],
    ids=["no time", "made up", "too old", "this moment"],
)
def test_what_comes_at_once_or_with_a_time_that_nobody_gave_is_asked_for_again(client, council, shown):
    letter = {**LETTER, "shown": shown()}
    html = client.post(PAGE, letter).content.decode()
    assert "send again" in html
    assert LETTER["message"] in html
    assert not mail.outbox


def test_one_address_sends_a_few_letters_an_hour(client, council):
    for _ in range(7):
        html = client.post(PAGE, LETTER, follow=True).content.decode()
    assert len(mail.outbox) == 5
    assert "could not be sent" in html


def test_a_council_without_an_address_shows_no_form(client, council):
    council.email = ""
    council.save()
    assert "<form" not in client.get(PAGE).content.decode().partition("<main")[2]
