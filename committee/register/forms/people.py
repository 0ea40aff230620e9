"""Forms about people."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import (
    ActForm,
    BytesField,
    DayField,
    FileForm,
    PeriodForm,
    PersonField,
    RadioField,
    RecordField,
    field_of,
    long_text,
    short_text,
)
from committee.models import Division, Person, PoliticalGroup, Portfolio, PortfolioHolding, PortfolioRole, Seat
from committee.models.people import LONGEST_SURGERIES
from committee.register import photographs
from committee.register.corrections import CORRECTED
from committee.register.forms.committees import AppointForm, although_scrutinising_field
from committee.register.matching import what_is
from committee.register.merging import is_both_sides
from committee.wording.dates import full_date


class PersonForm(BegunForm, ActForm):
    """A name, as it is printed."""

    new_button = "Add this person"
    title = forms.CharField(
        max_length=40, required=False, help_text="Only if it is printed before the name, for example Rev Preb."
    )
    forename = forms.CharField(max_length=60)
    surname = forms.CharField(max_length=60)
    honours = forms.CharField(max_length=40, required=False, help_text="Printed after the name, for example MBE.")

    although_namesake = forms.BooleanField(label="This is a different person with the same name", required=False)

    def __init__(self, *args: Any, namesakes: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not namesakes:
            del self.fields["although_namesake"]
            return
        link = '<a class="govuk-link" href="{}">{}</a>'
        pairs = [
            (reverse("register:person", kwargs={"slug": namesake.slug}), what_is(namesake)) for namesake in namesakes
        ]
        links = format_html_join("; ", link, pairs)
        text = format_html("Already in the register: {}. Tick this only if it is none of them.", links)
        self.fields["although_namesake"].help_text = text


class PersonContactForm(BegunForm, ActForm):
    """How residents reach a member, as the member's public page says it."""

    email = forms.EmailField(
        label="Published email address",
        max_length=254,
        required=False,
        help_text="Residents see it. Leave it blank to have them write to the committee team.",
        error_messages={"invalid": "Enter an email address in the format name@example.com."},
    )
    surgeries = long_text(
        most=LONGEST_SURGERIES,
        rows=5,
        required=False,
        hint="When and where residents can meet the councillor without an appointment, a line for each.",
    )


class PhotographForm(FileForm):
    """A photograph of a member."""

    button = "Upload photograph"
    file = BytesField(
        label="Photograph",
        help_text="JPEG or PNG, 2 MB at most. Only the picture is kept: where and when it was taken is removed.",
        allow_empty_file=True,
        most=photographs.LARGEST,
        too_large=photographs.TOO_LARGE,
        accept=".jpg,.jpeg,.png,image/jpeg,image/png",
        needed="Choose a JPEG or PNG file.",
    )


class TermForm(PeriodForm):
    """A councillor's term of office for a division."""

    button = "Record as a councillor"
    division = RecordField(
        queryset=Division.objects.all(), required=False, empty_label="No division", help_text="Electoral division."
    )


class GroupForm(PeriodForm):
    """Membership of a political group."""

    button = "Record the group"
    group = RecordField(queryset=PoliticalGroup.objects.all(), label="Political group", empty_label="Choose a group")


class PostForm(PeriodForm):
    """An officer's post."""

    button = "Record the post"
    title = short_text("Post", most=120, hint="As printed on agendas, for example Director of Corporate Services.")
    is_proper_officer = forms.BooleanField(
        label="Signs agendas and notices as proper officer", required=False, help_text="LGA 1972 s.270(3)."
    )
    is_monitoring_officer = forms.BooleanField(
        label="Is the monitoring officer", required=False, help_text="Local Government and Housing Act 1989 s.5."
    )


class PortfolioHoldingForm(PeriodForm):
    """The portfolio of a Cabinet Member or of a Cabinet Support Member."""

    button = "Record the portfolio"
    portfolio = RecordField(queryset=Portfolio.objects.all(), empty_label="Choose a portfolio")
    role = RadioField(
        choices=PortfolioRole,
        initial=PortfolioRole.CABINET_MEMBER,
        option_hints={
            PortfolioRole.CABINET_MEMBER: "A member of the executive, who cannot sit on a scrutiny committee.",
            PortfolioRole.SUPPORT_MEMBER: "Helps a Cabinet Member and is not part of the executive.",
        },
    )
    although_scrutinising = although_scrutinising_field("in the Cabinet")


class EndForm(ActForm):
    """The last day of a term, group membership, post, seat or portfolio."""

    button = "Record the last day"
    on = DayField(label="Last day", help_text="That day is included.", initial=timezone.localdate)


class NameForm(BegunForm, ActForm):
    """The name of a division, a group or a portfolio; for a group also its short name."""

    button = "Save name"
    name = forms.CharField()
    short_name = forms.CharField(max_length=20, required=False, help_text="For tables, for example Lab.")

    def __init__(self, *args: Any, kind: type[Division | PoliticalGroup | Portfolio], **kwargs: Any) -> None:
        self.new_button = f"Add this {kind._meta.verbose_name}"
        super().__init__(*args, **kwargs)
        most = kind._meta.get_field("name").max_length
        field_of(self, "name").max_length = most
        self.fields["name"].validators.append(MaxLengthValidator(most))
        if kind is not PoliticalGroup:
            del self.fields["short_name"]


NOBODY_ELSE = "Shown in the history, which only the committee team and administrators can see."


def why_field(label: str) -> forms.CharField:
    """Return the field that asks for the reason of a correction."""
    return long_text(label, most=500, rows=2, hint=NOBODY_ELSE, needed="Enter the reason.")


class StrikeOutForm(ActForm):
    """The reason for striking out a row."""

    button = "Remove entry"
    warns = True
    reason = why_field("Why is it removed?")


class MergeForm(ActForm):
    """The other entry of the same person, the reason, and a confirmation where R37 would refuse the merge."""

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
    """The dates of a row, its other correctable columns (`CORRECTED`), and the reason."""

    button, last = "Save correction", ("since", "until", "reason")
    role_name = AppointForm.base_fields["role_name"]
    represents = AppointForm.base_fields["represents"]
    division = RecordField(queryset=Division.objects.all(), required=False, empty_label="No division")
    group = RecordField(queryset=PoliticalGroup.objects.all(), label="Political group", empty_label=None)
    title = forms.CharField(label="Post", max_length=120)
    portfolio = RecordField(queryset=Portfolio.objects.all(), empty_label=None)
    although_scrutinising = although_scrutinising_field()
    reason = why_field("Why is it corrected?")

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        others = {name for names in CORRECTED.values() for name in names}.difference(CORRECTED[type(row)])
        if not (isinstance(row, PortfolioHolding) or (isinstance(row, Seat) and row.committee.is_executive)):
            others.add("although_scrutinising")
        for name in others:
            del self.fields[name]


def facts_of(record: Any) -> list[tuple[str, str]]:
    """Return (label, text) for each fact of a register row, for the pages that correct or remove the row."""
    until = full_date(record.until) if record.until else "now"
    return [("Recorded", record.entry), ("Dates", f"{full_date(record.since)} to {until}")]
