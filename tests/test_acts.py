"""Every verb of the portal has a recipe, and every recipe does its act."""

import pytest
from django.db import connection

from tests.acts import recipes, verbs

pytestmark = pytest.mark.both_databases("locks: every verb once, with its rows, triggers and constraints")

RECIPES = recipes()
WRITES = ("INSERT", "UPDATE", "DELETE")


def test_every_verb_has_a_recipe():
    assert sorted({path for path, _ in verbs()} - set(RECIPES)) == [], "write one in tests/acts/"


def test_every_recipe_is_of_a_verb():
    assert sorted(set(RECIPES) - {path for path, _ in verbs()}) == []


@pytest.fixture(params=sorted(RECIPES))
def prepared(request, cast):
    """The act of one recipe, its world staged."""
    recipe = RECIPES[request.param]
    return recipe.prepare(request.getfixturevalue(recipe.world), cast)


def test_each_act_can_be_done(prepared):
    written = []

    def watch(execute, sql, params, many, context):
        written.extend([sql] if sql.lstrip().upper().startswith(WRITES) else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        prepared()
    assert written, "the act left no trace in the database"
