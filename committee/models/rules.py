"""Constraints that the database checks for every row of a table."""

from django.db import models


def rule(name: str, condition: models.Q, sentence: str | None = None) -> models.CheckConstraint:
    """
    Return a check constraint whose name states the rule: "a_received_paper_has_its_file".

    The message of a refusal is `sentence`, or the name in words where `sentence` is None.
    """
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence)


def once(
    name: str, *fields: str, among: models.Q | None = None, sentence: str | None = None
) -> models.UniqueConstraint:
    """Return a constraint: no two rows, or no two rows that fulfil `among`, have equal values in all `fields`."""
    return models.UniqueConstraint(fields=fields, condition=among, name=name, violation_error_message=sentence)
