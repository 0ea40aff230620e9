"""Following a councillor and a search: what is news, that it says names and days alone, and when nothing is read."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.http import QueryDict
from django.utils.http import urlencode

from committee.following import delivery, topics, verbs
from committee.models import HowOften, PageStamp, Seat, Subscription
from committee.portal.search import Address, key_of, of_key
from committee.search import index
from meetings.minutes.publication import publishing
from meetings.models import Minute, Vote
from tests.acts.following import ADDRESS
from tests.meetings import minuted as minuted_meeting
from tests.meetings.world import SECRET
from tests.staging import staged

AFTER = minuted_meeting.AFTER
TODAY = AFTER.date()


def follow(topic: topics.Topic, how_often: str = "daily") -> Subscription:
    verbs.follow(topic, address=ADDRESS, how_often=how_often, at=AFTER)
    row = Subscription.objects.get(kind=topic.kind, topic=topic.key)
    mail.outbox.clear()
    return verbs.confirm(row.key, at=AFTER)


def topic_of(kind: str, key: str) -> topics.Topic:
    found = topics.find(kind, key)
    assert found
    return found


@pytest.mark.both_databases("JSON: what a subscription was told; queries of minutes")
def test_news_of_a_councillor_is_of_seats_and_published_minutes_and_says_no_word_of_them(minuted, planning, clerk):
    vote = Vote.objects.get(demanded=True)
    person = vote.attendee.person
    with time_machine.travel(AFTER, tick=False):
        topic = topic_of("councillor", person.slug)
        follow(topic)
        assert not [one for one in topic.news() if "published" in one.title]
        publishing.publish_draft(minuted, at=AFTER, by=clerk)
        Seat.objects.create(committee=planning, person=person, since=TODAY)
        assert list(delivery.deliver(HowOften.DAILY)) == [True]
        assert list(delivery.deliver(HowOften.DAILY)) == []
    (told,) = mail.outbox
    for what in ("Attendance", "Recorded votes", "Interests declared"):
        assert f"{what} published: Safeguarding Overview and Scrutiny Committee, 10 January 2022" in told.body
    assert f"New seat: {planning.name}" in told.body
    assert "A friend" not in told.body and "programme be noted" not in told.body
    with time_machine.travel(AFTER, tick=False):
        Minute.objects.filter(pk=vote.resolution.minute_id).update(access="exempt", paragraphs="1")
        assert not [one for one in topic.news() if one.title.startswith("Recorded votes")], "withheld since"


def test_an_officer_cannot_be_followed(officer, clerk, client):
    assert topics.find("councillor", officer.person.slug) is None
    assert client.get(f"/follow/councillor/{clerk.person.slug}/").status_code == 404


@staged
def indexed(published):
    """Return the published agenda, its papers read and indexed."""
    for _ in index.INDEX.rebuild():
        pass
    return published


def key_for(words: str, **filters: str) -> str:
    return key_of(Address.read(QueryDict(urlencode({"q": words, **filters}))))


@pytest.mark.both_databases("text search: the newest that is found")
def test_a_search_is_followed_from_its_page_and_tells_kinds_bodies_and_days(indexed, client):
    page = client.get("/search/", {"q": "young carers", "kind": "paper"}).content.decode()
    key = key_for("young carers", kind="paper")
    assert f"/follow/search/{key}/" in page
    assert client.get(f"/follow/search/{key}/").status_code == 200
    topic = topic_of("search", key)
    told = topic.news()
    assert {one.title for one in told} == {"Paper, Safeguarding Overview and Scrutiny Committee, 21 April 2022"}
    row = follow(topic)
    assert list(delivery.deliver(HowOften.DAILY)) == []
    Subscription.objects.filter(pk=row.pk).update(told=[])
    assert list(delivery.deliver(HowOften.DAILY)) == [True]
    assert mail.outbox[0].subject.startswith("Search for young carers, Papers: ")
    feed = client.get(f"/news/search/{key}.atom").content.decode()
    assert told[0].url in feed and SECRET not in feed
    assert topic_of("search", key_for(SECRET)).news() == []


@pytest.mark.parametrize("key", ["", "x", "cT0", "cT15b3VuZyU", "_" * 40, "9" * 30])
def test_what_is_no_search_cannot_be_followed(db, key):
    assert of_key(key) is None


def test_a_strangers_link_never_stands_in_our_email_and_a_long_search_is_not_followed(db):
    key = key_for("pay now https://evil.example/x")
    assert topic_of("search", key).name == "Search for pay now https evil example x"
    assert key_for("word " * 40) == ""


def test_nothing_is_read_of_what_is_followed_where_nothing_changed(published, monkeypatch):
    read = []
    monkeypatch.setattr(delivery, "_last", {})
    monkeypatch.setattr(delivery, "deliver", lambda how_often: read.append(how_often) or iter([len(read) != 2]))
    delivery.send_at_once()
    delivery.send_at_once()
    assert len(read) == 1
    PageStamp.objects.create(key=0, token=1)  # as a trigger leaves it
    delivery.send_at_once()
    assert len(read) == 2, "not sent"
    delivery.send_at_once()
    assert len(read) == 3, "so it is tried again"
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)):
        delivery.send_at_once()
    assert len(read) == 4, "a new day may be news"
