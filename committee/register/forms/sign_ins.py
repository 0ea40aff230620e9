"""Forms about who may sign in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from committee.forms.fields import ActForm, DayField, PeriodForm, PersonField, RadioField, field_of
from committee.models import Person, Role
from committee.sign_in.directories import Directory

ROLE_HINTS = {
    Role.CLERK: "Uses the desk: calendars, agendas, packs and publication.",
    Role.OFFICER: "Writes papers assigned to them.",
    Role.SCRUTINY_OFFICER: "Plans the work of scrutiny committees.",
    Role.PROPER_OFFICER: "Legally responsible for agendas, notices and withholding papers.",
    Role.MONITORING_OFFICER: "Advises on the law and on interests.",
    Role.ADMINISTRATOR: "Manages sign-ins, roles and the council’s settings. Gives no access to exempt papers.",
}


class InviteForm(ActForm):
    """A new sign-in."""

    button = "Create sign-in and send link"
    person = PersonField(
        required=False,
        empty_label="Not in the register",
        help_text="Choose the person if they are in the register. A councillor’s seats decide what they can read.",
    )
    name = forms.CharField(max_length=120, help_text="As shown in the history.")
    email = forms.EmailField(label="Email address")
    role = RadioField(
        choices=[("", "None: a councillor or co-optee"), *Role.choices],
        required=False,
        help_text="From today. You can add more later.",
        option_hints=ROLE_HINTS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "person").queryset = Person.objects.filter(user__isnull=True).by_surname()


class GrantForm(PeriodForm):
    """A role for somebody."""

    button = "Grant this role"
    role = RadioField(choices=Role, option_hints=ROLE_HINTS)
    since = DayField(label="From", help_text="The first day.", initial=timezone.localdate)


class EndRoleForm(ActForm):
    """The end of a role: at once, or on a chosen day."""

    button = "End this role"
    when = RadioField(
        label="When does it end?",
        choices=[("now", "Immediately"), ("day", "At the end of a day")],
        option_hints={"now": "They lose it immediately, and are signed out everywhere."},
    )
    on = DayField(label="Last day", required=False, help_text="Only for the end of a day. That day is included.")

    def clean(self) -> dict[str, Any]:
        """Require a day unless the role ends at once."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == "day" and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the last day.")
        return cleaned


class AddressForm(ActForm):
    """A new email address to sign in with."""

    button = "Change the address"
    email = forms.EmailField(label="New email address", help_text="Emails are sent to it too.")


class NamePersonForm(ActForm):
    """The person in the register whose sign-in it is."""

    button = "Link to this person"
    person = PersonField(help_text="Their posts and seats decide what they can read and what is asked of them.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "person").queryset = Person.objects.filter(user=None)


class GroupForm(ActForm):
    """A group of a directory, and the role of its members."""

    button = "Ask for approval"
    key = forms.ChoiceField(label="Directory")
    group = forms.CharField(
        max_length=200, help_text="Exactly as the directory’s tokens name it: a name, or in Entra an object ID."
    )
    role = RadioField(choices=Role.choices, option_hints=ROLE_HINTS)

    def __init__(self, *args: Any, directories: Sequence[Directory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(directory.key, directory.name) for directory in directories]
        field_of(self, "key").choices = choices or [("", "None is connected")]
        if len(choices) == 1:
            self.fields["key"].widget = forms.HiddenInput()
            self.initial["key"] = choices[0][0]
