"""What somebody typed into a form that can no longer be sent, in words for them to copy."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.http import QueryDict

from committee.dates import long_date
from committee.forms.filled import Left

UNTYPED = (forms.HiddenInput, forms.MultipleHiddenInput, forms.PasswordInput, forms.FileInput)


def typed_words(fields: Mapping[str, forms.Field], data: QueryDict) -> list[tuple[str, str]]:
    """What was typed, (label, words) of each field that says anything; what was chosen, as the form calls it."""
    said = (
        (name, field, field.widget.value_from_datadict(data, {}, name))
        for name, field in fields.items()
        if not isinstance(field.widget, UNTYPED)
    )
    return [
        (str(field.label or pretty_name(name)), words) for name, field, value in said if (words := _words(field, value))
    ]


def words_by_name(data: QueryDict) -> list[tuple[str, str]]:
    """The same of a form that is not known any more: what was typed, by the names of its fields."""
    left = (Left(name, text) for name, texts in data.lists() for text in texts if Left.is_typed(name, text))
    return [(one.label, _day(one.text)) for one in left if one.name != "act"]


def _words(field: forms.Field, value: Any) -> str:
    called = dict(_choices(getattr(field, "choices", ())))
    several = value if isinstance(value, list | tuple) else [value]
    return "\n".join(called.get(str(one)) or _day(str(one)) for one in several if one and str(one).strip())


def _choices(choices: Any) -> Iterator[tuple[str, str]]:
    """Each choice with what it is called, those of groups too."""
    for value, called in choices:
        if isinstance(called, list | tuple):
            yield from _choices(called)
        elif value:
            yield str(value), str(called)


def _day(text: str) -> str:
    """A day as it is printed, where the words are one: a form that was opened earlier offers other months."""
    try:
        return long_date(dt.date.fromisoformat(text))
    except ValueError:
        return text
