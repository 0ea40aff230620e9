"""
No page, refusal, file or email has words that nobody is shown (words.txt): each is looked through.

The walk is that of `test_wording_everywhere`, in a world that words everything as usual. Templates and code are read in
`test_written.py`, in seconds.
"""

import re

import pytest
from django.core import mail
from django.db import transaction

from tests.addresses import POSTED_ONLY
from tests.answers import client_of
from tests.style.reading import oddities, shown
from tests.test_wording_everywhere import READERS
from tests.urlconf import ALL, LIBRARY

# What people of this world entered, or what is said in examples of it.
ENTERED = ("But Why?", "What becomes of the answers?")
# Where each form of time is shown so that the council can choose one.
OFFERS_TIMES = ("register:council",)
MAY_SAY = {
    "desk:meeting-trail": "facts stand in the trail as they were recorded",
}
FILLS = {"(?P<key>[-:\\w]+)": "abc", "(?P<uidb36>[0-9A-Za-z]+)": "1", "(?P<key>.+)": "abc-def", "<int:pk>": "1"}
OTHER_TIMES = re.compile(r"\b\d\d?(?:\.\d\d)? ?[ap]m\b")  # where the council writes 10:00


def odd(text: str) -> list[str]:
    """Return the odd words in a text of this world."""
    for entered in ENTERED:
        text = text.replace(entered, "")
    found = [f"{words} [say: {instead}]" for words, instead in oddities(text)]
    return found + [f"{time.group()} [say: as the council writes times]" for time in OTHER_TIMES.finditer(text)]


def sign_in_pages(cast):
    """Address and words of each page of the sign-in library that shows itself."""
    for name, pattern in ALL:
        if not LIBRARY.match(name):
            continue
        path = "/" + pattern
        for blank, value in FILLS.items():
            path = path.replace(blank, value)
        for person in ("public", "clerk"):
            yield name, shown(client_of(cast[person]).get(path.replace("^", "").replace("$", "")))


@pytest.mark.drill
def test_no_page_file_or_mail_has_words_that_nobody_is_shown(addresses, cast):
    found: dict[str, set[str]] = {}
    looked_at = 0

    def look(name, text):
        nonlocal looked_at
        looked_at += bool(text)
        for words in odd(text) if not name.startswith(OFFERS_TIMES) else odd(OTHER_TIMES.sub("", text)):
            found.setdefault(words, set()).add(name)

    for address in addresses:
        if address.name in POSTED_ONLY or address.name in MAY_SAY:
            continue
        person = next(one for one in READERS if one in address.audience)
        client = client_of(cast[person], raise_request_exception=False)
        look(address.name, shown(client.get(address.path())))
        with transaction.atomic():
            answer = client.post(address.path())
            look(f"{address.name}, refused", shown(answer) if answer.status_code == 422 else "")
            transaction.set_rollback(True)
    for name, text in sign_in_pages(cast):
        look(name, text)
    for message in mail.outbox:
        look("an email", f"{message.subject}\n{message.body}")
    assert not found, "\n".join(f"{words} ({', '.join(sorted(names)[:3])})" for words, names in sorted(found.items()))
    assert looked_at > 400


def test_a_time_in_another_form_than_the_councils_is_found():
    assert odd("The meeting is at 10.00 am.") and odd("from 9am on") and not odd("at 10:00")
