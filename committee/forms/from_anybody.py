"""Forms that anybody may send without signing in, with checks against programs that send forms."""

import time
from typing import Any, cast

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.http import urlencode

from committee.forms.fields import ActForm

SALT = "committee.forms.from_anybody"
QUICKEST, LONGEST = 3, 24 * 3600  # seconds between showing and sending a form
HURRIED = "This was sent within seconds of opening the page. Check your answers and send again."
STALE = "This page has been open for more than a day. Check your answers and send again."


def signed_time(at: float | None = None) -> str:
    """Return the moment at which a form was shown (seconds since 1970), signed so that nobody can invent it."""
    return signing.dumps(int(time.time() if at is None else at), salt=SALT)


class ShownField(forms.CharField):
    """A hidden, signed field with the time at which the form was shown. A form shown again keeps a valid time."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "initial": signed_time, **kwargs})

    def clean(self, value: Any) -> int:
        """Return the seconds since the form was shown. Raises ValidationError if too few, too many or unsigned."""
        seconds = _since(str(value or ""))
        if seconds is None or seconds > LONGEST:
            raise forms.ValidationError(STALE)
        if seconds < QUICKEST:
            raise forms.ValidationError(HURRIED)
        return seconds

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return the signed time for the form shown again: the sent time, or now if that time is invalid or too old."""
        seconds = _since(str(data or ""))
        return data if seconds is not None and seconds <= LONGEST else signed_time()


def _since(value: str) -> int | None:
    """Return the seconds since the signed time `value`; None where its signature is invalid."""
    try:
        return int(time.time()) - int(signing.loads(value, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


class FromAnybodyForm(ActForm):
    """
    A form that anybody may send. It has a hidden field `website`, and the time at which the form was shown.

    Only a program fills in `website`: the view then thanks the sender and saves nothing. A form sent too soon is shown
    again, because its sender may be a person.
    """

    website = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = ShownField()

    @property
    def is_from_a_program(self) -> bool:
        """True where the hidden field `website` was filled in."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        """
        Return the data. An error of the hidden field `shown` becomes an error of the whole form.

        That error is dropped if another field has an error, or if `website` shows that a program sent the form.
        """
        cleaned = super().clean() or {}
        if self.has_error("shown"):
            faults = self.errors.pop("shown")
            if not self.cleaned_data.get("website") and not self.errors:
                self.add_error(None, list(faults))
        return cleaned


def email_field(hint: str, *, needed: str = "", label: str = "Your email address", **kwargs: Any) -> forms.EmailField:
    """Return a field for an email address; the field is required where `needed`, its error message, is given."""
    errors = {"invalid": "Enter an email address in the format name@example.com."} | {"required": needed}
    return forms.EmailField(
        label=label, max_length=254, help_text=hint, required=bool(needed), error_messages=errors, **kwargs
    )


def thanks(url: str, **facts: object) -> str:
    """Return the address of a page of thanks: `url` with `facts`, signed so that nobody can invent them."""
    return f"{url}?{urlencode({'sent': signing.dumps(facts, salt=url)})}"


def thanked(request: HttpRequest) -> dict[str, Any]:
    """Return the facts in the address of a page of thanks; empty where they were not signed for this page."""
    try:
        return cast(dict[str, Any], signing.loads(request.GET.get("sent", ""), salt=request.path))
    except signing.BadSignature:
        return {}
