"""A page that is kept is asked for again where something was changed: as before where all that it asks is as before."""

import pytest
from django.db import DatabaseError, connection
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


def recorded(*queries: tuple[str, str]) -> tuple[asked_again.Answered, ...] | None:
    """What is noted of queries, each read by a method of the cursor ("" for by none)."""
    with asked_again.recorded() as recorder, connection.cursor() as cursor:
        recorder.begin()
        for sql, method in queries:
            cursor.execute(sql)
            if method == "iterate":
                assert list(cursor)
            elif method:
                getattr(cursor, method)(*[1] * (method == "fetchmany"))
    return recorder.answered()


NAMES = "SELECT name FROM committee_committee ORDER BY name"
are_alike = asked_again.are_answered_alike


@pytest.mark.parametrize("method", ["fetchone", "fetchmany", "fetchall", "iterate"])
def test_rows_are_compared_as_far_as_they_were_read(committees, method):
    answered = recorded((NAMES, method))
    assert answered is not None and are_alike(answered)
    first, last = committees
    Committee.objects.filter(pk=last.pk).update(name="Zz")
    assert are_alike(answered) is (method in ("fetchone", "fetchmany"))
    Committee.objects.filter(pk=first.pk).update(name="Aa")
    assert not are_alike(answered)


def test_what_is_read_one_way_and_then_another_is_noted_whole(committees):
    with asked_again.recorded() as recorder, connection.cursor() as cursor:
        recorder.begin()
        cursor.execute(NAMES)
        assert cursor.fetchone() and list(cursor)
    answered = recorder.answered()
    Committee.objects.filter(pk=committees[1].pk).update(name="Zz")
    assert not are_alike(answered)


def test_a_row_more_or_less_is_another_answer(committees):
    answered = recorded(("SELECT name FROM committee_committee WHERE slug LIKE 'z%' ORDER BY name", "fetchall"))
    assert are_alike(answered)
    one = committees[0]
    one.pk, one.slug, one.name = None, "zz", "Zz"
    one.save(force_insert=True)
    assert not are_alike(answered)
    Committee.objects.filter(slug="zz").delete()
    assert are_alike(answered)


def test_what_was_not_read_or_written_or_refused_or_much_is_never_asked_again(committees):
    assert recorded((NAMES, "")) is None
    key = f"INSERT INTO committee_pagestamp (key, token) VALUES ({EVERYTHING}, 1)"
    assert recorded((NAMES, "fetchall"), (key, "")) is None
    assert recorded((NAMES, "fetchall"), *[("SELECT 1", "fetchall")] * asked_again.MOST_QUERIES) is None
    rows = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= {asked_again.MOST_ROWS})"
    assert recorded((f"{rows} SELECT i FROM n", "fetchall")) is None
    with asked_again.recorded() as recorder:
        recorder.begin()
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT name FROM no_such_table")
    assert recorder.answered() is None


def test_nothing_is_noted_before_a_page_begins_that_may_be_kept(committees):
    with asked_again.recorded() as recorder, connection.cursor() as cursor:
        cursor.execute(NAMES)
        assert cursor.fetchall()
    assert recorder.answered() == ()


def test_where_it_cannot_be_asked_the_page_is_made_anew(committees):
    answered = recorded((NAMES, "fetchall"))
    assert not are_alike([answered[0]._replace(sql="SELECT name FROM no_such_table")])


def test_no_more_is_asked_after_the_first_that_is_answered_otherwise(committees):
    answered = recorded((NAMES, "fetchall"), ("SELECT 1", "fetchall"))
    Committee.objects.filter(pk=committees[0].pk).update(name="Aa")
    with CaptureQueriesContext(connection) as asked:
        assert not are_alike(answered)
    assert len(asked) == 1
