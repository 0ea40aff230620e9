"""What anybody finds: by the pages of the search, of what is public now and of nothing else."""

import datetime as dt
import json
from contextlib import nullcontext
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from committee.files import files
from committee.models import (
    Committee,
    Council,
    EntryKind,
    EqualTerms,
    FruitlessSearch,
    IndexVersion,
    SearchEntry,
    SearchWord,
)
from committee.portal import search as public_search
from committee.portal.news import news_of_search
from committee.portal.search import Address
from committee.search import databases, fruitless, index, index_version, terms, vocabulary
from committee.search.queries import read
from committee.search.sources import Row, Source
from meetings.models import Paper, PublishedPaper
from meetings.packs import derived_store
from meetings.packs.reading import view
from meetings.papers import text_versions
from meetings.search import papers
from meetings.takedowns import verbs as takedowns
from tests.meetings.publishing import moment
from tests.search.indexed import settle

pytestmark = [pytest.mark.both_databases("text search: what is found, in which order"), pytest.mark.indexed_at_once]


def found(client, typed: str, **filters: str) -> dict:
    """Return the results of a search as data."""
    answer = client.get(reverse("public:search-json"), {"q": typed, **filters})
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_a_page_of_a_paper_is_found_by_its_words_and_its_address_answers(indexed, client):
    entry = SearchEntry.objects.filter(kind="paper", place__startswith="Page").exclude(text="").first()
    data = found(client, entry.text.split()[0])
    places = [(one["place"], one["url"]) for one in data["results"] if one["type"] == "paper"]
    assert places
    for place, url in places:
        assert place.startswith("Page")
        assert client.get(urlsplit(url).path).status_code == 200


def test_every_address_of_the_index_answers_anybody(indexed, client):
    paths = dict.fromkeys(path.partition("#")[0] for path in SearchEntry.objects.values_list("address", flat=True))
    assert len(paths) > 8
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_what_is_withheld_is_not_shown_whatever_the_index_holds(indexed, client):
    """The second wall: an index that somebody forgot to tell."""
    shown = Paper.objects.public().first()
    file = shown.file_id
    before = found(client, shown.title)
    assert any(one["type"] == "paper" for one in before["results"])
    grounds = {"paragraphs": "1", "public_interest_reason": "It would harm.", "not_own_development": True}
    Paper.objects.filter(pk=shown.pk).update(access="exempt", **grounds)
    assert file not in index.INDEX.still_public(EntryKind.PAPER, [file], dt.date(2022, 4, 13))
    for name in ("search", "search-json", "search-atom"):
        answer = client.get(reverse(f"public:{name}"), {"q": shown.title, "kind": "paper"})
        assert f"/papers/{file}/" not in answer.content.decode(), name


def test_what_is_taken_down_is_gone_in_the_same_transaction(indexed, client, clerk):
    paper = Paper.objects.public().first()
    assert SearchEntry.objects.filter(kind="paper", thing=paper.file_id).exists()
    takedowns.hide(paper, ground="personal", why="It names a child.", at=moment(2022, 4, 13, 9), by=clerk)
    assert not SearchEntry.objects.filter(kind="paper", thing=paper.file_id).exists()
    assert index.INDEX.differences() == []


def test_a_text_version_is_found_and_goes_with_it(indexed, client, clerk):
    file = Paper.objects.public().first().file
    at = moment(2022, 4, 13, 9)
    text_versions.write_page_text(file, page=1, text="Wombats dig.", at=at, by=clerk)
    assert found(client, "wombat")["total"] == 1
    vocabulary.learn(list(SearchEntry.objects.values_list("pk", flat=True)))
    assert found(client, "womabts")["did_you_mean"] == "wombats"
    text_versions.clear_page_text(file, page=1, at=at, by=clerk)
    assert found(client, "wombat")["total"] == 0
    assert not SearchWord.objects.filter(word="wombats").exists()


# --- The words ------------------------------------------------------------------------------------------------------


def of_words(*texts: str, **about) -> None:
    """Index things whose texts these are, newest last; committees are public, so their kind stands in for any."""
    bodies = list(Committee.objects.order_by("pk"))
    rows = [
        (1, Row(EntryKind.COMMITTEE, bodies[number].pk, "/", "Thing", text, day=dt.date(2022, 1, number + 1), **about))
        for number, text in enumerate(texts)
    ]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])


def texts(data: dict) -> list[str]:
    return [one["excerpt"] for one in data["results"]]


def test_all_words_come_first_then_any_and_it_says_which(safeguarding, planning, client):
    of_words("hospital discharges in winter", "hospital parking")
    both = found(client, "hospital discharge")
    assert (texts(both), both["matches"]) == (["hospital discharges in winter"], "all words")
    some = found(client, "hospital submarine")
    assert (some["total"], some["matches"]) == (2, "any word")
    page = client.get(reverse("public:search"), {"q": "hospital submarine"}).content.decode()
    assert "Nothing has all of these words." in page


def test_a_phrase_is_found_in_its_order_and_a_word_can_be_left_out(safeguarding, planning, client):
    of_words("children in care", "care of children")
    assert texts(found(client, '"children in care"')) == ["children in care"]
    assert texts(found(client, "children -in")) == ["care of children"]


def test_titles_count_for_more_than_texts(safeguarding, planning, client):
    one, other = Committee.objects.order_by("pk")
    rows = [
        (1, Row(EntryKind.COMMITTEE, one.pk, "/", "Schools", "Nothing of them.", day=dt.date(2022, 1, 1))),
        (1, Row(EntryKind.COMMITTEE, other.pk, "/", "Roads", "Roads by schools.", day=dt.date(2022, 1, 1))),
    ]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])
    assert [hit["title"] for hit in found(client, "school")["results"]] == ["Schools", "Roads"]


def test_the_newer_of_two_alike_comes_first(safeguarding, planning, client):
    of_words("bridges are mended", "bridges are mended")
    SearchEntry.objects.filter(day=dt.date(2022, 1, 1)).update(day=dt.date(2012, 1, 1))
    assert [hit["date"] for hit in found(client, "bridge")["results"]] == ["2022-01-02", "2012-01-01"]


def test_terms_that_the_council_says_are_equal_find_each_other(safeguarding, planning, client, clerk):
    of_words("Deprivation of Liberty Safeguards are late", "DoLS are late")
    assert found(client, "DoLS")["total"] == 1
    terms.add_equal_terms(term="DoLS", same_as="Deprivation of Liberty Safeguards", by=clerk)
    assert found(client, "dols")["total"] == 2
    assert found(client, "deprivation of liberty safeguards late")["total"] == 2


def test_words_are_marked_and_nothing_of_a_text_is_markup(safeguarding, client):
    of_words("<script>alert(1)</script> hospitals & <mark>wards</mark>")
    page = client.get(reverse("public:search"), {"q": "hospital"}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>hospitals</mark> &amp; &lt;mark&gt;wards&lt;/mark&gt;" in page
    page = client.get(reverse("public:search"), {"q": '"><script>alert(2)</script>'}).content.decode()
    assert "<script>alert(2)" not in page


def test_filters_count_what_they_leave_and_can_be_taken_off(indexed, client):
    data = found(client, "committee report young carers")
    kinds = {one["value"]: one["count"] for one in data["filters"]["kind"]}
    assert len(kinds) > 1
    for kind, count in kinds.items():
        assert found(client, "committee report young carers", kind=kind)["total"] == count
    page = client.get(reverse("public:search"), {"q": "committee report young carers", "kind": "paper"})
    assert "Type: Papers" in page.content.decode()
    unknown = {"q": "young carers", "committee": "nonsense"}
    page = client.get(reverse("public:search"), unknown)
    assert "Committee “nonsense” is not known here, so nothing is narrowed by it." in page.content.decode()
    assert client.get(reverse("public:search-json"), unknown).status_code == 404


def test_pages_follow_each_other_and_end(safeguarding, client):
    rows = [(1, Row(EntryKind.COMMITTEE, safeguarding.pk, f"/{number}/", f"Lamp {number}")) for number in range(3)]
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: rows), [1])
    assert found(client, "lamp")["total"] == 1, "places of one thing are one result"
    assert client.get(reverse("public:search"), {"q": "lamp", "page": "2"}).status_code == 404


def test_the_feed_is_atom_and_holds_the_newest_first(indexed, client):
    answer = client.get(reverse("public:search-atom"), {"q": "report"})
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    updated = [entry.findtext("{*}updated") for entry in feed.findall("{*}entry")]
    assert updated == sorted(updated, reverse=True)
    assert updated
    assert feed.findtext("{*}author/{*}name") == Council.current().name
    again = client.get(reverse("public:search-atom"), {"q": "report"}, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("day", [None, dt.date(2999, 1, 1)])
def test_the_feed_dates_what_has_no_day_or_one_to_come_by_when_it_became_public(safeguarding, client, day):
    row = Row(EntryKind.COMMITTEE, safeguarding.pk, "/lamp/", "Lamp", day=day)
    index.INDEX.refresh(Source("tests", {}, SearchEntry, lambda units: [(1, row)]), [1])
    feed = ElementTree.fromstring(client.get(reverse("public:search-atom"), {"q": "lamp"}).content)
    updated = dt.datetime.fromisoformat(feed.findtext("{*}entry/{*}updated"))
    assert abs(timezone.now() - updated) < dt.timedelta(minutes=5)
    (news,) = news_of_search(Address.read(QueryDict("q=lamp")))
    assert news.at == updated


# --- Searches that found nothing -------------------------------------------------------------------------------------


def test_a_search_that_found_nothing_is_counted_by_its_words(safeguarding, client):
    for typed in ("Submarines  Welsh", "submarines WELSH", "submarines welsh"):
        client.get(reverse("public:search"), {"q": typed})
    assert [(row.words, row.times) for row in FruitlessSearch.objects.all()] == [("submarines welsh", 3)]


@pytest.mark.parametrize(
    "typed", ["rosa@people.example", "01632 960000", "943 476 5919", "x", "", "submarines&kind=paper"]
)
def test_nothing_that_tells_who_somebody_is_is_kept(safeguarding, client, typed):
    client.get(f"{reverse('public:search')}?q={typed}")
    assert not FruitlessSearch.objects.exists()


def test_searches_are_forgotten_after_ninety_days(db):
    fruitless.count(read("submarines"), on=dt.date(2022, 1, 1))
    assert fruitless.delete_old(dt.date(2022, 4, 1)) == 0
    assert fruitless.delete_old(dt.date(2022, 4, 2)) == 1


def test_a_machine_that_tries_words_shuts_out_nobody_and_is_cleared_away_at_one_press(safeguarding, monkeypatch, desk):
    monkeypatch.setattr(fruitless, "MOST", 3)
    on = timezone.localdate()
    for words in ("submarines", "submarines", "submarines", "aaa", "bbb", "ccc", "ddd", "ferries"):
        fruitless.count(read(words), on=on)
    assert [row.words for row in FruitlessSearch.objects.all()] == ["submarines", "ddd", "ferries"]
    page = desk.get(reverse("desk:search-terms")).content.decode()
    assert page.index("submarines") < page.index("Searched for once or twice") < page.index("ferries")
    desk.post(reverse("desk:search-rare-clear"))
    assert [row.words for row in FruitlessSearch.objects.all()] == ["submarines"]


def test_the_desk_sees_them_and_enters_a_term_for_one(safeguarding, client, desk):
    client.get(reverse("public:search"), {"q": "submarines"})
    where = reverse("desk:search-terms")
    assert "submarines" in desk.get(where).content.decode()
    desk.post(where, {"term": "submarines", "same_as": "ships"})
    row = EqualTerms.objects.get()
    assert str(row) == "submarines = ships"
    answer = desk.post(where, {"term": "ship", "same_as": "SUBMARINE"})
    assert (answer.status_code, EqualTerms.objects.count()) == (422, 1)
    desk.post(reverse("desk:search-terms-remove", args=[row.pk]))
    assert not EqualTerms.objects.exists()


def test_the_index_can_be_made_anew(indexed, capsys):
    before = sorted(SearchEntry.objects.values_list("digest", flat=True))
    SearchEntry.objects.filter(kind="item").delete()
    SearchEntry.objects.create(source="gone", unit=1, kind="item", thing=1, address="/", title="Left", digest="0" * 64)
    call_command("reindex")
    assert "agendas: " in capsys.readouterr().out
    assert sorted(SearchEntry.objects.values_list("digest", flat=True)) == before
    settle()
    assert index.INDEX.differences() == []


def test_after_an_upgrade_one_worker_builds_the_index_and_the_desk_is_told_until_then(indexed, client, clerk):
    def told() -> bool:
        client.force_login(clerk)
        return "being rebuilt after an upgrade" in client.get(reverse("desk:front")).content.decode()

    def build(minutes: int = 0) -> bool:
        return index_version.build_what_is_behind(clock=lambda: timezone.now() + dt.timedelta(minutes=minutes))

    before = SearchEntry.objects.count()
    assert not told()
    assert not build(), "nothing has been raised"
    recorder = MigrationRecorder(connection)
    last = max(name for app, name in recorder.applied_migrations() if app == "reviews")
    recorder.record_unapplied("reviews", last)
    call_command("migrate", "reviews", last, fake=True, verbosity=0)
    databases.take_out([*SearchEntry.objects.values_list("pk", flat=True)])
    SearchEntry.objects.all().delete()
    assert told()
    IndexVersion.objects.update(alive_at=timezone.now())
    assert not build(), "another worker is at it"
    assert build(minutes=11), "that worker has died"
    assert SearchEntry.objects.count() == before and not told()
    call_command("migrate", verbosity=0)
    assert not told(), "nothing was migrated"


# --- How much is asked ------------------------------------------------------------------------------------------------


def test_a_search_asks_as_many_queries_however_much_is_found(safeguarding, planning, client, django_assert_num_queries):
    """Equal terms, entries, committees, what has a name, their texts, what is public still, people, and the council."""
    # In a test's own transaction PostgreSQL is given its patience in a savepoint, and has it taken back.
    asked = 8 + (3 if connection.vendor == "postgresql" else 0)
    for texts_of_all in (["hospitals are open"], ["hospitals are open"] * 2):
        of_words(*texts_of_all, committee=safeguarding.pk)
        with django_assert_num_queries(asked):
            page = client.get(reverse("public:search"), {"q": "hospital"}).content.decode()
        assert f"{len(texts_of_all)} result" in page


def test_what_is_counted_of_many_is_said_to_be_the_least(safeguarding, planning, client, monkeypatch):
    of_words("hospitals are open", "hospitals are shut")
    SearchEntry.objects.filter(text="hospitals are shut").update(day=dt.date(2012, 1, 1))
    for most, is_cut, says in ((2, False, "2 results"), (1, True, "At least 2 results")):
        monkeypatch.setattr(databases, "MOST", most)
        data = found(client, "hospital")
        assert (data["total"], data["at_least"]) == (2, is_cut)
        page = client.get(reverse("public:search"), {"q": "hospital"}).content.decode()
        assert f">{says}</h2>" in page and ("(1 or more)" in page) is is_cut


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is in this process, and waits for nobody")
@pytest.mark.parametrize("in_a_transaction", [True, False])
def test_a_search_that_takes_too_long_is_given_up_and_its_limit_with_it(
    transactional_db, client, council, monkeypatch, in_a_transaction
):
    slow = ("SELECT pg_sleep(20), 'paper', 1, NULL::bigint, NULL::date", [])
    monkeypatch.setattr(databases, "_of_postgres", lambda *_: slow)
    monkeypatch.setattr(databases, "PATIENCE", 50)
    with transaction.atomic() if in_a_transaction else nullcontext():
        with pytest.raises(databases.TooLong):
            databases.find(read("hospital"), {}, any_word=False, newest=False, on=dt.date(2022, 1, 1))
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)
    assert "The search took too long." in client.get(reverse("public:search"), {"q": "hospital"}).content.decode()


def test_of_one_machine_few_searches_are_noted(safeguarding, client, monkeypatch):
    monkeypatch.setattr(public_search, "FRUITLESS_AN_HOUR", 2)
    for words in ("submarines", "aaaa", "bbbb", "cccc"):
        assert client.get(reverse("public:search"), {"q": words}).status_code == 200
    client.get(reverse("public:search"), {"q": "ferries"}, REMOTE_ADDR="198.51.100.7")
    assert {row.words for row in FruitlessSearch.objects.all()} == {"submarines", "aaaa", "ferries"}


def test_a_paper_that_is_read_late_comes_into_the_search(indexed):
    paper = PublishedPaper.objects.public().first()
    pages = SearchEntry.objects.filter(kind=EntryKind.PAPER, thing=paper.paper_file_id, text__contains="report")
    assert pages.exists()
    derived_store.forget_made_of([paper.paper_file.stored.sha256])
    index.changed(paper.version.meeting)
    assert not pages.exists()
    view._make.func(paper.paper_file.stored_id)
    assert pages.exists()


def test_a_file_that_is_lost_is_not_read_without_end(indexed, monkeypatch):
    paper = PublishedPaper.objects.public().first()
    meeting = paper.version.meeting
    asked = []

    def lost(stored):
        raise files.Lost("The file is missing from storage.")

    monkeypatch.setattr(view, "kept", lambda stored: None)
    monkeypatch.setattr(view, "make", lost)
    monkeypatch.setattr(papers, "_read_soon", lambda *about: asked.append(about))
    papers.read_papers.func(meeting.pk, [paper.paper_file.stored_id])
    assert asked == []
