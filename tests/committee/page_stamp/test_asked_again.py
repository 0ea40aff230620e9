"""A page that is kept is asked for again where something was changed: as before where all that it asks is as before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.models import Committee, Council
from committee.page_stamp import asked_again, middleware
from committee.page_stamp.areas import EVERYTHING
from meetings.agendas.views import public
from meetings.models import Paper, PublishedPaper
from tests.committee.page_stamp.walking import WITHHELD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting_page(published):
    meeting = published.meeting
    return reverse("public:meeting", args=[meeting.committee.slug, meeting.slug])


@pytest.fixture
def made(monkeypatch):
    """The meetings whose page was made."""
    found = []
    page = public._page
    monkeypatch.setattr(public, "_page", lambda meeting, *rest: found.append(meeting.pk) or page(meeting, *rest))
    return found


def the_stamp_of(path: str) -> object:
    page = middleware.store.find(("http", "testserver", path))
    assert page is not None
    return page.stamp


def test_a_change_of_something_else_has_no_page_made_anew(published, client, meeting_page, made):
    first, stamp = client.get(meeting_page), the_stamp_of(meeting_page)
    Committee.objects.exclude(pk=published.meeting.committee_id).update(remit="Something else")
    again = client.get(meeting_page)
    assert again.content == first.content and again["ETag"] == first["ETag"] and len(made) == 1
    assert the_stamp_of(meeting_page) != stamp, "it is kept under what was read before it was asked for again"
    with CaptureQueriesContext(connection) as asked:
        client.get(meeting_page)
    assert len(asked) == 1 and len(made) == 1


def test_a_change_of_what_it_shows_has_it_made_anew(published, client, meeting_page, made):
    shown = PublishedPaper.objects.public().filter(version__meeting=published.meeting)
    paper = Paper.objects.get(pk=shown.values("paper_file__paper")[:1])
    address = f"/papers/{paper.file_id}/"
    assert address in client.get(meeting_page).content.decode()
    Paper.objects.filter(pk=paper.pk).update(**WITHHELD)
    assert address not in client.get(meeting_page).content.decode() and len(made) == 2


def test_the_council_that_was_read_for_another_page_is_asked_for_again_too(published, client, meeting_page, made):
    client.get("/")
    first = client.get(meeting_page).content.decode()
    Council.objects.update(name="Another county")
    assert "Another county" not in first and "Another county" in client.get(meeting_page).content.decode()
    Committee.objects.exclude(pk=published.meeting.committee_id).update(remit="Something else")
    assert "Another county" in client.get(meeting_page).content.decode() and len(made) == 2


@pytest.fixture
def committees(safeguarding):
    """Two of them, by name."""
    other = Committee.objects.get(pk=safeguarding.pk)
    other.pk, other.slug, other.name = None, "another", f"{safeguarding.name}, another"
    other.save(force_insert=True)
    return [safeguarding, other]


def recorded(*queries: tuple[str, str]) -> asked_again.Asked | None:
    """What is noted of queries, each read by a method of the cursor ("" for by none)."""
    with asked_again.recorded() as recorder, connection.cursor() as cursor:
        for sql, method in queries:
            cursor.execute(sql)
            if method:
                getattr(cursor, method)(*[1] * (method == "fetchmany"))
    return recorder.asked()


NAMES = "SELECT name FROM committee_committee ORDER BY name"


@pytest.mark.parametrize("method", ["fetchone", "fetchmany", "fetchall"])
def test_rows_are_compared_as_far_as_they_were_read(committees, method):
    asked = recorded((NAMES, method))
    assert asked is not None and asked.is_answered_alike()
    first, last = committees
    Committee.objects.filter(pk=last.pk).update(name="Zz")
    assert asked.is_answered_alike() is (method != "fetchall")
    Committee.objects.filter(pk=first.pk).update(name="Aa")
    assert not asked.is_answered_alike()


def test_a_row_more_or_less_is_another_answer(committees):
    asked = recorded(("SELECT name FROM committee_committee WHERE slug LIKE 'z%' ORDER BY name", "fetchall"))
    assert asked.is_answered_alike()
    one = committees[0]
    one.pk, one.slug, one.name = None, "zz", "Zz"
    one.save(force_insert=True)
    assert not asked.is_answered_alike()
    Committee.objects.filter(slug="zz").delete()
    assert asked.is_answered_alike()


def test_what_was_read_in_no_known_way_or_written_is_never_asked_again(committees):
    assert recorded((NAMES, "")) is None
    key = f"INSERT INTO committee_pagestamp (key, token) VALUES ({EVERYTHING}, 1)"
    assert recorded((NAMES, "fetchall"), (key, "")) is None
    with asked_again.recorded() as recorder, connection.cursor() as cursor:
        cursor.execute(NAMES)
        assert list(cursor)
    assert recorder.asked() is None


def test_where_it_cannot_be_asked_the_page_is_made_anew(committees):
    asked = recorded((NAMES, "fetchall"))
    assert asked is not None
    gone = asked._replace(questions=(asked.questions[0]._replace(sql="SELECT name FROM no_such_table"),))
    assert not gone.is_answered_alike()


def test_equal_answers_to_other_queries_are_told_apart(committees):
    one = recorded((NAMES, "fetchall"), ("SELECT 1", "fetchall"))
    other = recorded((NAMES, "fetchall"), ("SELECT 2", "fetchall"))
    assert one.digest != other.digest and one.is_answered_alike() and other.is_answered_alike()
