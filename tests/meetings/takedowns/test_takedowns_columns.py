"""The registry of columns that hold words: a new one is named in it, or the test says so (R60)."""

import pytest
from django.apps import apps
from django.db import models

from meetings.models import AgendaItem, Paper
from meetings.takedowns import columns
from meetings.takedowns.values import repeats

NOTE = "Removed on 14 April 2022: personal information"
MODELS = [
    model
    for app in ("committee", "meetings", "workprogramme", "reviews")
    for model in apps.get_app_config(app).get_models()
]
OF_WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def of_words(model: type[models.Model]) -> set[str]:
    """Return the names of a model's columns for typed words, without those with fixed choices."""
    return {one.name for one in model._meta.concrete_fields if isinstance(one, OF_WORDS) and not one.choices}


def named(model: type[models.Model]) -> list[str]:
    """Return the names of a model's columns that the registry lists."""
    left = columns.LEFT.get(model._meta.label) or columns.LEFT.get(model.__name__, {})
    return [
        *columns.COLUMNS.get(model, {}),
        *columns.DOCUMENTS.get(model, ()),
        *(of_words(model) if "*" in left else left),
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_r60_every_column_of_words_is_taken_down_or_has_its_reason(model):
    assert sorted(named(model)) == sorted(of_words(model))


def test_the_registry_names_no_model_that_is_gone():
    assert set(columns.LEFT) <= {name for model in MODELS for name in (model.__name__, model._meta.label)}
    assert {*columns.COLUMNS, *columns.DOCUMENTS} <= set(MODELS)


@pytest.mark.parametrize("model", sorted(columns.COLUMNS, key=lambda model: model.__name__), ids=lambda m: m.__name__)
def test_r60_no_word_of_a_row_is_left_where_it_is_taken_down(model):
    row = model(**dict.fromkeys(columns.COLUMNS[model], "wurzelgrommet"))
    put = columns.instead(row, NOTE)
    assert set(put) == set(columns.COLUMNS[model])
    for name, instead in put.items():
        field = model._meta.get_field(name)
        assert "wurzelgrommet" not in instead
        assert field.max_length is None or len(instead) <= field.max_length


def test_nothing_is_put_where_nothing_was():
    assert columns.instead(AgendaItem(title="Fostering"), NOTE) == {"title": NOTE}
    assert columns.instead(Paper(), NOTE) == {}


def test_a_title_is_known_where_it_is_repeated_and_a_short_one_only_where_it_stands_alone():
    assert repeats("Looking back: THE CASE OF TIM", ["The case of Tim"])
    assert repeats("Tim", ["tim "])
    assert not repeats("A matter of time", ["Tim"])
    assert not repeats("", ["", "The case of Tim"])
