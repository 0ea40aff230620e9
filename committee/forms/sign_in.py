"""Forms for signing in: by password, by a mailed code, by a security key."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm as TheirForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from committee.sign_in import sign_in_hint
from committee.sign_in.wrong_passwords import CODE_WANTED

logger = logging.getLogger(__name__)


def _code_field() -> forms.CharField:
    return forms.CharField(
        label="Code from the email",
        max_length=60,  # a printed code (`committee.sign_in.printed_code`) is longer than an emailed one
        error_messages={"required": "Enter the code from the email."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class MailboxForm(forms.Form):
    """A form for the mailed code, which proves that the user reads the mailbox."""

    code = _code_field()


class LoginForm(TheirForm):
    """allauth's form, with a field for a mailed code if one is required. A link in our email fills in the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads_to = self.request.GET.get("next", "") if self.request else ""
        if mailbox := sign_in_hint.mailbox_in(leads_to):
            self.initial["login"] = mailbox
        if "code" in self.data:
            self._ask_for_code()

    def _ask_for_code(self) -> None:
        self.fields["code"] = _code_field()

    def add_error(self, field: str | None, error: Any) -> None:
        """Add the error, and show the code's field where the error is a missing code."""
        if getattr(error, "code", None) == CODE_WANTED and "code" not in self.fields:
            self._ask_for_code()
        super().add_error(field, error)


# --- Keys ------------------------------------------------------------------------------------------------------------


def _read[Read](reading: Callable[[], Read]) -> Read:
    """
    Return the result of `reading`, which parses the answer of a security key. Raise ValidationError where it fails.

    The library does not document all its errors, nor the error for a wrong signature. So any exception is a failure.
    """
    try:
        return reading()
    except (ValidationError, DatabaseError):
        raise
    except Exception as error:
        logger.info("the answer of a key could not be read: %r", error)
        raise get_adapter().validation_error("incorrect_code") from error


class _Answer:
    """Mixin for forms that take the answer of a security key set up before."""

    def clean_credential(self) -> Any:
        """Return the key that the answer belongs to."""
        return _read(super().clean_credential)  # type: ignore[misc]  # allauth has no types


class LoginByKeyForm(_Answer, theirs.LoginWebAuthnForm):
    """Sign-in by a security key, instead of email address and password."""


class StepByKeyForm(_Answer, theirs.AuthenticateWebAuthnForm):
    """Second step of a sign-in by a security key, after the password."""


class ProofByKeyForm(_Answer, theirs.ReauthenticateWebAuthnForm):
    """Proof of a signed-in user's identity by a security key."""


class NewKeyForm(theirs.AddWebAuthnForm):
    """Set-up of a new security key."""

    def clean(self) -> dict[str, Any]:
        """Return the answer of the new security key."""
        return _read(super().clean)
