"""Each page of those who are signed in links to the part of the handbook about it, where a handbook is served."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from committee import environment
from committee.portal.context import HELP
from tests.answers import client_of
from tests.test_house import ROOT


def test_each_target_is_a_page_of_the_handbook_with_that_heading():
    for target in HELP.values():
        page, _, anchor = target.partition("#")
        text = (ROOT / "docs" / page.replace(".html", ".md")).read_text("utf-8")
        headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
        assert not anchor or anchor in {re.sub(r"[^a-z0-9-]", "", name.lower().replace(" ", "-")) for name in headings}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/desk/", "handbook/clerk.html"),
        ("/desk/calendar/", "handbook/clerk.html#a-month-before-plan"),
        ("/no-such-page/", "handbook/index.html"),
    ],
)
def test_a_page_links_to_its_part_for_users_alone_and_where_one_is_served(clerk, client, settings, path, page):
    signed_in, link = client_of(clerk), f'href="/handbook/{page}"'
    assert ">Help</a>" not in signed_in.get(path).text
    settings.HANDBOOK_URL = "/handbook"
    assert link in signed_in.get(path).text and ">Help</a>" not in client.get(path, follow=True).text


def test_the_setting_is_an_address(monkeypatch):
    for given, read in (("", ""), ("/handbook/", "/handbook"), ("https://help.example/", "https://help.example")):
        monkeypatch.setenv("HANDBOOK_URL", given)
        assert environment.handbook_url() == read
    monkeypatch.setenv("HANDBOOK_URL", "javascript:alert(1)")
    with pytest.raises(ImproperlyConfigured, match="HANDBOOK_URL must begin with"):
        environment.handbook_url()
