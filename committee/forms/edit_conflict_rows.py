"""A formset that never overwrites somebody else's change without asking, as `edit_conflict` does for a form."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, ManagementForm, formset_factory

from committee.acts.refusal import Refused
from committee.forms.edit_conflict import UNMARKED, Kept, mark_of, words_of
from committee.forms.fields import fill_in
from committee.models import AuditEntry

LAST = 1000  # position of a form whose position is empty
MEANWHILE = (
    "{who} has changed this since you opened this page, and nothing is saved yet. The current "
    "version is below; what you "
    "wrote is still in the form. Bring the two together, then save again to put yours in place of theirs."
)


class TitledRowForm(forms.Form):
    """A row with a label (`title`) and a `text`: both are required, or both are empty. An empty row is left out."""

    position = forms.IntegerField(min_value=1, max_value=99, required=False)
    # Not called "label", because a row's cells are named after its fields and have a `label` already.
    title = forms.CharField(label="Label", max_length=60, required=False)
    no_title = "Enter a label."
    no_text: str

    def clean(self) -> dict[str, Any]:
        """Return the data; report a label without a text, or a text without a label, as an error."""
        data = super().clean() or {}
        if data.get("title") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", self.no_text)
        if data.get("text") and not data.get("title") and "title" not in self.errors:
            self.add_error("title", self.no_title)
        return data


def row_forms(row: type[forms.Form], rows: type[BaseFormSet[Any]], *, most: int, extra: int) -> type[BaseFormSet[Any]]:
    """Return the class of a formset with forms of class `row`: at most `most` of them, `extra` shown empty."""
    return formset_factory(row, formset=rows, extra=extra, max_num=most, validate_max=True, absolute_max=most)


class BegunRows(BaseFormSet[Any]):
    """
    A formset of rows that several people may change. The rows are ordered by their field `position`.

    The view locks the saved rows and calls `refuse_unseen` before it saves. `compared` names the fields to compare. A
    row whose first compared field is empty is not compared.
    """

    compared: Sequence[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_now: list[Kept] = []

    @cached_property
    def management_form(self) -> ManagementForm:
        """Django's management form, with the mark of the rows' first values."""
        form = super().management_form
        form.fields["began_from"] = forms.CharField(required=False, widget=forms.HiddenInput)
        form.initial["began_from"] = self._mark(self.initial or ())
        return form

    @property
    def in_order(self) -> list[forms.Form]:
        """The forms in the order of their positions; forms without a position come last, in the order typed."""
        placed = [(form.cleaned_data.get("position") or LAST, place, form) for place, form in enumerate(self.forms)]
        return [form for _, _, form in sorted(placed, key=lambda entry: entry[:2])]

    @property
    def typed(self) -> list[Mapping[str, Any]]:
        """The cleaned data of each row, in the order of `in_order`, to compare with the saved rows."""
        return [form.cleaned_data for form in self.in_order]

    def refuse_unseen(self, now: Sequence[Mapping[str, Any]], last: AuditEntry | None) -> None:
        """
        Raise Refused where the saved rows `now` are neither the rows when the form was opened nor the typed rows.

        The page then shows the saved rows beside the typed rows, so that the user saves again knowingly. `last` is the
        last trail entry about the rows. A formset sent without its mark counts as opened when there were no rows.
        """
        name = f"{self.management_form.prefix}-began_from"
        began = self.data.get(name, "")
        if self._mark(now) in (began, self._mark(self.typed)) or not (now or began):
            return
        self.kept_now = [
            Kept(f"Row {number}", self._words(row), self._anchor(number)) for number, row in enumerate(now, start=1)
        ]
        fill_in(self, **{name: self._mark(now)})
        self.management_form.data = self.data
        raise Refused(MEANWHILE.format(who=last.by_name if last else "Someone") if began else UNMARKED)

    def _mark(self, rows: Iterable[Mapping[str, Any]]) -> str:
        filled = [row for row in rows if row.get(self.compared[0])]
        return mark_of(" ".join(mark_of(row.get(name)) for row in filled for name in self.compared))

    def _words(self, row: Mapping[str, Any]) -> str:
        """Return a row in words, a line for each field that is not empty; the first field has no label."""
        fields = self.empty_form.fields
        texts = {
            name: words_of(fields[name], getattr(row[name], "pk", row[name])) for name in self.compared if row[name]
        }
        first = texts.pop(self.compared[0], "")
        return "\n".join(
            [first, *(f"{fields[name].label or name.capitalize()}: {text}" for name, text in texts.items())]
        )

    def _anchor(self, number: int) -> str:
        return self.forms[number - 1][self.compared[0]].id_for_label if number <= len(self.forms) else ""
