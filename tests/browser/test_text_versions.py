"""Text versions in a browser: the pages on which they are written, and those on which anybody reads them."""

import pytest
from django.utils import timezone

from meetings.agendas import publishing
from meetings.papers import text_versions
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.staging import staged

pytestmark = pytest.mark.browser
WORDS = "Referrals by district\n\nAll districts rose:\n- Felpersham, 41 to 57\n- Ambridge, 12 to 19"


@staged
def deck(site, safeguarding, clerk, proper_officer, chairman, officer):
    meeting = made.meeting_of(safeguarding, clerk)
    data = making.deck_with_pictures(2, 3)
    return made.report(meeting, clerk, title="Young Carers", owner=officer.person, data=data)


def test_the_pages_on_which_a_text_version_is_written_are_accessible_and_fit(
    page, site, deck, sign_in, officer, clerk, look_at
):
    text_versions.write_page_text(deck.file, page=3, text=WORDS, at=timezone.now(), by=officer)
    desk = f"{site}/desk/meetings/safeguarding/2022-04-21/papers/{deck.pk}"
    officers = f"{site}/officers/papers/{deck.pk}"
    tails = ("/", "/text/", "/text/?page=99", "/text/3/", "/text/4/", "/text/3/remove/")
    of_the_desk = ("/", "/text/", "/text/3/", "/found/")
    for reader, base, of_theirs in ((officer, officers, (*tails, "/received/")), (clerk, desk, of_the_desk)):
        sign_in(page, reader)
        for tail in of_theirs:
            look_at(base + tail)


def test_what_is_read_is_accessible_and_fits(page, site, deck, sign_in, clerk, chairman, look_at):
    for number in (3, 4):
        text_versions.write_page_text(deck.file, page=number, text=WORDS, at=timezone.now(), by=clerk)
    secret = made.exempt(deck.item.meeting, clerk)
    text_versions.write_page_text(secret.file, page=1, text="A plan of the home.", at=timezone.now(), by=clerk)
    made.built(deck.item.meeting)
    publishing.publish_agenda(deck.item.meeting, at=made.AT, by=clerk)
    sign_in(page, chairman)
    for path in (
        "/committees/safeguarding/2022-04-21/",
        f"/committees/safeguarding/2022-04-21/items/{deck.item.number}/",
        f"/committees/safeguarding/2022-04-21/papers/{deck.file_id}/text/",
        "/members/safeguarding/2022-04-21/",
        f"/members/safeguarding/2022-04-21/papers/{secret.file_id}/text/",
    ):
        look_at(site + path)
