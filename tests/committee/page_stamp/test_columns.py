"""A list stays kept while agendas and minutes change, not once a column it shows changes; no kept view is left out."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone

from committee.public_pages import stamps
from committee.public_pages.areas import MINUTED
from committee.public_pages.marking import mark_of
from tests.addresses import POSTED_ONLY
from tests.answers import client_of
from tests.committee.page_stamp import walking
from tests.committee.page_stamp.test_after_every_act import public
from tests.test_disclosure_routes import paths_of, poisoned_world  # noqa: F401

# There is one meeting and one set of minutes, an item is withdrawn in three columns at once, a takedown sets its mark.
ALONE = {"id", "meeting_id", "minutes_id", "item_id", "withdrawn_at", "withdrawn_reason", "is_down"}
TABLES = [one for one in walking.WATCHED if one.quiet]


def model_of(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def others(field: models.Field, row: models.Model) -> Iterator[object]:
    """Values of a column that are not the one that a row has."""
    value = getattr(row, field.attname)
    if field.remote_field:
        yield from field.remote_field.model._base_manager.exclude(pk=value).values_list("pk", flat=True)[:20]
    elif field.choices:
        yield from (choice for choice, _ in field.flatchoices if choice != value)
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(field, models.DateTimeField):
        yield (value or timezone.now()) + dt.timedelta(seconds=1)
    elif isinstance(field, models.IntegerField):
        yield (value or 0) + 501
    else:
        yield f"{value}X"


def changed(row: models.Model, field: models.Field) -> bool:
    """Change a column of a row to anything else that the database takes; whether it took any."""
    for value in others(field, row):
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        except DatabaseError:
            continue
        return True
    return False


@pytest.mark.both_databases("triggers: stamps by columns")
@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.table)
def test_every_column_that_is_not_quiet_stamps_the_lists_and_every_one_its_meeting(minuted, one):
    meeting, model = minuted.meeting_id, model_of(one.table)
    wrong, tried = [], set()
    assert set(one.quiet) <= {field.column for field in model._meta.local_concrete_fields}
    with walking.kept_in_a_transaction():
        for field in model._meta.local_concrete_fields:
            for row in model._base_manager.all() if not field.primary_key else ():
                walking.another_transaction()
                before = stamps.read((MINUTED, 0)), stamps.read((meeting, 0))
                if changed(row, field):
                    tried.add(field.column)
                    after = stamps.read((MINUTED, 0)), stamps.read((meeting, 0))
                    if (before[0] == after[0]) is not (field.column in one.quiet) or before[1] == after[1]:
                        wrong.append(field.column)
                    break
    assert wrong == []
    assert set(one.quiet) <= tried
    assert {field.column for field in model._meta.local_concrete_fields} - tried <= ALONE


@pytest.mark.drill
def test_no_list_shows_a_quiet_column(poisoned_world):  # noqa: F811
    client, before = client_of(None), {}
    with walking.kept_in_a_transaction():
        for path in {path for one in poisoned_world if one.name not in POSTED_ONLY for path in paths_of(one)}:
            if (mark := walking.marked(path)) and mark.meeting is None and MINUTED in mark.areas:
                before[path] = walking.made_anew(client, path)
        count = 0
        for one in TABLES:
            model = model_of(one.table)
            fields = [field for field in model._meta.local_concrete_fields if field.column in one.quiet]
            for row in model._base_manager.all():
                count += sum(changed(row, field) for field in fields)
        assert [path for path, page in before.items() if walking.made_anew(client, path) != page] == []
    assert len(before) > 6 and count > 100


def callbacks(patterns: list) -> Iterator[object]:
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        else:
            yield from callbacks(entry.url_patterns)


def test_every_kept_view_is_looked_at_after_every_act(addresses):
    marked = {view for view in callbacks(get_resolver().url_patterns) if mark_of(view)}
    looked_at = {resolve(path).func for path in public()}
    assert {view.__qualname__ for view in marked - looked_at} == set()
    assert len(marked) > 30
