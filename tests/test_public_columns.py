"""A word of its own in every column: nobody reads one that a takedown takes out, wherever it was copied (R60)."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from committee.acts.seen import having_read
from committee.files import files
from committee.models.part_of import way_up
from meetings.models import Takedown, TakedownWords
from meetings.packs import derived_store
from meetings.takedowns import moving, subjects, verbs
from meetings.takedowns.values import Sheets
from reviews.answers.progress_verbs import publish_progress
from reviews.evidence import publication
from reviews.models import LeftOut, Review, ReviewMethod
from reviews.prints import sending
from reviews.report.issuing import document_of
from tests.meetings.packs.making import pdf_of
from tests.reviews import given
from tests.reviews.world import AT

MARK = re.compile(r"zq(\d+)qz")
WORDS = (models.CharField, models.TextField, models.JSONField)
# What is an address, a key or a code: other words in it would be other rows, or none.
KEYS = ("slug", "sha256", "token_hash", "key", "hash", "paragraphs", "topic", "kind", "place", "email", "mailbox")
SKIPPED = {
    "PageStamp",
    "StoredFile",
    "SearchEntry",
    "SearchWord",
    "OpenRecord",
    "OldAddress",
    "Session",
    "WithheldPage",
}


def columns_of_words() -> Iterator[models.Field]:
    """Every column of ours that somebody writes words into, be it text or JSON."""
    for app in ("committee", "meetings", "workprogramme", "reviews"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields if model.__name__ not in SKIPPED else ():
                if isinstance(field, WORDS) and not field.choices and field.name not in KEYS and not field.unique:
                    yield field


def mark(fields: list[models.Field], where: str) -> None:
    """Put a word of its own into each of them, where it is `where` the empty one, behind what stands there."""
    for number, field in enumerate(fields):
        table, column, word = field.model._meta.db_table, field.column, f" zq{number}qz"
        if isinstance(field, models.JSONField):
            for pk, value in field.model._base_manager.values_list("pk", field.name) if where == "<>" else ():
                field.model._base_manager.filter(pk=pk).update(**{field.name: marked(value, word)})
            continue
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE {table} SET "{column}" = "{column}" || %s WHERE "{column}" {where} %s', [word, ""]
                )
        except IntegrityError:  # a code that the database knows, or what says that a row was withdrawn
            continue


def marked(value: Any, word: str) -> Any:
    """Return JSON with the word behind each of its sentences: what has no space is a name, a day or a code."""
    if isinstance(value, dict):
        return {key: marked(one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [marked(one, word) for one in value]
    return value + word if isinstance(value, str) and " " in value else value


@contextmanager
def without_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in triggers:
            cursor.execute(statement)


def everything_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def read_by_anybody(addresses, fields: list[models.Field]) -> set[tuple[str, str]]:
    """Return the columns whose word is on a public page, in its data, a feed, the search or the open data."""
    client, numbers = Client(), set()
    for address in addresses:
        if address.name.startswith("public:"):
            numbers |= set(MARK.findall(everything_of(client.get(address.path()))))
    path = "/api/v1/changes?limit=100"
    while path:
        response = client.get(path)
        numbers |= set(MARK.findall(everything_of(response)))
        path = "/" + response.json()["next"].partition("://")[2].partition("/")[2] if response.json()["next"] else ""
    return {(fields[int(n)].model.__name__, fields[int(n)].name) for n in numbers}


@pytest.fixture
def review(addresses, clerk) -> Review:
    """Return a published review with a row of every public model."""
    if connection.vendor != "sqlite":
        pytest.skip("triggers are dropped as SQLite has them")
    review = Review.objects.get()
    having_read(publish_progress)(review, at=AT, by=clerk)
    return review


# What anybody goes on reading, whatever is taken down: what the desk corrects or removes by itself.
STAYS = {
    *(
        "ClosedDay",
        "Committee",
        "Council",
        "Division",
        "Person",
        "PoliticalGroup",
        "Portfolio",
        "Post",
        "Seat",
        "Venue",
    ),
    *("Attendee", "AttendanceElsewhere", "Minutes", "Certificate", "Recording", "SpokenPassage"),
    *("Programme", "Briefing", "Lead", "ProgrammeItem", "Move"),  # of items, what no agenda has told
    "Question",  # by which suggestions are weighed; those of a review go with it, as the test below shows
}
# An address that its committee corrects, and what was asked for by no minute and under no item.
STAY = {("Meeting", "webcast_url"), ("Action", "text")}


def take_down_everything(by) -> None:
    """Take the words of each thing that can be taken down out of the database; print and tell nothing."""
    with without_triggers():  # what the world has taken down already has words again
        TakedownWords.objects.all().delete()
        Takedown.objects.all().delete()
    sheets = Sheets("Removed", {1: files.keep(pdf_of(1, "Removed")).pk})
    about = {"label": "It", "ground": "personal", "why": "It names a child.", "hidden_at": AT, "decide_by": AT.date()}
    for model, kind in subjects.KINDS.items():
        for row in filter(kind.was_published, model._base_manager.order_by("pk")):
            about |= {"subject": kind.subject, "meeting": subjects.meeting_of(row), "hidden_by": by}
            moving.take_out(Takedown.objects.create(subject_id=row.pk, **about), subjects.values_of(row, sheets, False))


def test_r60_what_anybody_reads_is_read_by_nobody_once_all_is_taken_down_but_for_what_stays(addresses, review, clerk):
    fields = list(columns_of_words())
    read = set()
    for where in ("<>", "="):  # what is empty last: words there say that a row is withdrawn
        with without_triggers():
            mark(fields, where)
        call_command("reindex", stdout=io.StringIO())
        read |= read_by_anybody(addresses, fields)
    assert len(read) > 80
    assert {("ProgressEntry", "evidence"), ("Committee", "remit"), ("Venue", "access_notes")} <= read
    assert {("ReportVersion", "document"), ("AgendaVersion", "snapshot"), ("MinutesVersion", "document")} <= read
    take_down_everything(clerk)
    call_command("reindex", stdout=io.StringIO())
    kept = {(model.__name__, name) for model in apps.get_models() for name in getattr(model, "words_kept", ())}
    data = {(field.model.__name__, field.name) for field in fields if isinstance(field, models.JSONField)}
    left = {one for one in read_by_anybody(addresses, fields) - kept - data - STAY if one[0] not in STAYS}
    assert not left, sorted(left)


def in_the_database(fields: list[models.Field], *but: str) -> set[tuple[str, str, str]]:
    """Return the columns whose word is in a row of any table, with the model of that row."""
    return {
        (fields[int(number)].model.__name__, fields[int(number)].name, model.__name__)
        for model in apps.get_models()
        if model.__name__ not in but
        for number in MARK.findall(repr(list(model._base_manager.values())))
    }


def made_files() -> set[str]:
    """Every file that was made of several things, so that no hash of a file in its name tells of what."""
    kept = Path(storages["private"].path("derived")).glob("*/*/*")
    return {str(path) for path in kept if path.parts[-3] not in derived_store.OF_ONE_FILE}


def test_r60_no_word_of_a_review_that_is_taken_down_is_read_or_kept(addresses, review, clerk, proper_officer):
    said = {"would_mislead": True, "said_at": AT, "said_by": clerk}
    LeftOut.objects.create(review=review, summary="Two asked.", references="E2", **said)
    ReviewMethod.objects.create(review=review, method="By letter.")
    publication.redact_evidence(given.piece(review, clerk), text="Some of it.", at=AT, by=clerk)
    fields = [field for field in columns_of_words() if field.model is Review or way_up(field.model, Review)]
    kept = {"left_out"}  # which goes with its file
    fields = [field for field in fields if field.name not in {*kept, *getattr(field.model, "words_kept", ())}]
    with without_triggers():
        mark(fields, "<>")
        mark(fields, "=")
    call_command("reindex", stdout=io.StringIO())
    assert len(read_by_anybody(addresses, fields)) > 20
    unmarked = {(field.model.__name__, field.name) for field in fields} - {one[:2] for one in in_the_database(fields)}
    assert unmarked == set(), "every column has a word that could be left behind"
    version = review.report_versions.get()
    prints = [sending.made(document_of(version), suffix) for suffix in ("pdf", "docx")]
    made = made_files()
    assert all(prints) and made
    taken = verbs.hide(Review.objects.get(), ground="personal", why="It names a child.", at=AT, by=clerk)
    assert read_by_anybody(addresses, fields) == set()
    assert in_the_database(fields, "TakedownWords") == set()
    verbs.confirm(taken, reason="It names a child.", backups="None", at=AT, by=proper_officer)
    assert in_the_database(fields) == set()
    assert not made & made_files()
