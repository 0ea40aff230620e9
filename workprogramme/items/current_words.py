"""What an item says now, field by field, for one who wrote while somebody else changed it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from committee.dates import long_date
from workprogramme.items.rewriting import WRITTEN
from workprogramme.items.verbs import LeadDraft, leads_of
from workprogramme.models import LeadRole, ProgrammeItem

NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class Kept:
    """One field whose words now are not those that were typed; `anchor` is where the typed ones stand."""

    label: str
    text: str
    anchor: str


def kept_now(form: forms.Form, item: ProgrammeItem, leads: Iterable[LeadDraft]) -> list[Kept]:
    """The fields of a cleaned `form` in which `item` says now something else than was typed, in their order."""
    said = form.cleaned_data
    found = [
        Kept(str(form[name].label), _words(form.fields[name], value), form[name].id_for_label)
        for name in form.fields
        if name in WRITTEN and not _same(value := getattr(item, name), said.get(name))
    ]
    if (now := leads_of(item)) != list(leads):
        names = [f"{LeadRole(lead.role).label}: {lead.person or lead.name}" for lead in now]
        found.append(Kept("Who leads it", "\n".join(names) or NOTHING, "leads"))
    return found


def _same(kept: Any, typed: Any) -> bool:
    if isinstance(kept, str) and isinstance(typed, str):
        return kept.split() == typed.split()
    return (kept or None) == (typed or None)


def _words(field: forms.Field, value: Any) -> str:
    """The value as the form says it."""
    if value in (None, ""):
        return NOTHING
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))
