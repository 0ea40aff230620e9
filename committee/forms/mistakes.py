"""Forms about what was recorded by mistake: a reason to strike it out, and the particulars that were wrong."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator

from committee.forms.committees import AppointForm, although_scrutinising_field
from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, PeriodForm, PersonField, RecordField, field_of
from committee.models import Division, Person, PoliticalGroup, Portfolio
from committee.models.dated import Dated
from committee.register.merging import is_both_sides
from committee.wording.dates import full_date

NOBODY_ELSE = "Shown in the history, which only the committee team and administrators can see."


def why_field(label: str) -> forms.CharField:
    """Why something is struck out or corrected."""
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=NOBODY_ELSE,
        error_messages={"required": "Enter the reason."},
    )


class StrikeOutForm(ActForm):
    """The reason for which something is struck out."""

    button = "Remove entry"
    warns = True
    reason = why_field("Why is it removed?")


class MergeForm(ActForm):
    """Who the same person is, how that is known, and of two on both sides of scrutiny whether that is true."""

    button = "Merge the two entries"
    warns = True
    into = PersonField(
        label="Who is the same person?", help_text="The entry you choose is kept, with its name and web address."
    )
    reason = why_field("How do you know they are the same person?")
    although_scrutinising = although_scrutinising_field()

    def __init__(self, *args: Any, person: Person, alike: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, initial={"into": alike[0].pk} if len(alike) == 1 else {}, **kwargs)
        field_of(self, "into").queryset = Person.objects.exclude(pk=person.pk).by_surname()
        into = self._chosen()
        if into is None or not is_both_sides(person, into):
            del self.fields["although_scrutinising"]

    def _chosen(self) -> Person | None:
        try:
            return cast(Person | None, self.fields["into"].clean(self["into"].value()))
        except forms.ValidationError:
            return None


class CorrectForm(BegunForm, PeriodForm):
    """The dates of a row, what else may be corrected of it, and the reason."""

    button = "Save correction"
    last = ("since", "until", "reason")
    reason = why_field("Why is it corrected?")

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.put_last(self.last)


class CorrectSeatForm(CorrectForm):
    """A seat: what it is called, and its dates."""

    role_name = AppointForm.base_fields["role_name"]
    although_scrutinising = although_scrutinising_field()

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if not row.committee.is_executive:
            del self.fields["although_scrutinising"]


class CorrectTermForm(CorrectForm):
    """A councillor's time: the division, and its dates."""

    division = RecordField(queryset=Division.objects.all(), required=False, empty_label="No division")


class CorrectGroupForm(CorrectForm):
    """A political group, and the dates of membership."""

    group = RecordField(queryset=PoliticalGroup.objects.all(), label="Political group", empty_label=None)


class CorrectPostForm(CorrectForm):
    """A post's title, and its dates."""

    title = forms.CharField(label="Post", max_length=120)


class CorrectPortfolioForm(CorrectForm):
    """Which portfolio, and its dates."""

    portfolio = RecordField(queryset=Portfolio.objects.all(), empty_label=None)
    although_scrutinising = although_scrutinising_field()


class RenameForm(BegunForm, ActForm):
    """The name of a division, a group or a portfolio; of a group the short one too."""

    button = "Save name"
    name = forms.CharField()
    short_name = forms.CharField(max_length=20, required=False, help_text="For tables, for example Lab.")

    def __init__(self, *args: Any, row: Division | PoliticalGroup | Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        most = row._meta.get_field("name").max_length
        field_of(self, "name").max_length = most
        self.fields["name"].validators.append(MaxLengthValidator(most))
        if not isinstance(row, PoliticalGroup):
            del self.fields["short_name"]


CORRECTING: dict[str, type[CorrectForm]] = {
    "seat": CorrectSeatForm,
    "division": CorrectTermForm,
    "group": CorrectGroupForm,
    "post": CorrectPostForm,
    "portfolio": CorrectPortfolioForm,
}


def facts_of(record: Dated, text: str) -> list[tuple[str, str]]:
    """Return the facts of a register row, as the pages about its correction list them."""
    until = full_date(record.until) if record.until else "now"
    return [("Recorded", text), ("Dates", f"{full_date(record.since)} to {until}")]
