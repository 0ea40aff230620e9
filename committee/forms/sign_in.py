"""The form at which somebody signs in."""

from typing import Any

from allauth.account.forms import LoginForm as TheirForm
from django import forms

from committee.wrong_passwords import CODE_WANTED


def _code_field() -> forms.CharField:
    return forms.CharField(
        label="Code from the e-mail",
        max_length=20,
        error_messages={"required": "Enter the code from the e-mail."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class MailboxForm(forms.Form):
    """The code that shows that somebody reads the mailbox."""

    code = _code_field()


class LoginForm(TheirForm):
    """allauth's form, with a field for a mailed code where one is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.data:
            self._ask_for_code()

    def _ask_for_code(self) -> None:
        self.fields["code"] = _code_field()

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep what is wrong, and show the field where it is a code that is missing."""
        if getattr(error, "code", None) == CODE_WANTED and "code" not in self.fields:
            self._ask_for_code()
        super().add_error(field, error)
