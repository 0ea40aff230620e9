"""Forms of the public pages. Forms that only search are sent by GET, so that an address can be shared."""

from collections.abc import Iterable
from typing import Any, Self

from django import forms

from committee.forms.fields import ActForm, RadioField, field_of
from committee.forms.filters import ALL, YearFilter
from committee.forms.from_anybody import FromAnybodyForm, email_field
from committee.models import HowOften


class FollowForm(FromAnybodyForm):
    """Form to follow a topic: an email address, and how often to email."""

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
    """Frequency of the emails of one subscription."""

    button = "Save"
    how_often = RadioField(label="How often", choices=HowOften.choices)


class CalendarFilter(YearFilter):
    """Choice of the meetings in the public calendar."""

    without_year = "This year"

    def offering(self, bodies: Iterable[tuple[str, str]]) -> Self:
        """Offer these committees in the form: pairs of slug and name that the caller has read already."""
        field_of(self, "committee").choices = [("", ALL), *bodies]
        return self


class ContactForm(FromAnybodyForm):
    """Message to the team: a question, a request for a paper in another form, or a report of a fault (reg 8(4)(c))."""

    button = "Send"
    hide_optional = False
    message = forms.CharField(
        label="What do you need, or what went wrong?",
        max_length=4000,
        widget=forms.Textarea({"rows": 7}),
        help_text="Name the meeting or the page. If you need a paper in another format (large print, easy read, audio, "
        "braille, an accessible PDF), say which, and by when.",
        error_messages={"required": "Enter what you need, or what went wrong."},
    )
    name = forms.CharField(label="Your name", max_length=120, required=False)
    email = email_field("We use it only to reply to you.", needed="Enter an email address, so that we can reply.")

    def __init__(self, *args: Any, is_for_member: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_for_member:
            self.fields["message"].label, self.fields["message"].help_text = "Your message", ""
            self.fields["message"].error_messages["required"] = "Enter your message."
