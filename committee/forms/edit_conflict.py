"""
A form that never overwrites somebody else's change without asking.

The form has a hidden field with a mark (a short hash) of each field's value when the form was opened. When the form is
sent, these marks are compared with the values that are stored at that time.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.forms.formsets import BaseFormSet
from django.http import QueryDict

from committee.acts import audit
from committee.acts.locking import held_first, lock_first
from committee.acts.refusal import Refused
from committee.forms.fields import INCOMPLETE, fill_in, suffixes
from committee.models import AuditEntry, User
from committee.wording.dates import clock_time, date_time, long_date

NOTHING = "Nothing"
# SECURITY: fields for a text that the public reads in place of the title or heading. A form that arrives without such a
# field is refused, because saving an empty text would make the real title or heading public.
WORDS_INSTEAD = {"public_title", "public_heading"}
MEANWHILE = (
    "{who} has changed this since you opened this page, and nothing is saved yet. The current "
    "version is below. Where you "
    "wrote something too, yours is still in the form. Save again to put it in place of theirs."
)
BY_YOU = (
    "You have changed this since you opened this page, perhaps in another tab, and nothing is saved yet. The current "
    "version is below. Where you wrote something else here, it is still in the form. Save again to replace the "
    "current version."
)
PUBLISHED_SINCE = (
    "This has been published since you opened this page, and nothing is saved yet. What you save now is public "
    "immediately. Save again to change it."
)
UNMARKED = (
    "This form came without part of its page, and nothing is saved yet. The current version is below where it differs "
    "from yours, which is still in the form. Save again to put yours in its place."
)
PUBLISHED = "published"
GONE = "Someone has removed this. What you wrote is still in the form. Copy it if you need it."


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A field that somebody else has changed: its `label` and its saved value as `text`.

    `anchor` is the id of the field in the page; "" for a hidden field.
    """

    label: str
    text: str
    anchor: str


class BegunForm(forms.Form):
    """
    A form of a row that several people may change. Its view saves it with the function `saved`, which checks the marks.

    A view that does not use `saved` locks the row and calls `refuse_unseen` itself. The form begins with
    `values_of(row)`. A `row` that is not in the database yet is not checked. Locks are taken in the order of the verbs
    (`committee.acts.locking`), so that no two transactions block each other. `meanwhile` is the message if somebody
    else has changed the row, `by_you` if the user has.

    SECURITY: a form may have been shown before a paper was made exempt. Without the check, saving the form would make
    the paper public again.
    """

    by_you, meanwhile = BY_YOU, MEANWHILE
    button: str
    new_button = ""  # in place of `button` where there is no row yet
    began_from = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: models.Model | None = None, **kwargs: Any) -> None:
        self.row = row if row is not None and row.pk else None
        if row is not None:
            kwargs.setdefault("initial", self.values_of(row))
        if self.row is None and self.new_button:
            self.button = self.new_button
        super().__init__(*args, **kwargs)
        publications = "" if self.row is None else f" {PUBLISHED}:{_count_publications(self.row)}"
        self.initial["began_from"] = marks_of(self.initial) + publications
        self.kept_now: list[Kept] = []
        self._began_from = ""
        self.sender: User | None = None

    def clean(self) -> dict[str, Any]:
        """
        Return the data without the field of the marks, which is no argument of a verb.

        Reports an error where the form was opened with a field of WORDS_INSTEAD but sent without it.
        """
        cleaned = super().clean() or self.cleaned_data
        self._began_from = cleaned.pop("began_from", "")
        for name in WORDS_INSTEAD & self.fields.keys() & self.began_marks.keys():
            if self[name].data is None:
                self.add_error(name, INCOMPLETE)
        return cleaned

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """Return the form's first values by field: the value of each column of `row` with the name of a field."""
        columns = {field.name: field.attname for field in row._meta.concrete_fields}
        return {name: getattr(row, columns[name]) for name in cls.base_fields if name in columns}

    def refuse_overwriting(self) -> None:
        """
        Raise Refused if the row was changed, published or removed after the form was opened.

        The row, or its parent, is locked first, until the transaction ends.
        """
        if self.row is None:
            if set(self.began_marks) & set(self.fields) - set(self.initial):
                fill_in(self, began_from=marks_of(self.initial))
                raise Refused(GONE)
            return
        lock_first(self.row)
        now = type(self.row)._base_manager.filter(pk=self.row.pk).first()
        if now is None:
            raise Refused(GONE)
        self._refuse_published_since(now)
        self.refuse_unseen(self.values_of(now), audit.trail_of(now).select_related("by").first())

    def _refuse_published_since(self, now: models.Model) -> None:
        # SECURITY: without this check, a text typed for a few readers would be public once the row is published.
        before, count = self.began_marks.get(PUBLISHED, ""), _count_publications(now)
        if before.isdecimal() and int(before) < count:
            fill_in(self, began_from=self._began_from.replace(f"{PUBLISHED}:{before}", f"{PUBLISHED}:{count}"))
            raise Refused(PUBLISHED_SINCE)

    def refuse_unseen(self, now: Mapping[str, Any], last: AuditEntry | None) -> None:
        """Call `refuse_written` with the author of `last`, the row's last entry in the trail; None if it has none."""
        self.refuse_written(now, last.by if last else None, last.by_name if last else "Someone")

    def refuse_written(self, now: Mapping[str, Any], by: User | None, name: str) -> None:
        """
        Raise Refused where a field's value `now` is neither the value when the form was opened nor the typed value.

        The form then shows the present value in every field that the user did not change, and the typed value in every
        other field, so that the user saves again knowingly. `by` is the user who saved the row last, `name` their name.
        A field without a mark counts as changed where its present value differs from the typed value.
        """
        began = self.began_marks
        names = [field for field in now if field in self.fields]
        mine = {field: mark_of(self.cleaned_data.get(field)) for field in names}
        changed = [field for field in names if mark_of(now[field]) not in (began.get(field), mine[field])]
        if not changed:
            return
        self.kept_now = [
            Kept(
                str(self[field].label),
                words_of(self.fields[field], now[field]),
                "" if self[field].is_hidden else self[field].id_for_label,
            )
            for field in changed
        ]
        publications = f" {PUBLISHED}:{began[PUBLISHED]}" if PUBLISHED in began else ""
        fill_in(self, began_from=marks_of(now) + publications)
        for field in changed:
            if mine[field] == began.get(field):
                self._put(field, now[field])
        theirs = self.by_you if by and by == self.sender else self.meanwhile.format(who=name)
        raise Refused(theirs if began else UNMARKED)

    @property
    def began_marks(self) -> dict[str, str]:
        """The sent marks, by field, of the values when the form was opened; {} where the form sent no marks."""
        return dict(part.split(":", 1) for part in self._began_from.split() if ":" in part)

    def _put(self, name: str, value: Any) -> None:
        """Show `value` in a field of the bound form."""
        sent, widget = self.add_prefix(name), self.fields[name].widget
        data = cast(QueryDict, self.data)  # a copy that `fill_in` made, so it may be changed
        if isinstance(widget, forms.MultiWidget):
            for part, piece in zip(suffixes(widget), widget.decompress(value) or (), strict=True):
                data[sent + part] = piece
        else:
            data.setlist(sent, list(value) if isinstance(value, list | tuple) else [value])


def saved[Done](form: forms.BaseForm | BaseFormSet[Any], act: Callable[[], Done], *, sender: object = None) -> Done:
    """
    Return the result of `act`, which saves `form`. Raise Refused where the row was changed after the form was opened.

    The check and the act are one transaction. Only a BegunForm is checked. `sender` is the signed-in user.
    """
    if not isinstance(form, BegunForm) or form.row is None:
        if isinstance(form, BegunForm):
            form.refuse_overwriting()
        return act()
    form.sender = sender if isinstance(sender, User) else None
    with transaction.atomic():
        form.refuse_overwriting()
        return act()


def _count_publications(row: models.Model) -> int:
    """Count which of the columns `published_at` and `is_public` are set, in the row and in its meeting or review."""
    return sum(
        bool(getattr(record, name, None)) for record in {row, held_first(row)} for name in ("published_at", "is_public")
    )


def marks_of(values: Mapping[str, Any]) -> str:
    """Return the marks of `values`, each after its field's name: "title:1a2b3c4d notes:5e6f7a8b"."""
    return " ".join(f"{name}:{mark_of(value)}" for name, value in values.items())


def mark_of(value: Any) -> str:
    """Return a short hash of a value, the same for a stored value and for the same value typed into a form."""
    value = list(value) if isinstance(value, models.QuerySet) else getattr(value, "pk", value)
    if isinstance(value, list | tuple):
        value = ", ".join(sorted(str(getattr(item, "pk", item)) for item in value))
    if isinstance(value, dt.datetime):
        value = value.timestamp()
    plain = "" if value is None else " ".join(str(value).split())
    return sha256(plain.encode()).hexdigest()[:8]


def words_of(field: forms.Field, value: Any) -> str:
    """Return `value` in words, as `field` shows it. If there are several choices, each is on its own line."""
    if isinstance(value, bool):
        return cast(str, dict(getattr(field, "choices", ())).get(str(value), "Yes" if value else "No"))
    if value in (None, "", (), []):
        return NOTHING
    if isinstance(value, dt.datetime):
        return date_time(value)
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, dt.time):
        return clock_time(value)
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
        rows = field.queryset.model._base_manager.filter(pk__in=value if isinstance(value, list | tuple) else [value])
        return "\n".join(field.label_from_instance(row) for row in rows) or NOTHING
    labels = dict(getattr(field, "choices", ()))
    several = value if isinstance(value, list | tuple) else [value]
    return "\n".join(str(labels.get(choice, choice)) for choice in several)
