"""Tables that a migration creates together are those that it would create one by one."""

from django.db import models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from committee.database.creation import CreateModels

TREE = CreateModel("Tree", [("id", models.BigAutoField(primary_key=True))])
LEAF = CreateModel(
    "Leaf", [("id", models.BigAutoField(primary_key=True)), ("tree", models.ForeignKey("house.Tree", models.CASCADE))]
)


def test_a_state_is_the_same_after_both_and_knows_what_is_related():
    one_by_one, together = ProjectState(), ProjectState()
    assert not list(together.apps.get_models()), "rendered before anything is created, as migrate does"
    for operation in (TREE, LEAF):
        operation.state_forwards("house", one_by_one)
    CreateModels([TREE, LEAF]).state_forwards("house", together)
    assert together == one_by_one
    tree, leaf = together.apps.get_model("house", "Tree"), together.apps.get_model("house", "Leaf")
    assert leaf._meta.get_field("tree").related_model is tree
    assert [relation.related_model for relation in tree._meta.related_objects] == [leaf]


def test_it_can_be_written_and_read_out():
    operation = CreateModels([TREE, LEAF])
    name, arguments, named = operation.deconstruct()
    assert (name, arguments, named) == ("CreateModels", [], {"models": [TREE, LEAF]})
    assert operation.describe() == "Create models Tree, Leaf"
