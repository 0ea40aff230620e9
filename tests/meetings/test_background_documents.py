"""Background documents: added on the desk, open with their paper, kept four years (R22, LGA 1972 s.100D)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committee.refusal import Refused
from meetings.models import BackgroundDocument
from meetings.procedure import agenda, background, calendar, papers
from tests.meetings.world import moment
from tests.packs.making import pdf_of

pytestmark = pytest.mark.both_databases("constraints: a document once in a list")

LONG_PAST = dt.date(2019, 3, 5)


def paper_of(committee, day, clerk):
    item = agenda.add_item(calendar.schedule(committee, day, by=clerk), title="Young carers", by=clerk)
    return papers.expect_paper(item, title="Young carers report", by=clerk)


@pytest.fixture
def paper(safeguarding, clerk):
    return paper_of(safeguarding, timezone.localdate() - dt.timedelta(days=30), clerk)


def add(paper, clerk, title="The survey itself") -> BackgroundDocument:
    return background.add_background(
        paper, title=title, data=pdf_of(2, "Survey"), filename="survey.pdf", at=timezone.now(), by=clerk
    )


def test_r22_a_background_document_cannot_be_removed_before_four_years_have_expired(paper, clerk, safeguarding):
    document = add(paper, clerk)
    day = paper.item.meeting.date
    with pytest.raises(Refused, match="until the end of") as refused:
        background.remove_background(document, at=timezone.now(), by=clerk)
    assert refused.value.rule == "R22"
    last = timezone.make_aware(dt.datetime(day.year + 4, day.month, day.day, 9)) - dt.timedelta(days=1)
    with pytest.raises(Refused):
        background.remove_background(document, at=last, by=clerk)
    old = add(paper_of(safeguarding, dt.date(2021, 3, 5), clerk), clerk)
    background.remove_background(old, at=moment(2025, 3, 5, 9), by=clerk)
    assert list(BackgroundDocument.objects.all()) == [document]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM meetings_backgrounddocument",
        "UPDATE meetings_backgrounddocument SET title = 'x'",
        "UPDATE meetings_backgrounddocument SET paper_id = paper_id + 1",
    ],
)
def test_r22_the_database_itself_refuses_to_remove_or_change_one(paper, clerk, sql):
    document = add(paper, clerk)
    with pytest.raises(DatabaseError, match="kept for four years"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(DatabaseError, match="kept for four years"), transaction.atomic():
        document.delete()
    assert BackgroundDocument.objects.filter(pk=document.pk, title="The survey itself").exists()


def test_r22_the_database_counts_the_years_to_the_day(safeguarding, clerk):
    today = timezone.localdate()
    try:
        four_years_ago = today.replace(year=today.year - 4)
    except ValueError:
        pytest.skip("Four years ago there was no such day.")
    gone = add(paper_of(safeguarding, four_years_ago, clerk), clerk)
    kept = add(paper_of(safeguarding, four_years_ago + dt.timedelta(days=1), clerk), clerk)
    gone.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


def test_a_withheld_paper_takes_no_background_document(paper, clerk):
    papers.set_access(
        paper,
        access="exempt",
        paragraphs=(1,),
        public_interest_reason="It would harm a person.",
        not_own_development=True,
        by=clerk,
    )
    with pytest.raises(Refused, match="not open to inspection"):
        add(paper, clerk)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 rubbish", b"PK\x03\x04 words"])
def test_what_is_no_pdf_is_refused_with_a_sentence_and_nothing_is_kept(paper, clerk, data):
    with pytest.raises(Refused):
        background.add_background(paper, title="x", data=data, filename="x.pdf", at=timezone.now(), by=clerk)
    assert not BackgroundDocument.objects.exists()
