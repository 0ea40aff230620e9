"""The members' search finds words of withheld papers for those who may read them, and for nobody else (R16)."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import AccessEvent, FruitlessSearch, SearchEntry, SearchWord, Seat
from committee.search.index import INDEX, STORES
from committee.search.queries import read
from meetings.members import search
from meetings.models import Meeting, Paper, PaperFile, WithheldPage
from meetings.packs import derived_store
from meetings.papers import text_versions
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of, everything_in, words
from tests.meetings.publishing import COUNCILLORS_ONLY, SECRET, moment
from tests.search.test_hostile import queries

pytestmark = [pytest.mark.both_databases("text search: pages by who reads them"), pytest.mark.indexed_at_once]
PAGE = "/members/search/"


def find_papers(user, typed: str) -> list[str]:
    """Return the addresses of the papers that a user finds, without the page."""
    answer = client_of(user).get(PAGE, {"q": typed})
    links = re.findall(r'search-result__title"><a class="govuk-link" href="([^"#]+)', answer.content.decode())
    return [link.partition("/papers/")[2].split("/")[0] for link in links]


def file_of(paper) -> PaperFile:
    return PaperFile.objects.get(paper=paper.pk)


def test_a_word_of_a_withheld_paper_is_found_by_those_who_may_read_it_and_by_nobody_else(indexed, cast):
    secret, councillors = str(file_of(indexed.secret_paper).pk), str(file_of(indexed.councillors_paper).pk)
    of_the_committee, every_councillor = ("chairman", "vice-chairman", "member"), ("other member",)
    for name, user in cast.items():
        results = find_papers(user, SECRET), find_papers(user, COUNCILLORS_ONLY)
        if name in of_the_committee:
            assert results == ([secret], [councillors]), name
        else:
            assert results == ([], [councillors] if name in every_councillor else []), name
            shown = everything_in(client_of(user).get(PAGE, {"q": "words about report"}))
            assert SECRET not in shown, name


def test_a_hit_leads_to_the_passage_and_says_where_it_is(indexed, by_member):
    page = words(by_member.get(PAGE, {"q": f"words {SECRET}"}))
    assert f"<mark>Words</mark> about <mark>{SECRET}</mark>" in page and ">1 paper<" in page
    assert re.search(r"Exempt\. Item \d+, page \d+\.", page)
    assert f'<a class="govuk-link" href="{reverse("public:search")}?q=words+{SECRET}">' in page
    url = re.search(r'search-result__title"><a class="govuk-link" href="([^"]+)', page)[1]
    answer = by_member.get(url.partition("#")[0], follow=True)
    assert f'id="{url.partition("#")[2]}"' in answer.content.decode()


def test_no_withheld_word_is_public_and_no_members_search_is_stored(indexed, by_member, client):
    for _ in INDEX.rebuild():
        pass
    rows = [
        *SearchEntry.objects.values_list("title", "text", "title_stems", "text_stems"),
        *SearchWord.objects.values_list("word"),
    ]
    assert SECRET not in repr(rows) and WithheldPage.objects.filter(text__contains=SECRET).exists()
    for name in ("search", "search-json", "search-atom"):
        for typed in (SECRET, SECRET[:-1], f"{SECRET[:5]}i{SECRET[6:]}"):
            for reader in (client, by_member):
                answer = everything_in(reader.get(reverse(f"public:{name}"), {"q": typed}))
                assert f"Report on {SECRET}" not in answer and (SECRET not in answer or typed == SECRET), (name, typed)
    FruitlessSearch.objects.all().delete()
    for address in (PAGE, reverse("public:search")):
        by_member.get(address, {"q": "submarines"})
    assert not FruitlessSearch.objects.exists()


def test_a_paper_is_not_found_once_it_is_taken_down(indexed, member, clerk):
    assert find_papers(member, SECRET)
    takedowns.hide(
        Paper.objects.get(pk=indexed.secret_paper.pk),
        ground="personal",
        why="It names a child.",
        at=moment(2022, 4, 13, 9),
        by=clerk,
    )
    assert not WithheldPage.objects.filter(text__contains=SECRET).exists()
    assert find_papers(member, SECRET) == []
    assert [line for store in STORES for line in store.differences()] == []


def test_a_paper_is_not_found_by_a_member_whose_seat_ended_yesterday(indexed, member):
    today = timezone.localdate()
    Seat.objects.filter(person=member.person).update(until=today)
    assert find_papers(member, SECRET)
    Seat.objects.filter(person=member.person).update(until=today - dt.timedelta(days=1))
    assert find_papers(member, SECRET) == [] and find_papers(member, COUNCILLORS_ONLY)


def test_each_paper_whose_words_are_shown_is_logged_once_a_page(indexed, by_member, member):
    def log(typed: str) -> list[int]:
        before = AccessEvent.objects.count()
        by_member.get(PAGE, {"q": typed})
        return list(AccessEvent.objects.order_by("pk")[before:].values_list("subject_id", flat=True))

    assert log(f"words {SECRET}") == [indexed.secret_paper.pk]
    assert AccessEvent.objects.first().right.startswith("A search showed words of it. ")
    assert sorted(log("words about")) == sorted([indexed.secret_paper.pk, indexed.councillors_paper.pk])
    assert log("submarines") == []
    WithheldPage.objects.exclude(page=0).delete()
    assert find_papers(member, SECRET) and log(SECRET) == [], "the title alone is no word of the paper"


def test_pages_that_somebody_may_not_read_count_for_nothing(indexed, other_member, monkeypatch):
    monkeypatch.setattr(search, "MOST", WithheldPage.objects.filter(file=file_of(indexed.councillors_paper)).count())
    WithheldPage.objects.filter(file=file_of(indexed.secret_paper)).update(day="2030-01-01")
    assert search.find(read("words"), other_member, timezone.localdate())[1] is False
    assert find_papers(other_member, "words") and find_papers(other_member, COUNCILLORS_ONLY)
    monkeypatch.setattr(search, "MOST", 1)
    assert "The oldest papers that you may read were not searched." in words(
        client_of(other_member).get(PAGE, {"q": "words"})
    )


def test_words_phrases_and_words_to_leave_out(indexed, member, clerk):
    file = file_of(indexed.secret_paper)
    text_versions.write_page_text(file, page=2, text="Children in care.", at=moment(2022, 4, 13, 9), by=clerk)
    secret = [str(file.pk)]
    on_page = {
        typed: find_papers(member, typed)
        for typed in ("cared children", '"in care"', '"care children"', "car", "care -children")
    }
    assert on_page == {
        "cared children": secret,
        '"in care"': secret,
        '"care children"': [],
        "car": [],
        "care -children": [],
    }
    assert find_papers(member, f"{SECRET} report care") == secret, "title and page together"
    text_versions.clear_page_text(file, page=2, at=moment(2022, 4, 13, 9), by=clerk)
    assert find_papers(member, "care") == []


def test_every_query_is_answered(indexed, by_member):
    typed = (query.encode("utf-8", "surrogatepass") for query in queries(60))
    assert {by_member.get(PAGE, {"q": query}).status_code for query in typed} <= {200, 400}
    assert {by_member.get(PAGE, {"q": "words", "page": page}).status_code for page in ("0", "-1", "99", "x")} == {200}


def test_the_words_of_a_search_are_stored_nowhere_on_the_way(indexed, by_member, client):
    answer = by_member.get(PAGE, {"q": SECRET})
    assert answer["Cache-Control"] == "private, no-store" and answer["Referrer-Policy"] == "strict-origin"
    assert SECRET not in re.search("<title>(.*?)</title>", words(answer))[1]
    addresses = client.get(PAGE, {"q": SECRET}, follow=True).redirect_chain
    assert addresses and SECRET not in repr(addresses)


def test_a_paper_that_no_worker_has_read_is_found_once_one_has(indexed, member, django_capture_on_commit_callbacks):
    file = file_of(indexed.secret_paper)
    derived_store.forget_made_of([file.stored.sha256])
    meeting = Meeting.objects.get(pk=indexed.meeting.pk)
    with django_capture_on_commit_callbacks() as waiting:
        for store in STORES:
            store.changed([meeting])
    assert find_papers(member, f"words {SECRET}") == []
    for task in waiting:
        task()
    assert find_papers(member, f"words {SECRET}") == [str(file.pk)]
