"""Forms about who may sign in."""

from datetime import date
from typing import Any

from django import forms

from committee.forms.fields import ActForm, DayField, PeriodForm, PersonField, field_of
from committee.models import Person, Role

ROLE_HINTS = {
    Role.CLERK: "Runs the desk: calendars, agendas, packs, publication.",
    Role.OFFICER: "Writes the papers given to them.",
    Role.SCRUTINY_OFFICER: "Plans the work of scrutiny committees.",
    Role.PROPER_OFFICER: "Acts in law: agendas, notices, withholding of papers.",
    Role.MONITORING_OFFICER: "Advises on lawfulness and interests.",
    Role.ADMINISTRATOR: "Keeps sign-ins, roles and the council's settings. Gives no right to exempt papers.",
}


class InviteForm(ActForm):
    """A new sign-in."""

    button = "Make the sign-in and send the link"
    person = PersonField(
        required=False,
        empty_label="Nobody in the register",
        help_text="Choose them here if they are: a councillor's seats decide what they may read.",
    )
    name = forms.CharField(max_length=120, help_text="As it will stand in the record of what was done.")
    email = forms.EmailField(label="Email address")
    role = forms.ChoiceField(
        choices=[("", "None: a councillor or co-optee"), *Role.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text="From today. Others can be added afterwards.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "person").queryset = Person.objects.filter(user__isnull=True).by_surname()
        field_of(self, "role").option_hints = ROLE_HINTS


class GrantForm(PeriodForm):
    """A role for somebody."""

    button = "Grant this role"
    role = forms.ChoiceField(choices=Role, widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today})
        super().__init__(*args, **kwargs)
        field_of(self, "role").option_hints = ROLE_HINTS
        self.put_last()


class EndRoleForm(ActForm):
    """When a role ends: now, or with a day."""

    button = "End this role"
    when = forms.ChoiceField(
        label="When does it end?",
        choices=[("now", "At once"), ("day", "At the end of a day")],
        widget=forms.RadioSelect,
    )
    on = DayField(label="Last day", required=False, help_text="Only for the end of a day. That day still counts.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "when").option_hints = {
            "now": "Their next page is without it, and they are signed out everywhere."
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the day where it ends with one."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == "day" and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the last day.")
        return cleaned


class AddressForm(ActForm):
    """Another address to sign in with."""

    button = "Change the address"
    email = forms.EmailField(label="New email address", help_text="Messages go to it as well.")
