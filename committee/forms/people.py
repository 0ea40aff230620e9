"""Forms about people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from committee.forms.edit_conflict import BegunForm
from committee.forms.fields import ActForm, DayField, PeriodForm, RadioField, RecordField, field_of
from committee.models import Division, Person, PoliticalGroup, Portfolio, PortfolioRole
from committee.register import photographs
from committee.register.matching import what_is


class PersonForm(BegunForm, ActForm):
    """A name, as it is printed."""

    title = forms.CharField(
        max_length=40, required=False, help_text="Only if it is printed before the name, for example Rev Preb."
    )
    forename = forms.CharField(max_length=60)
    surname = forms.CharField(max_length=60)
    honours = forms.CharField(max_length=40, required=False, help_text="Printed after the name, for example MBE.")

    although_namesake = forms.BooleanField(label="This is a different person with the same name", required=False)

    def __init__(
        self, *args: Any, person: Person | None = None, namesakes: Sequence[Person] = (), **kwargs: Any
    ) -> None:
        if person is None:
            self.button = "Add this person"
        super().__init__(*args, row=person, **kwargs)
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


class PhotographForm(ActForm):
    """A photograph of a member."""

    button = "Upload photograph"
    file = forms.FileField(
        label="Photograph",
        help_text="JPEG or PNG, 2 MB at most. Only the picture is kept: where and when it was taken is removed.",
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,image/jpeg,image/png"}),
        error_messages={"required": "Choose a JPEG or PNG file."},
    )

    def clean_file(self) -> bytes:
        """Return the bytes of the upload; its size is checked before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > photographs.LARGEST:
            raise forms.ValidationError(photographs.TOO_LARGE)
        return bytes(upload.read())


class TermForm(PeriodForm):
    """A councillor's time for a division."""

    button = "Record as a councillor"
    division = RecordField(
        queryset=Division.objects.all(), required=False, empty_label="No division", help_text="Electoral division."
    )

    field_order = ("division",)


class GroupForm(PeriodForm):
    """Membership of a political group."""

    button = "Record the group"
    group = RecordField(queryset=PoliticalGroup.objects.all(), label="Political group", empty_label="Choose a group")

    field_order = ("group",)


class PostForm(PeriodForm):
    """An officer's post."""

    button = "Record the post"
    title = forms.CharField(
        label="Post", max_length=120, help_text="As printed on agendas, for example Director of Corporate Services."
    )
    is_proper_officer = forms.BooleanField(
        label="Signs agendas and notices as proper officer", required=False, help_text="LGA 1972 s.270(3)."
    )
    is_monitoring_officer = forms.BooleanField(
        label="Is the monitoring officer", required=False, help_text="Local Government and Housing Act 1989 s.5."
    )

    field_order = ("title", "is_proper_officer", "is_monitoring_officer")


class PortfolioHoldingForm(PeriodForm):
    """A place in the Cabinet, or in support of it."""

    button = "Record the portfolio"
    portfolio = RecordField(queryset=Portfolio.objects.all(), empty_label="Choose a portfolio")
    role = RadioField(choices=PortfolioRole, initial=PortfolioRole.CABINET_MEMBER)
    although_scrutinising = forms.BooleanField(
        label="They were in the Cabinet and took part in scrutiny at the same time",
        required=False,
        help_text="This is a breach of the Local Government Act 2000, section 9FA. Only record it if it is true.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "role").option_hints = {
            PortfolioRole.CABINET_MEMBER: "A member of the executive, who cannot sit on a scrutiny committee.",
            PortfolioRole.SUPPORT_MEMBER: "Helps a Cabinet Member and is not part of the executive.",
        }
        self.put_last()


class EndForm(ActForm):
    """The last day of something."""

    button = "Record the last day"
    on = DayField(label="Last day", help_text="That day is included.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)


class NameForm(ActForm):
    """The name of a division, a group or a portfolio."""

    name = forms.CharField(max_length=80)

    def __init__(self, *args: Any, label: str = "Name", button: str = "Add", **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)
        self.fields["name"].label = label


class GroupNameForm(NameForm):
    """A political group's name, and a short one for tables."""

    short_name = forms.CharField(max_length=20, required=False, help_text="For tables, for example Lab.")
