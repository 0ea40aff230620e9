"""A form that says what it began from, field by field, so that saving it takes back nothing written meanwhile."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms

from committee.law.clear_days import long_date
from committee.models import AuditEntry
from committee.refusal import Refused

NOTHING = "Nothing"
MEANWHILE = (
    "{who} has changed this since you opened this page, and nothing is saved yet. What it says now is below. Where you "
    "wrote something too, yours is still in the form. Save again to put it in place of theirs."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One field that says now something else than was typed; `anchor` is where it stands in the form."""

    label: str
    text: str
    anchor: str


class BegunForm(forms.Form):
    """
    A form of a row that more than one may change; its view asks `refuse_unseen` with the row held, before it saves.

    SECURITY: a form that was opened while a paper was open would else open it again after it was made exempt.
    """

    began_from = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["began_from"] = _marks(self.initial)
        self.kept_now: list[Kept] = []

    def refuse_unseen(self, now: Mapping[str, Any], last: AuditEntry | None) -> None:
        """
        Raise Refused where a field says `now` neither what it said when the form was opened nor what was typed.

        The form then holds what stands now in every field that was left alone, and what was typed in the others, so
        that saving it again is done knowingly. `last` is the last act on the row. A form without its mark (one opened
        before there were any) passes.
        """
        began = dict(part.split(":", 1) for part in self.cleaned_data["began_from"].split() if ":" in part)
        names = [name for name in now if name in self.fields and name in began]
        changed = [name for name in names if _mark(now[name]) not in (began[name], _mark(self.cleaned_data.get(name)))]
        if not changed:
            return
        self.kept_now = [
            Kept(str(self[name].label), _words(self.fields[name], now[name]), self[name].id_for_label)
            for name in changed
        ]
        self.data = self.data.copy()
        self.data["began_from"] = _marks(now)
        for name in changed:
            if _mark(self.cleaned_data.get(name)) == began[name]:
                several = isinstance(now[name], list | tuple)
                self.data.setlist(self.add_prefix(name), list(now[name]) if several else [now[name]])
        raise Refused(MEANWHILE.format(who=last.by_name if last else "Somebody"))


def _marks(values: Mapping[str, Any]) -> str:
    return " ".join(f"{name}:{_mark(value)}" for name, value in values.items())


def _mark(value: Any) -> str:
    """A short hash of a value, the same for one that is kept and for one that was typed."""
    value = getattr(value, "pk", value)
    if isinstance(value, list | tuple):
        value = " ".join(sorted(map(str, value)))
    plain = "" if value is None else " ".join(str(value).split())
    return sha256(plain.encode()).hexdigest()[:8]


def _words(field: forms.Field, value: Any) -> str:
    """The value as the form says it."""
    if isinstance(value, bool):
        return dict(getattr(field, "choices", ())).get(str(value), "Yes" if value else "No")
    if value in (None, "", (), []):
        return NOTHING
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first()
        return field.label_from_instance(row) if row else NOTHING
    said = dict(getattr(field, "choices", ()))
    several = value if isinstance(value, list | tuple) else [value]
    return "\n".join(str(said.get(one, one)) for one in several)
