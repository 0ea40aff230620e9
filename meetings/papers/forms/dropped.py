"""The form of many files dropped on an agenda: a row each says where it goes, what it is, and who may read it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import formset_factory

from committee.forms.fields import ActForm, field_of, titled
from meetings.models import Access, AgendaItem, DroppedFile, Paper, PaperKind
from meetings.papers.dropping import Row
from meetings.papers.forms.fields import PaperFilesField
from meetings.papers.matching import guesses

WHO = [
    (Access.OPEN.value, "Open to the public once published"),
    (Access.WITHHELD.value, "Withheld: grounds to be given later"),
]
NEW = [("new:1", "A new item in Part One"), ("new:2", "A new item in Part Two")]
OPEN_IN_PART_TWO = "{item} is in Part Two. Choose “Withheld”. You can make the paper open later."


class DropForm(ActForm):
    """Files for one agenda."""

    button = "Upload files"
    papers = PaperFilesField(label="Choose files")


class DroppedRowForm(forms.Form):
    """What becomes of one file."""

    file = forms.IntegerField(widget=forms.HiddenInput)
    goes_to = forms.ChoiceField(label="Agenda item", required=False)
    title = titled(required=False)
    kind = forms.ChoiceField(label="What is it?", choices=PaperKind, required=False)
    access = forms.ChoiceField(label="Who can read it?", choices=WHO, required=False)
    left_out = forms.BooleanField(label="Delete this file", required=False)
    # What is needed depends on the first answer, so "optional" beside a field would mislead.
    hide_optional = True

    def __init__(
        self, *args: Any, items: Sequence[AgendaItem], missing: Sequence[Paper], dropped: dict[int, DroppedFile],
        doubts: dict[int, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.items, self.missing = {item.pk: item for item in items}, {paper.pk: paper for paper in missing}
        self.dropped = dropped.get(self._number())
        self.doubt = doubts.get(self._number(), "")
        field_of(self, "goes_to").choices = [("", "Choose an item"), *_places(items, missing), *NEW]

    def _number(self) -> int:
        value = str((self.data.get(self.add_prefix("file")) if self.is_bound else self.initial.get("file")) or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0

    @property
    def filename(self) -> str:
        """The name of the file, as it was chosen."""
        return self.dropped.filename if self.dropped else "This file"

    def clean(self) -> dict[str, Any]:
        """Ask for an item and a title where a paper is to be added."""
        data = super().clean() or {}
        if data.get("left_out") or "goes_to" in self.errors:
            return data
        where, _, number = data.get("goes_to", "").partition(":")
        if not where:
            self.add_error("goes_to", "Choose the item that the file belongs to, or delete the file.")
        elif where != "paper":
            if not data.get("title") and "title" not in self.errors:
                self.add_error("title", "Enter the title.")
            item = self.items[int(number)] if where == "item" else None
            if (item.part if item else int(number)) == 2 and data.get("access") == Access.OPEN:
                self.add_error("access", OPEN_IN_PART_TWO.format(item=f"Item {item.number}" if item else "It"))
        return data

    @property
    def new_part(self) -> int:
        """The part of the agenda in which a new item is made for the file; 0 where none is."""
        where, _, number = self.cleaned_data["goes_to"].partition(":")
        return int(number) if where == "new" and not self.cleaned_data["left_out"] else 0

    @property
    def row(self) -> Row:
        """Form data as the verb takes it."""
        data = self.cleaned_data
        where, _, number = data["goes_to"].partition(":")
        return Row(
            file=data["file"],
            filename=self.filename,
            item=self.items[int(number)] if where == "item" else None,
            paper=self.missing[int(number)] if where == "paper" else None,
            title=data["title"],
            kind=data["kind"] or PaperKind.REPORT,
            access=data["access"] or Access.WITHHELD,
            left_out=data["left_out"],
        )


def _places(items: Sequence[AgendaItem], missing: Sequence[Paper]) -> list[tuple[str, Any]]:
    """Return each item, followed by the missing papers under it."""
    places: list[tuple[str, Any]] = []
    for item in items:
        places.append((f"item:{item.pk}", _short(f"{item.number}. {item.title}")))
        places += [
            (f"paper:{paper.pk}", _short(f"{item.number}. {item.title}: “{paper.title}” (expected)"))
            for paper in missing
            if paper.item_id == item.pk
        ]
    return places


def _short(words: str) -> str:
    return words if len(words) <= 110 else f"{words[:109]}…"


DroppedFormSet = formset_factory(DroppedRowForm, extra=0, max_num=60, validate_max=True, absolute_max=60)


def dropped_forms(
    data: Any, dropped: Sequence[DroppedFile], items: Sequence[AgendaItem], missing: Sequence[Paper]
) -> forms.BaseFormSet[Any]:
    """Return the rows for these files, each with the guess from its name as first answer."""
    made = guesses([file.filename for file in dropped], items, missing)
    initial = [
        {"file": file.pk, "goes_to": guess.goes_to, "title": guess.title, "kind": guess.kind, "access": guess.access}
        for file, guess in zip(dropped, made, strict=True)
    ]
    doubts = {file.pk: guess.doubt for file, guess in zip(dropped, made, strict=True)}
    about = {"items": items, "missing": missing, "dropped": {file.pk: file for file in dropped}, "doubts": doubts}
    return DroppedFormSet(data, initial=initial, prefix="rows", form_kwargs=about)
