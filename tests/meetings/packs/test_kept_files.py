"""What is published keeps its bytes, and its certificate what it said: the database itself holds both (R21, R16)."""

import pytest
from django.db import DatabaseError, connection, transaction

from committee.files import files
from committee.models import StoredFile
from meetings.agendas import certificate
from meetings.models import AgendaVersion, Certificate, Pack, PaperFile
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment

pytestmark = pytest.mark.both_databases("triggers: published files and certificates are kept")

SAYS = "What was published keeps the file"
STAYS = "A certificate of publication stays"
DONE = {
    "posted_by": "Carol Clerk",
    "posted_at": moment(2022, 4, 11, 10),
    "posted_where": "Shire Hall",
    "inspection_by": "Carol Clerk",
    "inspection_at": moment(2022, 4, 11, 10),
    "inspection_where": "Shire Hall",
}


def refused(act, says: str) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        act()


def replaced(model, row: int) -> None:
    """Put a row in its own place, as SQLite's INSERT OR REPLACE does."""
    table = model._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", [row])


@pytest.fixture
def another(db) -> StoredFile:
    """Bytes that nobody published."""
    return files.keep(pdf_of(1, "Another thing altogether"))


def test_a_published_paper_keeps_its_file_and_its_row(published, another):
    was = PaperFile.objects.get(paper=published.open_paper)
    rows = PaperFile.objects.filter(pk=was.pk)
    put = {"stored": another, "source": another, "original_name": "other.pdf", "pages": 9, "number": 9}
    for field, value in put.items():
        refused(lambda changes={field: value}: rows.update(**changes), SAYS)
    refused(lambda: rows.update(paper=published.secret_paper), SAYS)
    refused(lambda: rows._raw_delete(using="default"), SAYS)
    refused(lambda: replaced(PaperFile, was.pk), SAYS)
    assert PaperFile.objects.get(pk=was.pk).stored_id == was.stored_id
    assert rows.update(fingerprint=b"", notes=["One page is a picture."]) == 1, (
        "what the portal knows of it may be made later"
    )


def test_a_file_that_is_not_published_may_be_another(agenda, another):
    rows = PaperFile.objects.filter(paper__item__meeting=agenda)
    assert rows.count() and rows.update(stored=another) == rows.count()


def test_a_published_pack_keeps_its_file(published, another):
    version = AgendaVersion.objects.get(meeting=published.meeting, number=1)
    for pack in (version.public_pack_id, version.members_pack_id):
        rows = Pack.objects.filter(pk=pack)
        refused(lambda rows=rows: rows.update(stored=another), SAYS)
        refused(lambda rows=rows: rows.update(first_page=9), SAYS)
        refused(lambda rows=rows: rows._raw_delete(using="default"), SAYS)
        refused(lambda pack=pack: replaced(Pack, pack), SAYS)


def test_the_record_of_a_file_names_its_bytes_for_ever(published):
    file = PaperFile.objects.select_related("stored").get(paper=published.open_paper).stored
    secret = PaperFile.objects.select_related("stored").get(paper=published.secret_paper).stored
    rows = StoredFile.objects.filter(pk=file.pk)
    for fields in ({"sha256": "0" * 64}, {"size": secret.size + 1}, {"content_type": "text/html"}):
        refused(lambda fields=fields: rows.update(**fields), "stands for its bytes")
    refused(lambda: replaced(StoredFile, file.pk), "stands for its bytes")


def test_a_certificate_stays_and_is_completed_once(published, clerk):
    row = Certificate.objects.get(version__meeting=published.meeting, version__number=1)
    rows = Certificate.objects.filter(pk=row.pk)
    refused(lambda: rows.update(website_at=moment(2022, 4, 1, 9)), STAYS)
    refused(lambda: rows.update(opened=[{"item": 1}]), STAYS)
    refused(lambda: rows._raw_delete(using="default"), STAYS)
    refused(lambda: replaced(Certificate, row.pk), STAYS)
    certificate.complete_certificate(row, **DONE, at=moment(2022, 4, 12, 9), by=clerk)
    refused(lambda: rows.update(posted_at=moment(2022, 4, 1, 9)), STAYS)
    refused(lambda: rows.update(count={}), STAYS)
    refused(lambda: rows.update(completed_by=None), STAYS)
    again = certificate.complete_certificate(row, **DONE, at=moment(2022, 4, 12, 10), by=clerk)
    assert again.count.get("corrected") is None, "pressed twice"
