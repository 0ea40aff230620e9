"""The rules that the database holds every row of a table to."""

from django.db import models


def rule(name: str, condition: models.Q, sentence: str | None = None) -> models.CheckConstraint:
    """
    Return the rule of that name: "a_received_paper_has_its_file".

    A refusal gives the `sentence`, else the name in words.
    """
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence)


def once(
    name: str, *fields: str, among: models.Q | None = None, sentence: str | None = None
) -> models.UniqueConstraint:
    """Return the rule of that name that no two rows, `among` these or all, have the same values in all the fields."""
    return models.UniqueConstraint(fields=fields, condition=among, name=name, violation_error_message=sentence)
