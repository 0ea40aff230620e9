"""Forms of the public pages. Those that only look are sent by GET, so that an address can be shared."""

from collections.abc import Iterable
from typing import Any, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet

from committee.forms.fields import ActForm, RadioField, field_of
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.models import Committee, HowOften, LegalKind, MunicipalYear


class FollowForm(FromAnybodyForm):
    """An email address, and how often."""

    button = "Follow"
    address = email_field(
        "We send a link there first. We send nothing else until you open the link and confirm.",
        needed="Enter your email address.",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    how_often = RadioField(
        label="How often",
        choices=HowOften.choices,
        initial=HowOften.DAILY,
        error_messages={"required": "Choose how often.", "invalid_choice": "Choose how often."},
    )


class HowOftenForm(ActForm):
    """How often somebody is emailed about one thing that they follow."""

    button = "Save"
    how_often = RadioField(label="How often", choices=HowOften.choices)


ALL = "All committees"


class CalendarFilter(forms.Form):
    """Which meetings the calendar shows."""

    hide_optional = True

    committee = forms.ModelChoiceField(
        Committee.objects.exclude(kind=LegalKind.INFORMAL),
        to_field_name="slug",
        required=False,
        empty_label=ALL,
        error_messages={"invalid_choice": "There is no such committee. Choose one from the list."},
    )
    year = forms.ChoiceField(
        required=False,
        label="Municipal year",
        error_messages={"invalid_choice": "There is no such year. Choose one from the list."},
    )

    def __init__(self, *args: Any, years: list[MunicipalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        field_of(self, "year").choices = [("", "This year"), *((year.slug, year.label) for year in years)]

    @staticmethod
    def bodies() -> QuerySet[Committee]:
        """Return the committees that can be chosen."""
        return Committee.objects.exclude(kind=LegalKind.INFORMAL)

    def offering(self, bodies: Iterable[tuple[str, str]]) -> Self:
        """Give the form these committees to choose from, as slugs and names read already."""
        field_of(self, "committee").choices = [("", ALL), *bodies]
        return self


class ContactForm(FromAnybodyForm):
    """A question, a request for a paper in another form, or a report of something that does not work (reg 8(4)(c))."""

    button = "Send"
    hide_optional = False
    message = forms.CharField(
        label="What do you need, or what went wrong?",
        max_length=4000,
        widget=forms.Textarea({"rows": 7}),
        help_text="Name the meeting or the page. If you need a paper in another form (large print, easy read, audio, "
        "braille, an accessible PDF), say which, and by when.",
        error_messages={"required": "Enter what you need, or what went wrong."},
    )
    name = forms.CharField(label="Your name", max_length=120, required=False)
    email = email_field("We use it only to reply to you.", needed="Enter an email address, so that we can reply.")
