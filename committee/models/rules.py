"""Constraints that the database checks for every row of a table."""

from django.db import models


def rule(name: str, condition: models.Q, sentence: str | None = None) -> models.CheckConstraint:
    """
    Return the rule of that name: "a_received_paper_has_its_file".

    The message of a refusal is `sentence`; without one, the name in words.
    """
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence)


def once(
    name: str, *fields: str, among: models.Q | None = None, sentence: str | None = None
) -> models.UniqueConstraint:
    """Return the rule that no two rows have equal values in all of `fields`; `among` limits the rule to some rows."""
    return models.UniqueConstraint(fields=fields, condition=among, name=name, violation_error_message=sentence)
