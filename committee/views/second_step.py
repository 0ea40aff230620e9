"""Set up a second step for signing in: a code from the mailbox, then a passkey on this device, or an app."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.internal import ratelimit
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import AddWebAuthnView, add_webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import has_second_step
from committee.acts.requests import SignedInRequest
from committee.forms.sign_in import MailboxForm
from committee.mail.notices import failure_of, mail
from committee.models import User
from committee.sign_in import printed_code, wrong_passwords
from committee.views.acting import show, typed

logger = logging.getLogger(__name__)
CODE = "second_step"  # purpose of the mailed code
PROVED = "committee.mailbox_proved"  # key of the session: when the code was entered, in seconds since 1970
RATES = {"code": "6/h/user"}
ALLAUTHS = {"app": "mfa_activate_totp", "key": "mfa_add_webauthn"}  # allauth's page by the value of ?to=
TOO_MANY = "You have had the most codes we send in an hour. Enter the last one, or try again later."
NOT_SENT = "The code could not be sent. Try again in a minute. If it happens again, tell the portal’s administrator."
WRONG = "The code is wrong or more than 15 minutes old. Check it, or send another code."


@login_required
def second_step(request: SignedInRequest) -> HttpResponseBase:
    """
    Set up a second step: first a code from the mailbox, then a passkey on this device, an app or a security key.

    SECURITY: neither a session nor a password is enough. A user who has a second step must also reauthenticate with it
    or with the password, as for every change of a second step.
    """
    if has_second_step(request.user):
        raise_if_reauthentication_required(request, app="allauth.mfa")
    if not _mailbox_is_proved(request):
        return _ask_for_code(request)
    return cast(HttpResponseBase, _with_this_device(request))


def needs_the_mailbox(view: Callable[..., HttpResponseBase], name: str) -> Callable[..., HttpResponseBase]:
    """Wrap allauth's page `name`, so that it redirects to `second_step` until the mailed code has been entered."""

    @wraps(view)
    def behind(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not _mailbox_is_proved(request):
            return redirect(f"{reverse('second-step')}?to={name}")
        return view(request, *args, **kwargs)

    return behind


app = needs_the_mailbox(activate_totp, "app")
key = needs_the_mailbox(add_webauthn, "key")


class _WithThisDevice(AddWebAuthnView):
    """allauth's page for a passkey, without fields to fill in."""

    template_name = "mfa/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `today` to the context, to suggest it as part of the device's name."""
        return {**super().get_context_data(**kwargs), "today": timezone.localdate()}


_with_this_device = _WithThisDevice.as_view()


def _mailbox_is_proved(request: SignedInRequest) -> bool:
    at = request.session.get(PROVED)
    return at is not None and timezone.now().timestamp() - at < wrong_passwords.SECONDS


def _ask_for_code(request: SignedInRequest) -> HttpResponseBase:
    address, again = request.user.email, "again" in request.POST
    form = MailboxForm(None if again else typed(request))
    if form.is_valid():
        typed_code = form.cleaned_data["code"].strip()
        if wrong_passwords.is_right(request, CODE, address, typed_code):
            return _proved(request)
        if not has_second_step(request.user) and printed_code.is_right(request.user, typed_code):
            return _proved(request)
        form.add_error("code", WRONG)
    if (again or not wrong_passwords.is_waiting(request, CODE, address)) and (fault := _send(request, request.user)):
        messages.error(request, fault)
    return show(request, "mfa/second_step_code.html", form=form)


def _proved(request: SignedInRequest) -> HttpResponseBase:
    wrong_passwords.forget(request, CODE)
    request.session[PROVED] = timezone.now().timestamp()
    record_authentication(request, request.user, method="mailbox", reauthenticated=True)
    name = ALLAUTHS.get(request.GET.get("to", ""))
    return redirect(name or "second-step")


def _send(request: SignedInRequest, user: User) -> str:
    """Email a new code. Return an error message, or "" where it was sent."""
    of = {"app": "committee.views.second_step", "action": "code", "config": RATES, "user": user}
    if not ratelimit.consume(request, **of, limit_get=True):
        return TOO_MANY
    words = {"code": wrong_passwords.make(request, CODE, user.email)}
    if failure := failure_of(mail, user, "Your code for a second step", "email/second_step_code.txt", words):
        logger.error("a code for a second step could not be sent: %s", failure)
        wrong_passwords.forget(request, CODE)
        return NOT_SENT
    return ""
