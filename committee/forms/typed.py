"""What somebody typed into a form that can no longer be taken, to be shown back to them: nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django import forms

from committee.forms.edit_conflict import words_of

AGAIN = "{name} (choose the file again)"


@dataclass(frozen=True, slots=True)
class Typed:
    """One field that was filled in: its label, and what was typed as the form says it."""

    label: str
    text: str


def typed_into(form: forms.BaseForm | None) -> list[Typed]:
    """What a bound form was sent with, field by field; hidden and empty fields left out."""
    if form is None or not form.is_bound:
        return []
    texts = [(str(field.label), _text(form, field)) for field in form.visible_fields()]
    return [Typed(label, text) for label, text in texts if text]


def _text(form: forms.BaseForm, bound: forms.BoundField) -> str:
    if isinstance(bound.field, forms.FileField):
        file = form.files.get(bound.html_name)
        return AGAIN.format(name=file.name) if file else ""
    data = bound.data
    if data in (None, "", [], [""]) or isinstance(data, bool):
        return ""
    try:
        return words_of(bound.field, _plain(bound.field.clean(data)))
    except forms.ValidationError:
        return " ".join(str(part) for part in (data if isinstance(data, list | tuple) else [data]))


def _plain(value: Any) -> Any:
    """A row as its id, rows as theirs."""
    if hasattr(value, "values_list"):
        return list(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)
