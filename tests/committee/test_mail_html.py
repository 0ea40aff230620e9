"""E-mails in both forms: the same words as text and as HTML, in the council's colours and with its crest."""

import re
from html import unescape
from itertools import pairwise

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from committee.mail import mail_html, notices
from committee.models import Council
from committee.register import council as verbs
from tests.committee.crest.test_crest import png


def html_of(message) -> str:
    """Return the HTML part of a message, which has only one."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return html


def words_of(html: str) -> list[str]:
    """Return the words of a mail's HTML, less its title and its head."""
    shown = re.sub(r'<title>[^<]*</title>|<td data-part="head"[^>]*>(?:<img[^>]*>)?[^<]*</td>', " ", html)
    return unescape(re.sub(r"<[^>]+>", " ", shown)).split()


def same_words(message) -> bool:
    """Whether both forms say the same: a hyphen is a bullet; the HTML has the addresses of buttons at its end."""
    lines = message.body.splitlines()
    acts = [line.strip() for before, line in pairwise(lines) if before.startswith(mail_html.ACT)]
    text = [word for line in lines if line.strip() not in acts for word in line.strip().removeprefix("- ").split()]
    end = f"If a button does not work, copy its address into your browser: {' '.join(acts)}".split() if acts else []
    return "".join([*text, *end]) == "".join(words_of(html_of(message)))


TEXT = """Dear Mary,

A paper <b>that</b> is late & long, and a line that is so long that whoever wrote it broke it
here, in the middle:

  Young Carers
  Thursday 21 April 2022
  - Who they are
  - How many

Send it in here: {site}/officers/?a=1&b=2.

Not a link: https://evil.example/ or {site}.evil.example/

The council
committees@council.example
"""


def test_a_text_becomes_paragraphs_lists_and_links_of_ours():
    html = mail_html.body(TEXT.format(site=settings.SITE_URL), (settings.SITE_URL + "/",))
    assert "<li" in html and "<b>" not in html and "broke it here" in html
    assert html.count("<a ") == 1 and f'href="{settings.SITE_URL}/officers/?a=1&amp;b=2"' in html
    assert "Young Carers<br>" in html and "The council<br>" in html


def test_an_act_and_its_address_become_a_button():
    ours = (settings.SITE_URL + "/",)
    html = mail_html.body(f"→ Sign in & answer\n{ours[0]}officers/?a=1&b=2\n\n→ Pay\nhttps://evil.example/\n", ours)
    assert html.count("<a ") == 1
    assert f'<a href="{ours[0]}officers/?a=1&amp;b=2" style="display:inline-block' in html
    assert html.index("evil.example") < html.index(f">\n{ours[0]}officers/?a=1&amp;b=2</p>"), "at the end, and once"
    assert "</span> Sign in &amp; answer</a>" in html
    assert "display:inline-block" not in mail_html.body(f"Everything you follow:\n{ours[0]}following/", ours)


@pytest.mark.django_db
def test_a_mail_bears_the_crest_and_loads_nothing(ground, administrator):
    verbs.change_crest(png(), by=administrator)
    notices.mail(administrator, "A role", "email/role_told.txt", {"sentence": "Ada is a clerk.", "path": "/start/"})
    (message,) = mail.outbox
    whole = message.message()
    assert whole.get_content_type() == "multipart/related"
    assert [part.get_content_type() for part in whole.walk()][1:] == [
        *("multipart/alternative", "text/plain", "text/html", "image/png")
    ]
    assert f'src="cid:{mail_html.CREST}"' in html_of(message) and 'src="http' not in html_of(message)
    (picture,) = [part for part in whole.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == f"<{mail_html.CREST}>" and picture.get_content_disposition() == "inline"
    assert same_words(message)


@pytest.mark.django_db
def test_mails_of_the_sign_in_library_have_both_forms(ground, client, member):
    client.post(reverse("account_reset_password"), {"email": member.email})
    (message,) = mail.outbox
    assert same_words(message) and Council.current().name in html_of(message)
