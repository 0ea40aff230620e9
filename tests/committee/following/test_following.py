"""Following by email: confirmed, sent once, stopped; of councillors and searches, names and days alone."""

import datetime as dt
import logging
import smtplib
import time
from urllib.parse import urlsplit

import pytest
import time_machine
from defusedxml import ElementTree
from django.core import mail
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.acts.refusal import Refused
from committee.following import delivery, topics, verbs
from committee.forms.from_anybody import signed_time
from committee.models import AuditEntry, Committee, Follower, HowOften, LegalKind, PageStamp, Seat, Subscription
from committee.portal.search import Address, key_of, of_key
from meetings.minutes.publication import publishing
from meetings.models import Minute, Vote
from tests.acts.readers import ADDRESS
from tests.committee.following.news import A_DAY, correct
from tests.meetings import minuted as minuted_meeting
from tests.meetings.publishing import SECRET
from tests.meetings.test_two_clerks import together
from tests.workprogramme.world import AT

both = pytest.mark.both_databases("locks: the row of a follower")


@pytest.fixture
def topic(published, council):
    """Return the safeguarding committee, with a published agenda."""
    found = topics.find("committee", "safeguarding")
    assert found
    return found


def follow(topic, address=ADDRESS, *, at=AT, how_often="daily"):
    verbs.follow(topic, address=address, how_often=how_often, at=at)
    return Subscription.objects.filter(follower__address=address.casefold(), topic=topic.key).first()


def search_key(words: str) -> str:
    query = QueryDict(mutable=True)
    query["q"] = words
    return key_of(Address.read(query))


def send(how_often=HowOften.DAILY) -> list[bool]:
    return list(delivery.deliver(how_often))


def test_nothing_is_sent_before_the_mailbox_confirms(topic):
    row = follow(topic)
    (asked,) = mail.outbox
    assert asked.to == [ADDRESS]
    assert str(row.key) in asked.body
    correct(topic.key)
    assert send() == []
    verbs.confirm(row.key, at=AT)
    assert send() == [], "what was published before is not news"


def test_news_is_sent_once_with_what_one_press_of_a_mail_program_needs(topic):
    row = verbs.confirm(follow(topic).key, at=AT)
    correct(topic.key)
    mail.outbox.clear()
    assert send(HowOften.AT_ONCE) == []
    assert send() == [True]
    assert send() == []
    (news,) = mail.outbox
    assert news.subject.startswith("Safeguarding")
    assert "Agenda corrected: 21 April 2022" in news.body
    assert "A word." not in news.body
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = urlsplit(news.extra_headers["List-Unsubscribe"].strip("<>")).path
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.filter(pk=row.pk).exists()
    assert not Follower.objects.exists(), "the address goes with the last"
    assert strict.post(stop).status_code == 200


def test_opening_a_link_does_nothing(topic, client):
    row = follow(topic, at=timezone.now())
    for name in ("confirm", "stop"):
        answer = client.get(f"/following/{row.key}/{name}/")
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
    row.refresh_from_db()
    assert row.confirmed_at is None
    assert client.post(f"/following/{row.key}/confirm/", follow=True).status_code == 200
    row.refresh_from_db()
    assert row.confirmed_at


def test_an_hour_brings_five_confirmations_and_an_address_follows_twenty(topic, safeguarding):
    for _ in range(7):
        follow(topic)
    assert len(mail.outbox) == 5
    follower = Follower.objects.get()
    for number in range(verbs.MOST - 1):
        follower.subscriptions.create(kind="committee", topic=f"other-{number}", asked_at=AT, confirmed_at=AT)
    verbs.confirm(follower.subscriptions.get(topic=topic.key).key, at=AT)
    planning = topics.find("committee", "planning")
    assert planning
    follow(planning, at=AT + A_DAY)
    assert "the most for one address" in " ".join(mail.outbox[-1].body.split())
    assert follower.subscriptions.count() == verbs.MOST


def test_no_word_of_a_stranger_stands_in_an_email_before_the_mailbox_confirms(council, client):
    words = "buy gold at evil example"
    where = reverse("public:follow", args=["search", search_key(words)])
    client.post(where, {"address": ADDRESS, "how_often": "daily", "shown": signed_time(time.time() - 60)})
    (asked,) = mail.outbox
    told = f"{asked.subject} {asked.body} {asked.alternatives}"
    assert "gold" not in told and "a search" in asked.subject
    row = verbs.confirm(Subscription.objects.get().key, at=timezone.now())
    assert "gold" in topics.find(row.kind, row.topic).name


def test_a_flood_of_requests_in_a_name_keeps_nothing_from_its_mailbox(topic, monkeypatch, client):
    monkeypatch.setattr(verbs, "MOST_ASKED", 3)
    for words in ("gold one", "gold two", "gold three", "gold four", "gold five"):
        follow(topics.find("search", search_key(words)), at=timezone.now())
    row = follow(topic, at=timezone.now())
    assert len(mail.outbox) == verbs.CONFIRMATIONS_AN_HOUR and row.pk
    assert str(row.follower.key) in mail.outbox[0].body
    page = client.get(f"/following/{row.follower.key}/").content.decode()
    assert f"Confirm {topic.name}" in page and "gold five" in page and "gold one" not in page
    assert verbs.confirm(row.key, at=timezone.now()).confirmed_at


def test_whoever_follows_already_is_told_in_the_mailbox_alone(topic, client):
    row = verbs.confirm(follow(topic).key, at=AT)
    follow(topic, how_often="at_once", at=AT + A_DAY)
    row.refresh_from_db()
    assert row.how_often == "daily", "a stranger who enters the address changes nothing"
    assert "You follow it already" in mail.outbox[-1].body


def test_what_nobody_confirmed_is_deleted_after_a_week(topic):
    row = follow(topic)
    assert verbs.delete_unconfirmed(AT + 6 * A_DAY) == 0
    with pytest.raises(Refused, match="no longer works"):
        verbs.confirm(row.key, at=AT + 8 * A_DAY)
    assert verbs.delete_unconfirmed(AT + 8 * A_DAY) == 1
    assert not Follower.objects.exists()


def test_an_email_that_is_not_taken_goes_the_next_time_and_its_address_is_in_no_log(topic, monkeypatch, caplog):
    verbs.confirm(follow(topic).key, at=AT)
    correct(topic.key)

    def refuse(*args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no")})

    with monkeypatch.context() as patched, caplog.at_level(logging.DEBUG):
        patched.setattr("django.core.mail.message.EmailMessage.send", refuse)
        assert send() == [False]
        with pytest.raises(Refused, match="could not be sent"):
            follow(topic, "other@resident.example")
    assert "resident.example" not in caplog.text
    assert send() == [True]


def test_no_address_stands_on_the_trail(topic):
    verbs.stop(verbs.confirm(follow(topic).key, at=AT).key)
    assert not [row for row in AuditEntry.objects.all() if "resident" in f"{row} {row.facts}"]


@both
@pytest.mark.django_db(transaction=True)
def test_of_six_workers_at_once_one_sends(topic):
    verbs.confirm(follow(topic).key, at=AT)
    correct(topic.key)
    mail.outbox.clear()
    for end in together(*[send for _ in range(6)]):
        assert not isinstance(end, Exception), end
    assert len(mail.outbox) == 1


def test_a_feed_never_says_that_it_was_updated_in_the_future_and_is_asked_again_by_its_validator(
    topic, client, monkeypatch
):
    to_come = topics.News("Report to come", "/", timezone.now() + 9 * A_DAY, "report")
    monkeypatch.setattr(topics.Topic, "news", lambda self: [to_come])
    answer = client.get("/news/committee/safeguarding.atom")
    feed = ElementTree.fromstring(answer.content)
    days = {element.text[:10] for element in feed.iter() if element.tag.endswith(("}updated", "}published"))}
    assert days == {timezone.localdate().isoformat()}
    validator = {"If-None-Match": answer["ETag"]}
    assert client.get("/news/committee/safeguarding.atom", headers=validator).status_code == 304


@both
def test_what_is_not_public_cannot_be_followed_and_its_feed_is_not_there(topic, client, considered):
    item = considered.item
    assert topics.find("matter", str(item.pk))
    type(item.programme).objects.filter(pk=item.programme_id).update(published_at=None, published_by=None)
    assert topics.find("matter", str(item.pk)) is None
    assert client.get(f"/news/matter/{item.pk}.atom").status_code == 404


AFTER = minuted_meeting.AFTER
TODAY = AFTER.date()


def follow_after(topic: topics.Topic, how_often: str = "daily") -> Subscription:
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
        follow_after(topic)
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


@pytest.mark.both_databases("queries: news of one meeting, and of all")
def test_a_meeting_and_all_committees_are_followed_and_each_link_leads_to_its_page(minuted, planning, clerk, client):
    meeting, dated = minuted.meeting, "10 January 2022, Safeguarding Overview and Scrutiny Committee"
    with time_machine.travel(AFTER, tick=False):
        one, every = topic_of("meeting", str(meeting.pk)), topic_of("council", "all")
        follow_after(one)
        for publish, what, page in (
            (publishing.publish_decisions, "Decisions", "decisions"),
            (publishing.publish_draft, "Draft minutes", "minutes"),
        ):
            publish(minuted, at=AFTER, by=clerk)
            assert list(delivery.deliver(HowOften.DAILY)) == [True]
            told = mail.outbox[-1]
            assert told.subject.endswith(f"Committee, 10 January 2022: {what} published")
            assert f"/committees/safeguarding/2022-01-10/{page}/\n" in told.body
            assert f"{what} published: {dated}" in [news.title for news in every.news()]
            assert {client.get(news.url).status_code for news in (*one.news(), *every.news())} == {200}
        for kind, key in (("meeting", meeting.pk), ("council", "all")):
            assert f"/follow/{kind}/{key}/" in client.get(one.url if kind == "meeting" else "/").content.decode()
            assert client.get(f"/news/{kind}/{key}.atom").status_code == 200
        Committee.objects.filter(pk=meeting.committee_id).update(kind=LegalKind.INFORMAL)
        assert topics.find("meeting", str(meeting.pk)) is None and every.news() == []
        assert topics.find("council", "planning") is None


def test_an_officer_cannot_be_followed(officer, clerk, client):
    assert topics.find("councillor", officer.person.slug) is None
    assert client.get(f"/follow/councillor/{clerk.person.slug}/").status_code == 404


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
    row = follow_after(topic)
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
