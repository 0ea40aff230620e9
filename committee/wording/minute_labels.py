"""Printed numbers of minutes, such as 61/22, by the pattern of a committee (R28)."""

import string
from datetime import date

from django.core.exceptions import ValidationError

MARKS = ("number", "yy", "yyyy")
FAULT = (
    "Write {number} where the number goes, once. {yy} and {yyyy} stand for the year of the meeting. "
    "For example {number}/{yy} prints 61/22."
)


def label_of(pattern: str, number: int, day: date) -> str:
    """
    Return `number` as `pattern` prints it: "61/22" by "{number}/{yy}" for a meeting in 2022; "" by an empty pattern.

    `pattern` must have passed `check_pattern`.
    """
    return pattern.format(number=number, yy=f"{day:%y}", yyyy=f"{day:%Y}") if pattern else ""


def check_pattern(pattern: str) -> None:
    """Raise ValidationError where `pattern` has other marks than MARKS, or not exactly one {number}."""
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise ValidationError(FAULT) from error
    marks = [name for _, name, _, _ in parts if name is not None]
    plain = not any(spec or conversion for _, _, spec, conversion in parts)
    if not plain or not set(marks) <= set(MARKS) or marks.count("number") != 1 or "{{" in pattern or "}}" in pattern:
        raise ValidationError(FAULT)
