"""The bundle of a review: for its panel, members of other committees and experts too."""

import datetime as dt

from django.urls import reverse

from committee.models import AccessEvent, Seat
from reviews.findings.recommendation_verbs import add_recommendation
from reviews.models import EvidenceSession
from reviews.proposing import panel_verbs as panel
from tests.conftest import person, user
from tests.reviews import given
from tests.reviews.world import ON


def test_whoever_is_on_the_panel_reads_the_bundle_and_an_expert_nothing_exempt(review, scrutiny, client, time_machine):
    """Who reads which piece on which day: `tests/test_readable_by.py`."""
    row, other = review.review, review.prosperous.committee
    guest = user(person("Gwen", "Guest"), "gwen@borsetshire.example")
    Seat.objects.create(person=guest.person, committee=other, since=ON, voting=False)
    place = panel.add_panellist(row, guest.person, since=ON, represents=other, by=scrutiny)
    expert = user(review.expert.person, "elsa@borsetshire.example")
    session = EvidenceSession.objects.create(review=row, on=dt.date(2021, 7, 1))
    session.questions.create(text="Who tells the school?", asked_by=place, position=1)
    session.questions.create(text="Who pays for it?", asked_by=review.expert, position=2)
    add_recommendation(row, text="Ask every pupil.", by=scrutiny)
    given.piece(row, scrutiny, text="Not so many.", title="Plain words", access="private")
    given.piece(row, scrutiny, text="A pupil said so.", title="Secret words", **given.EXEMPT)
    bundle, exempt = reverse("members:review", args=[row.slug]), reverse("members:review-evidence", args=[row.slug, 2])

    def read(who, address=bundle) -> str:
        client.force_login(who)
        return client.get(address).text

    time_machine.move_to(dt.datetime.combine(ON, dt.time(12), tzinfo=dt.UTC), tick=False)
    page = read(guest)
    assert page.index("You ask") < page.index("Who tells the school?") < page.index("Who pays for it?")
    for words in ("Plain words", "Secret words", "Ask every pupil.", "Read the draft report"):
        assert words in page, words
    assert "A pupil said so." in read(guest, exempt)
    assert AccessEvent.objects.get().user == guest
    page = read(expert)
    assert "Plain words" in page and "Secret words" not in page
    client.force_login(expert)
    assert client.get(reverse("start")).headers["Location"] == reverse("members:reviews")
