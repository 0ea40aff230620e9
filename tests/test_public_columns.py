"""Every column whose words anybody reads is one that a takedown takes out, or is said to stay public (R60)."""

import io
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from committee.seen import having_read
from meetings.takedowns import columns
from reviews.models import Review
from reviews.progress.verbs import publish_progress
from tests.reviews.world import AT

MARK = re.compile(r"zq(\d+)qz")
TEXTS = (models.CharField, models.TextField)
# What is an address, a key or a code: other words in it would be other rows, or none.
KEYS = ("slug", "sha256", "token_hash", "key", "hash", "paragraphs", "topic", "kind", "place", "email", "mailbox")
SKIPPED = {"PageStamp", "StoredFile", "SearchEntry", "SearchWord", "OpenRecord", "OldAddress", "Session"}


def text_columns() -> Iterator[models.Field]:
    """Every column of ours that somebody writes words into; JSON is named in `columns.DOCUMENTS` alone."""
    for app in ("committee", "meetings", "workprogramme", "reviews"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields if model.__name__ not in SKIPPED else ():
                if isinstance(field, TEXTS) and not field.choices and field.name not in KEYS and not field.unique:
                    yield field


def mark(where: str) -> list[models.Field]:
    """Put a word of its own into each of them, where it is `where` the empty one, behind what stands there."""
    found = list(text_columns())
    for number, field in enumerate(found):
        table, column = field.model._meta.db_table, field.column
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE {table} SET "{column}" = "{column}" || %s WHERE "{column}" {where} %s',
                    [f" zq{number}qz", ""],
                )
        except IntegrityError:  # a code that the database knows, or what says that a row was withdrawn
            continue
    return found


def drop_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def everything_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def read_by_anybody(addresses, fields: list[models.Field]) -> set[tuple[str, str]]:
    """The columns whose word stands on a public page, in its data, a feed, the search or the open data."""
    client, numbers = Client(), set()
    for address in addresses:
        if address.name.startswith("public:"):
            numbers |= set(MARK.findall(everything_of(client.get(address.path()))))
    call_command("reindex", stdout=io.StringIO())
    path = "/api/v1/changes?limit=100"
    while path:
        response = client.get(path)
        numbers |= set(MARK.findall(everything_of(response)))
        path = "/" + response.json()["next"].partition("://")[2].partition("/")[2] if response.json()["next"] else ""
    return {(fields[int(n)].model.__name__, fields[int(n)].name) for n in numbers}


def test_r60_every_column_that_anybody_reads_is_taken_down_or_said_to_be_public(addresses, clerk):
    if connection.vendor != "sqlite":
        pytest.skip("triggers are dropped as SQLite has them")
    having_read(publish_progress)(Review.objects.get(slug="young-carers-in-schools"), at=AT, by=clerk)
    drop_triggers()
    read = read_by_anybody(addresses, mark("<>"))
    read |= read_by_anybody(addresses, mark("="))  # what is empty last: words there say that a row is withdrawn
    assert len(read) > 80
    taken = {(model.__name__, name) for model, put in columns.COLUMNS.items() for name in put}
    said = {
        (model, name)
        for model, names in columns.LEFT.items()
        for name, why in names.items()
        if why.startswith(columns.PUBLIC)
    }
    left = {one for one in read - taken - said if (one[0], "*") not in said}
    assert not left, sorted(left)
    assert {("ProgressEntry", "evidence"), ("Committee", "remit"), ("Venue", "access_notes")} <= read
