"""Forms of papers: details, access and file of a paper; many files at once; text versions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.formsets import formset_factory

from committee.acts.refusal import Refused
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, RecordField, field_of, long_text, titled
from meetings.models import Access, AgendaItem, DroppedFile, Paper, PaperKind
from meetings.papers.dropping import Row
from meetings.papers.fields import ConvertedForm, OfficerField, PaperFileField, PaperFilesField, officers
from meetings.papers.matching import guesses
from meetings.papers.text_versions import words_of
from meetings.papers.withholding import is_published
from meetings.withholding import ACCESS_FIELDS, AccessFields

# Fields that can still be changed once the paper is published.
CHANGEABLE = ("owner", "recommendations")


class PaperForm(BegunForm, AccessFields):
    """Details of a paper: title, kind, owner, access, the paper that it belongs to; for a new paper also its file."""

    title = titled()
    kind = forms.ChoiceField(label="What is it?", choices=PaperKind, initial=PaperKind.REPORT)
    file = PaperFileField(
        label="The file",
        required=False,
        help_text="Leave this blank if the paper has not been received: its author is then reminded.",
    )
    owner = OfficerField(label="Author", help_text="The owner of the item, unless you choose someone else.")
    due_on = DayField(label="Date due (optional)", required=False)
    to_follow = forms.BooleanField(
        label=("It will follow after the agenda is published"),
        required=False,
        help_text="The agenda then prints “To Follow”.",
    )
    background_papers = long_text(
        "Background papers",
        most=4000,
        required=False,
        hint="The list required by section 100D, one on each line; “None” if there are none. Do not list "
        "published works or anything exempt.",
    )
    recommendations = long_text(
        "Recommendations",
        most=8000,
        required=False,
        hint="What the report recommends, one on each line, as in the report. The meeting can then agree them "
        "in one step.",
    )
    appendix_of = RecordField(
        label="Is it an appendix?", queryset=Paper.objects.none(), required=False, empty_label="No"
    )
    open_version = RecordField(
        label="Is there an open version of it?",
        queryset=Paper.objects.none(),
        required=False,
        empty_label="No",
        help_text="The paper for this item that the public can read instead.",
    )

    def __init__(self, *args: Any, item: AgendaItem, today: dt.date, row: Paper | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, other_ground=item.meeting.committee.other_ground, **kwargs)
        if row is None and item.part == 2:
            self.initial.setdefault("access", Access.WITHHELD)
        others = Paper.objects.filter(item=item)
        if row:
            others = others.exclude(pk=row.pk)
            del self.fields["file"]
        if row and row.state not in ("due", "to_follow"):
            del self.fields["to_follow"]
        field_of(self, "appendix_of").queryset = others.filter(appendix_of__isnull=True)
        field_of(self, "appendix_of").label_from_instance = lambda one: f"Yes, of “{one.title}”"
        field_of(self, "open_version").queryset = others.filter(access=Access.OPEN)
        field_of(self, "open_version").label_from_instance = lambda one: f"Yes, “{one.title}”"
        # A form opened before publication keeps its fields, so that typed values are shown again with the refusal.
        if row and is_published(row) and "title" not in self.data:
            self.fields = {name: field for name, field in self.fields.items() if name in (*CHANGEABLE, "began_from")}
        field_of(self, "owner").queryset = officers(today, [row.owner_id] if row else [])

    @classmethod
    def values_of(cls, row: Paper) -> dict[str, Any]:
        """Return the paper's values without its file, for which there is another form."""
        values = super().values_of(row)
        del values["file"]
        return values | {"paragraphs": row.paragraph_numbers, "to_follow": row.state == "to_follow"}

    def clean(self) -> dict[str, Any]:
        """Add an error to each value that contradicts another value."""
        data = super().clean()
        if data.get("file") and data.get("to_follow"):
            self.add_error("to_follow", "It cannot be “to follow” because its file has been uploaded.")
        if data.get("open_version") and data.get("access") == Access.OPEN:
            self.add_error("open_version", "Only an exempt or confidential paper has an open version beside it.")
        return data

    @property
    def details(self) -> dict[str, Any]:
        """Arguments for `edit_paper`."""
        others = {*ACCESS_FIELDS, "file", "to_follow"}
        return {name: value for name, value in self.cleaned_data.items() if name not in others}


class UploadForm(ActForm):
    """The file of one paper."""

    button = "Upload"
    file = PaperFileField(label="The file")

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the verb, with the bytes of the file and its name."""
        data = dict(self.cleaned_data)
        upload = data.pop("file")
        return data | {"data": upload.read(), "filename": upload.name}


class CorrectPaperForm(UploadForm):
    """The corrected file of a published paper, and the reason."""

    button = "Upload corrected paper"
    file = PaperFileField(label="The corrected file")
    reason = long_text(
        "What is corrected, and why?",
        most=500,
        hint="Shown to everyone beside the paper that it replaces.",
        needed="Enter what is corrected, and why.",
    )


class UploadsForm(ActForm):
    """Files for an item: each becomes a new paper, or a single file becomes the file of a missing paper."""

    button = "Upload"
    pdfs = PaperFilesField(label="Files", help_text="You can choose several files. Each becomes a paper for this item.")
    paper = RecordField(
        label="Which paper is it?", queryset=Paper.objects.none(), required=False, empty_label="A new one"
    )

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = Paper.objects.filter(item=item).missing()
        field_of(self, "paper").queryset = missing
        field_of(self, "paper").label_from_instance = lambda one: f"{one.title} ({one.get_state_display().lower()})"
        if not missing:
            del self.fields["paper"]
        elif len(missing) == 1:
            self.fields["paper"].initial = missing[0].pk

    def clean(self) -> dict[str, Any]:
        """Add an error where several files are chosen for one missing paper."""
        data = super().clean() or {}
        if data.get("paper") and len(data.get("pdfs") or []) > 1:
            self.add_error("paper", "Choose one file for a paper that is due, or “A new one” for several.")
        return data


class LeaveForm(ActForm):
    """The proper officer's leave for one person to read one withheld paper."""

    button = "Give access"
    person = PersonField(label="Who needs to know?")
    reason = long_text("Why do they need to know?", most=500, needed="Enter why this person needs to know.")


class BackgroundForm(ConvertedForm):
    """A background document (LGA 1972 s.100D): its title and its file."""

    button = "Add document"
    title = forms.CharField(label="What is it called?", max_length=250, help_text="As in the report’s own list.")
    file = PaperFileField(label="The file")


WHO = [
    (Access.OPEN.value, "Open to the public once published"),
    (Access.WITHHELD.value, "Withheld: grounds to be given later"),
]
NEW = [("new:1", "A new item in Part One"), ("new:2", "A new item in Part Two")]
OPEN_IN_PART_TWO = "{item} is in Part Two. Choose “Withheld”. You can make the paper open later."


class DropForm(ActForm):
    """Files dropped on one agenda."""

    button = "Upload files"
    papers = PaperFilesField(label="Choose files")


class DroppedRowForm(forms.Form):
    """The decision on a file that was dropped on the agenda: its item, title, kind and access, or its deletion."""

    file = forms.IntegerField(widget=forms.HiddenInput)
    goes_to = forms.ChoiceField(label="Agenda item", required=False)
    title = titled(required=False)
    kind = forms.ChoiceField(label="What is it?", choices=PaperKind, required=False)
    access = forms.ChoiceField(label="Who can read it?", choices=WHO, required=False)
    left_out = forms.BooleanField(label="Delete this file", required=False)
    # The first answer decides which fields are required, so "optional" beside a label would mislead.
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
        """The name of the file when it was uploaded."""
        return self.dropped.filename if self.dropped else "This file"

    def clean(self) -> dict[str, Any]:
        """Require an item for a file that is not deleted, and for a new paper a title and an access that fits."""
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
        """The part (1 or 2) in which a new item is to be added for the file; 0 for no new item."""
        where, _, number = self.cleaned_data["goes_to"].partition(":")
        return int(number) if where == "new" and not self.cleaned_data["left_out"] else 0

    @property
    def row(self) -> Row:
        """The decision as a Row, for `hand_in_dropped`."""
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
    """Return the choices of `goes_to`, as (value, label): each item, followed by its missing papers."""
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
    """Return a formset with a form per file, whose initial values are the guess from the file's name."""
    made = guesses([file.filename for file in dropped], items, missing)
    initial = [{"file": file.pk, **asdict(guess)} for file, guess in zip(dropped, made, strict=True)]
    doubts = {file.pk: guess.doubt for file, guess in zip(dropped, made, strict=True)}
    about = {"items": items, "missing": missing, "dropped": {file.pk: file for file in dropped}, "doubts": doubts}
    return DroppedFormSet(data, initial=initial, prefix="rows", form_kwargs=about)


class PageTextForm(forms.Form):
    """The text version of one page."""

    text = forms.CharField(
        strip=False,
        widget=forms.Textarea({"rows": 16, "spellcheck": "true"}),
        help_text="Write everything on the page, in reading order. For a chart, give its figures and what they "
        "show. Leave a blank line between paragraphs. Start a line with “- ” for a list.",
        error_messages={"required": "Enter the text of the page."},
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: int, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = f"Text of page {page}"
        if language:
            self.fields["text"].widget.attrs["lang"] = language
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_text(self) -> str:
        """Return the text as it will be stored."""
        try:
            return words_of(self.cleaned_data["text"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.text) from None


class PageForm(forms.Form):
    """The choice of a page of a file, by its number."""

    page = forms.IntegerField(
        label="Page number", min_value=1, widget=forms.NumberInput({"class": "govuk-input--width-3"})
    )

    def __init__(self, *args: Any, pages: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        self.fields["page"].error_messages["invalid"] = "Enter a page number, such as 3."
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_page(self) -> int:
        """Return the page number. Raises ValidationError where the file has no such page."""
        page = self.cleaned_data["page"]
        if page > self.pages:
            raise forms.ValidationError(f"The file has {self.pages} page{'' if self.pages == 1 else 's'}.")
        return cast(int, page)
