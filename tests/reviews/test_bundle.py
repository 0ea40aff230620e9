"""The bundle of a review: for its panel alone, members of other committees and experts too, and nobody who left."""

import datetime as dt

from django.urls import reverse

from committee.models import AccessEvent, Seat
from reviews.findings.recommendation_verbs import add_recommendation
from reviews.models import EvidenceSession
from reviews.proposing import panel_verbs as panel
from tests.conftest import person, user
from tests.reviews import given
from tests.reviews.world import ON

LAST = dt.date(2021, 7, 1)


def test_whoever_is_on_the_panel_reads_the_bundle_and_nothing_else_of_the_desk(
    review, scrutiny, client, member, time_machine
):
    row, other = review.review, review.prosperous.committee
    guest = user(person("Gwen", "Guest"), "gwen@borsetshire.example")
    Seat.objects.create(person=guest.person, committee=other, since=ON, voting=False)
    place = panel.add_panellist(row, guest.person, since=ON, represents=other, by=scrutiny)
    expert = user(review.expert.person, "elsa@borsetshire.example")
    session = EvidenceSession.objects.create(review=row, on=LAST)
    session.questions.create(text="Who tells the school?", asked_by=place, position=1)
    session.questions.create(text="Who pays for it?", asked_by=review.expert, position=2)
    add_recommendation(row, text="Ask every pupil.", by=scrutiny)
    given.piece(row, scrutiny, text="Not so many.", contact="07700 900123", title="Plain words", access="private")
    given.piece(row, scrutiny, text="A pupil said so.", title="Secret words", **given.EXEMPT)
    bundle, exempt = reverse("members:review", args=[row.slug]), reverse("members:review-evidence", args=[row.slug, 2])

    def read(who, day=ON, address=bundle) -> str:
        time_machine.move_to(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False)
        client.force_login(who)
        answer = client.get(address)
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    page = read(guest)
    assert page.index("You ask") < page.index("Who tells the school?") < page.index("Who pays for it?")
    for words in ("Plain words", "Secret words", "Ask every pupil.", "Read the draft report"):
        assert words in page, words
    assert "07700" not in page + read(guest, address=reverse("members:review-evidence", args=[row.slug, 1]))
    assert "A pupil said so." in read(guest, address=exempt)
    assert AccessEvent.objects.get().user == guest
    page = read(expert)
    assert "Plain words" in page
    assert "Secret words" not in page
    assert read(expert, address=exempt) == "404"
    assert row.title in read(expert, address=reverse("members:reviews"))
    assert row.title in read(guest, address=reverse("members:front"))
    assert read(guest, address="/desk/reviews/") == read(guest, address=f"/desk/reviews/{row.slug}/") == "404"
    client.force_login(expert)
    assert client.get(reverse("start")).headers["Location"] == reverse("members:reviews")
    assert read(member) == "404", "on the committee, not on the panel"
    panel.end_panellist(place, on=LAST, by=scrutiny)
    assert "Plain words" in read(guest, LAST)
    gone = LAST + dt.timedelta(days=1)
    assert read(guest, gone) == read(guest, gone, exempt) == "404"
    assert row.title not in read(guest, gone, reverse("members:front"))
    assert "Plain words" not in read(scrutiny), "officers read at the desk"
