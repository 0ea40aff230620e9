"""Forms of papers: what it is, who may read it, its file."""

import datetime as dt
from typing import Any

from django import forms

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PersonField, RecordField, field_of, long_text, titled
from committee.models import Person
from meetings.models import Access, AgendaItem, Paper, PaperKind
from meetings.papers.forms.fields import ConvertedForm, OfficerField, PaperFileField, PaperFilesField, officers
from meetings.papers.withholding import is_published
from meetings.withholding import ACCESS_FIELDS, AccessFields

# Of a paper that is published.
CHANGEABLE = ("owner", "recommendations")


class PaperForm(BegunForm, AccessFields):
    """A paper: what it is, who owes it, who may read it, what it belongs to; on a new one also its file."""

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

    def __init__(self, *args: Any, item: AgendaItem, today: dt.date, paper: Paper | None = None, **kwargs: Any) -> None:
        if paper:
            kwargs.setdefault("initial", initial_of(paper))
        super().__init__(*args, **kwargs)
        self.paper = paper
        if paper is None and item.part == 2:
            self.initial.setdefault("access", Access.WITHHELD)
        others = Paper.objects.filter(item=item)
        if paper:
            others = others.exclude(pk=paper.pk)
            del self.fields["file"]
        if paper and paper.state not in ("due", "to_follow"):
            del self.fields["to_follow"]
        field_of(self, "appendix_of").queryset = others.filter(appendix_of__isnull=True)
        field_of(self, "appendix_of").label_from_instance = lambda one: f"Yes, of “{one.title}”"
        field_of(self, "open_version").queryset = others.filter(access=Access.OPEN)
        field_of(self, "open_version").label_from_instance = lambda one: f"Yes, “{one.title}”"
        # A form from before publication keeps all that was typed, and its verb says why it is not saved.
        if paper and is_published(paper) and "title" not in self.data:
            self.fields = {name: field for name, field in self.fields.items() if name in (*CHANGEABLE, "began_from")}
        owner = Person.objects.filter(pk=paper.owner_id) if paper and paper.owner_id else None
        field_of(self, "owner").queryset = officers(today, owner)

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself."""
        data = super().clean()
        if data.get("file") and data.get("to_follow"):
            self.add_error("to_follow", "It cannot be “to follow” because its file has been uploaded.")
        if data.get("open_version") and data.get("access") == Access.OPEN:
            self.add_error("open_version", "Only an exempt or confidential paper has an open version beside it.")
        return data

    @property
    def details(self) -> dict[str, Any]:
        """Arguments for `edit_paper`."""
        names = (
            "title",
            "kind",
            "owner",
            "due_on",
            "background_papers",
            "recommendations",
            "appendix_of",
            "open_version",
        )
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


def initial_of(paper: Paper) -> dict[str, Any]:
    """Return the initial values of a paper's form."""
    names = (*ACCESS_FIELDS, "title", "kind", "due_on", "background_papers", "recommendations")
    values = {name: getattr(paper, name) for name in names}
    return values | {
        "paragraphs": paper.paragraph_numbers,
        "owner": paper.owner_id,
        "appendix_of": paper.appendix_of_id,
        "open_version": paper.open_version_id,
        "to_follow": paper.state == "to_follow",
    }


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
    """The corrected file of a published paper, and what was wrong."""

    button = "Upload corrected paper"
    file = PaperFileField(label="The corrected file")
    reason = long_text(
        "What is corrected, and why?",
        most=500,
        hint="Shown to everyone beside the paper that it replaces.",
        needed="Enter what is corrected, and why.",
    )


class UploadsForm(ActForm):
    """Files dropped on an item: each becomes a paper, or the file of the one that is missing."""

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
        """One missing paper has one file."""
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
    """A background document (LGA 1972 s.100D): what it is called, and its file."""

    button = "Add document"
    title = forms.CharField(label="What is it called?", max_length=250, help_text="As in the report’s own list.")
    file = PaperFileField(label="The file")
