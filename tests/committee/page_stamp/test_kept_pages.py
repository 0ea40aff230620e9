"""Public pages are kept whole for everybody, and given to nobody for whom they were not made."""

import datetime as dt
import gzip

import brotli
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committee.models import Council, PageStamp
from committee.public_pages import middleware, stamps
from committee.public_pages.areas import EVERYTHING, LISTS
from committee.public_pages.store import OF_A_PAGE, Page, Store
from committee.public_pages.triggers import FEW
from meetings.agendas import verbs as agenda
from meetings.models import Paper, PublishedPaper
from meetings.papers import background_verbs
from meetings.papers import verbs as papers
from tests.committee.page_stamp.walking import WITHHELD
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.django_db(transaction=True)


def kept() -> int:
    return len(middleware.store)


def queries(client: Client, path: str, **sent) -> tuple[list[str], object]:
    with CaptureQueriesContext(connection) as found:
        answer = client.get(path, **sent)
    return [query["sql"] for query in found], answer


@pytest.fixture
def meeting_page(published):
    meeting = published.meeting
    return reverse("public:meeting", args=[meeting.committee.slug, meeting.slug])


def test_a_page_is_made_once_and_then_costs_one_query(council, client):
    first = client.get("/")
    asked, again = queries(client, "/")
    assert again.content == first.content and len(asked) == 1 and "committee_pagestamp" in asked[0]
    assert again["Cache-Control"] == "no-cache" and again["Vary"] == "Cookie, Accept-Encoding"
    assert int(again["Content-Length"]) == len(again.content)
    assert set(first.headers) == set(again.headers)


def test_whoever_has_the_page_already_is_told_so(council, client):
    tag = client.get("/")["ETag"]
    for sent in (tag, f'"other", W/{tag}', "*"):
        answer = client.get("/", headers={"If-None-Match": sent})
        assert answer.status_code == 304 and not answer.content and answer["ETag"] == tag
    Council.objects.update(name="Another county")
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br, gzip", "br"), ("gzip, deflate", "gzip"), ("gzip, br;q=0", "gzip"), ("br ; q=0.0", ""), ("", ""),
        ("GZIP", "gzip"), ("identity", ""), (",;=;q", ""),
    ],
)  # fmt: skip
def test_a_page_is_sent_in_the_encoding_that_its_reader_takes(council, client, accepted, encoding):
    plain = client.get("/").content
    answer = client.get("/", headers={"Accept-Encoding": accepted})
    assert answer.get("Content-Encoding", "") == encoding and answer["Vary"] == "Cookie, Accept-Encoding"
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert unpack(answer.content) == plain
    tags = {client.get("/", headers={"Accept-Encoding": one})["ETag"] for one in ("br", "gzip", "")}
    assert len(tags) == 3, "one validator an encoding"


def test_nothing_of_somebody_who_has_signed_in_is_ever_kept_or_compressed_or_given_what_is_kept(clerk, client):
    desk = Client()
    desk.force_login(clerk)
    answer = desk.get("/", headers={"Accept-Encoding": "br"})
    assert "Carol Clerk" in answer.content.decode() and kept() == 0
    assert "Content-Encoding" not in answer and "ETag" not in answer and "no-store" in answer["Cache-Control"]
    tag = client.get("/")["ETag"]
    assert kept() == 1 and "Carol Clerk" not in client.get("/").content.decode()
    assert "Carol Clerk" in desk.get("/", headers={"If-None-Match": tag}).content.decode()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/?anything=1", {}),
        ("/contact/", {}),  # a form, whose secret is one reader's
        ("/no-such-page/", {}),
        ("/", {"headers": {"HX-Request": "true"}}),
        ("/", {"headers": {"Cookie": "messages=anything"}}),
        ("/", {"headers": {"Cookie": "sessionid=of-nobody"}}),
        ("/", {"headers": {"Authorization": "Basic anything"}}),
    ],
)
def test_what_is_not_the_same_for_everybody_is_not_kept(council, client, path, sent):
    answer = client.get(path, **sent)
    assert kept() == 0 and "ETag" not in answer and "Content-Encoding" not in answer


def test_a_page_is_of_one_host_and_one_scheme(council, client, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    said = {
        (host, secure): client.get("/accessibility/", headers={"Host": host}, secure=secure).content.decode()
        for host in settings.ALLOWED_HOSTS
        for secure in (True, False)
    }
    assert kept() == 4
    assert all(f"at {host}" in text for (host, _), text in said.items())
    assert client.get("/accessibility/", headers={"Host": "three.example"}).status_code == 400


def test_head_is_answered_with_what_is_kept_and_keeps_nothing(council, client):
    assert client.head("/").status_code == 200 and kept() == 0
    page = client.get("/")
    assert client.head("/")["ETag"] == page["ETag"]


def test_a_page_is_of_one_day(council, client):
    with time_machine.travel(dt.datetime(2022, 4, 20, 22, 59, tzinfo=dt.UTC), tick=False):
        client.get("/")
        assert len(queries(client, "/")[0]) == 1
    with time_machine.travel(dt.datetime(2022, 4, 20, 23, 1, tzinfo=dt.UTC), tick=False):  # after midnight in London
        assert len(queries(client, "/")[0]) > 1


def test_inside_a_transaction_nothing_is_kept_for_it_may_be_taken_back(council, client):
    with transaction.atomic():
        Council.objects.update(name="Never committed")
        assert "Never committed" in client.get("/").content.decode()
        assert kept() == 0
        transaction.set_rollback(True)
    assert "Never committed" not in client.get("/").content.decode()


def test_withdrawn_while_kept_is_gone_at_once(published, client, meeting_page):
    shown = PublishedPaper.objects.public().filter(version__meeting=published.meeting)
    paper = Paper.objects.get(pk=shown.values("paper_file__paper")[:1])
    address = f"/papers/{paper.file_id}/"
    assert address in client.get(meeting_page).content.decode() and kept() == 1
    assert len(queries(client, meeting_page)[0]) == 1
    Paper.objects.filter(pk=paper.pk).update(**WITHHELD)
    assert address not in client.get(meeting_page).content.decode()


def test_work_on_another_meeting_leaves_a_page_kept(published, client, meeting_page):
    client.get(meeting_page), client.get("/committees/")
    item = published.coming.items.first()
    type(item).objects.filter(pk=item.pk).update(title="Something else")
    assert len(queries(client, meeting_page)[0]) == 1 and len(queries(client, "/committees/")[0]) == 1
    item = published.meeting.items.first()
    type(item).objects.filter(pk=item.pk).update(title="Something else")
    assert len(queries(client, meeting_page)[0]) > 1
    assert len(queries(client, "/committees/")[0]) == 1, "no list says what is on an agenda"


def test_where_the_database_is_away_a_page_says_so_as_ever(council, client, monkeypatch):
    client.get("/")

    def away(*args):
        raise DatabaseError("away")

    monkeypatch.setattr(stamps, "_row", away)
    assert client.get("/").status_code == 200, "made anew, since the stamp alone cannot be read"
    assert "ETag" not in client.get("/")


def test_pages_can_be_kept_by_nobody(council, client, settings):
    settings.KEPT_PAGES_MB = 0
    assert client.get("/").status_code == 200 and kept() == 0


# --- The stamp --------------------------------------------------------------------------------------------------


def test_a_stamp_changes_once_in_a_transaction_and_with_it(council):
    before = stamps.read((EVERYTHING, LISTS))
    with transaction.atomic():
        inside = set()
        for number in range(5):
            Council.objects.update(name=f"County {number}")
            inside.add(stamps.read((EVERYTHING, LISTS)))
        transaction.set_rollback(True)
    assert before not in inside and stamps.read((EVERYTHING, LISTS)) == before
    Council.objects.update(name="Other")
    after = stamps.read((EVERYTHING, LISTS))
    assert after not in {before, *inside}
    if connection.vendor == "postgresql":
        assert len(inside) == 1, "one row, however much is changed"
        Council.objects.update(name="Other")
        assert stamps.read((EVERYTHING, LISTS)) == after, "nothing has changed"


def test_a_savepoint_that_is_taken_back_takes_its_stamp_back_alone(council):
    with transaction.atomic():
        with transaction.atomic():
            Council.objects.update(name="Taken back")
            transaction.set_rollback(True)
        before = stamps.read((EVERYTHING,))
        Council.objects.update(name="Kept")
        assert stamps.read((EVERYTHING,)) != before


def test_stamps_do_not_pile_up_and_no_sum_comes_again(council):
    seen = []
    for number in range(20 * FEW):
        Council.objects.update(name=f"County {number}")
        seen.append(stamps.read((EVERYTHING,)))
    assert len(set(seen)) == len(seen)
    assert PageStamp.objects.count() < 15 * FEW


# --- The memory -------------------------------------------------------------------------------------------------


def _page(size: int) -> Page:
    return Page(None, dt.date(2022, 4, 21), {}, b"x" * size)


def test_what_was_asked_for_longest_ago_is_given_up_first():
    page = _page(1000)
    store = Store(11 * page.cost)
    for number in range(11):
        store.keep(("https", "host", str(number)), _page(1000))
    assert len(store) == 11 and store.find(("https", "host", "0"))
    store.keep(("https", "host", "another"), _page(1000))
    assert len(store) == 11 and store.used == 11 * page.cost
    assert store.find(("https", "host", "0")) and not store.find(("https", "host", "1"))
    store.keep(("https", "host", "0"), _page(10))
    assert store.used == 10 * page.cost + OF_A_PAGE + 20
    store.keep(("https", "host", "huge"), _page(20_000))
    assert not store.find(("https", "host", "huge"))


def test_a_document_whose_very_file_is_withheld_at_another_meeting_is_named_no_more(published, clerk, client):
    """R16: its title neither, on a page that was kept before."""
    survey, at = pdf_of(2, "Survey"), timezone.now()
    shown = PublishedPaper.objects.public().filter(version__meeting=published.meeting, paper_file__stored__isnull=False)
    open_paper = Paper.objects.get(pk=shown.order_by("pk").values("paper_file__paper")[:1])
    background_verbs.add_background(
        open_paper, title="The survey itself", data=survey, filename="survey.pdf", at=at, by=clerk
    )
    here = [published.meeting.committee.slug, published.meeting.slug, open_paper.item.number]
    page = reverse("public:item", args=here)
    assert "The survey itself" in client.get(page).content.decode()
    item = agenda.add_item(published.coming, title="Prices", by=clerk)
    other = papers.add_paper(item, title="Prices", data=survey, filename="prices.pdf", at=at, by=clerk)
    assert "The survey itself" in client.get(page).content.decode()
    Paper.objects.filter(pk=other.pk).update(**WITHHELD)
    assert "The survey itself" not in client.get(page).content.decode()
