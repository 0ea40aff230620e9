"""Texts typed into a form that can no longer be accepted. A page shows the texts again, so that no text is lost."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from committee.forms.edit_conflict import words_of
from committee.forms.fields import suffixes
from committee.forms.filled import Left

BUTTON = "act"  # name of a form's own button in the sent data
AGAIN = "{name} (choose the file again)"


@dataclass(frozen=True, slots=True)
class Typed:
    """A filled-in field: its label, and its typed value as the form shows it."""

    label: str
    text: str


def typed_into(form: forms.BaseForm | None) -> list[Typed]:
    """Return the texts sent in a bound form, field by field; hidden and empty fields are left out."""
    if form is None or not form.is_bound:
        return []
    texts = [(str(field.label), _text(form, field)) for field in form.visible_fields()]
    return [Typed(label, text) for label, text in texts if text]


def typed_by_name(data: QueryDict, fields: Mapping[str, forms.Field]) -> list[Typed]:
    """
    Return the texts sent in `data`: first those of `fields`, with their labels, then all others.

    `fields` are the fields that the form still has.
    """
    form = forms.Form(data)
    form.fields = deepcopy(dict(fields))
    names = {name + part for name, field in fields.items() for part in ("", *_parts_of(field))}
    extras = (Left(name, text) for name, texts in data.lists() for text in texts if Left.is_typed(name, text))
    return typed_into(form) + [Typed(extra.label, extra.text) for extra in extras if extra.name not in names | {BUTTON}]


def _parts_of(field: forms.Field) -> list[str]:
    return suffixes(field.widget) if isinstance(field.widget, forms.MultiWidget) else []


def _text(form: forms.BaseForm, bound: forms.BoundField) -> str:
    if isinstance(bound.field, forms.FileField):
        file = form.files.get(bound.html_name)
        return AGAIN.format(name=file.name) if file else ""
    data = bound.data
    parts = data if isinstance(data, list | tuple) else [data]
    if isinstance(data, bool) or not any(part and str(part).strip() for part in parts):
        return ""
    try:
        return words_of(bound.field, _plain(bound.field.clean(data)))
    except forms.ValidationError:
        return " ".join(str(part) for part in parts)


def _plain(value: Any) -> Any:
    """Return a row as its id, and rows as a list of ids."""
    if hasattr(value, "values_list"):
        return list(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)
