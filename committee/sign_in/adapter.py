"""Signing in by email and password, a second factor on offer; nobody signs themselves up."""

import logging
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from committee.acts import audit
from committee.forms import kept_forms
from committee.mail import mail_html, notices
from committee.models import Council, User
from committee.models.user_standing import signed_in
from committee.sign_in import sessions, wrong_passwords

logger = logging.getLogger(__name__)
# A hash of the password with which a sign-in began that is not done yet.
PASSWORD_THEN = "committee.password_then"  # noqa: S105 - the name of a place in the session
ANEW = "Your sign-in was changed. Sign in again."
ADDED = ("mfa/email/totp_activated", "mfa/email/webauthn_added")
CHANGES = {
    "account/email/password_changed": "changed the password of",
    "account/email/password_set": "chose the first password of",
    "account/email/password_reset": "chose, by a link that was mailed, the password of",
    "mfa/email/totp_activated": "set up an authenticator app for",
    "mfa/email/totp_deactivated": "turned off the authenticator app of",
    "mfa/email/webauthn_added": "added a key to the sign-in of",
    "mfa/email/webauthn_removed": "removed a key from the sign-in of",
    "mfa/email/recovery_codes_generated": "made new recovery codes for",
}


class Adapter(DefaultAccountAdapter):
    """allauth's adapter: closed to sign-ups, and our name in the mails."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-ins are made by an administrator."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address for choosing a password, under the portal's own name whatever the request's Host."""
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=key.split("-", 1))

    def is_safe_url(self, url: str) -> bool:
        """Return whether a sign-in may lead there; False for a malformed address ("//[")."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_from_email(self) -> str:
        """Return the sender of all our emails."""
        return notices.sent_from(Council.current())

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """allauth's emails as all of ours: the text, and the same words as HTML in the council's colours."""
        made = super().render_mail(template_prefix, email, context, headers)
        return mail_html.message(made.subject, str(made.body), made.from_email, to=list(made.to), headers=headers)

    def logout(self, request: HttpRequest) -> None:
        """Sign out; what is kept of forms that came in too late goes with it."""
        kept_forms.forget_all_of(request.user)
        super().logout(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase | None:
        """
        Turn away a demonstration sign-in outside demo mode, whichever way it came: password, passkey or link.

        SECURITY: allauth lets a user whom the backend refused go on to the login, where only `is_active` is asked.
        """
        if user.is_demo and not settings.DEMO:
            return redirect("account_inactive")
        request.session[PASSWORD_THEN] = user.get_session_auth_hash()
        return cast(HttpResponseBase | None, super().pre_login(request, user, **kwargs))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth's own count, by which anybody locks anybody out; `authenticate` counts otherwise."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user of the typed address and password; counted as wrong until known to be right."""
        address, code = credentials.get("email", ""), request.POST.get("code", "")
        attempt = wrong_passwords.look_first(request, address, code)
        user = super().authenticate(request, **credentials)
        if user is not None:
            attempt.was_right()
        return cast(User | None, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Answer whoever has signed in, and know their browser again."""
        response = super().post_login(request, user, **kwargs)
        wrong_passwords.know_browser(request, response, user)
        return cast(HttpResponse, response)

    def login(self, request: HttpRequest, user: User) -> None:
        """
        Begin a session, after the second step where there is one.

        SECURITY: a changed password opens nothing, nor does a suspended sign-in, even where the second step is taken
        within the quarter of an hour that allauth waits for it; nor a password alone once there is a second step.
        """
        with transaction.atomic():
            # Whoever suspends them, resets or sets up their second step or ends their sessions comes before or after.
            locked = type(user).objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
            if begins := _is_as_proved(request, locked):
                super().login(request, user)
                sessions.begin(request, user, at=timezone.now(), on=timezone.localdate())
        if not begins:
            messages.error(request, ANEW)
            raise ImmediateHttpResponse(redirect("account_login"))
        kept_forms.look_for(request, user, at=timezone.now())

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """
        Record a change of somebody's password or second step, and tell them.

        Every such change of allauth's comes by here, and nothing else does.

        SECURITY: with their first second step every other session of theirs ends: each began with a password alone,
        and would pass for one that had proved the second step too.
        """
        if template_prefix in ADDED and _steps(user).count() == 1:
            sessions.end_others(self.request, user)
        audit.record(user, CHANGES.get(template_prefix, "changed the sign-in of"), user, change=template_prefix)
        send = super().send_notification_mail
        # It is changed: a page that fails would say that it is not.
        if failure := notices.failure_of(send, template_prefix, user, context, email):
            logger.error("%s could not be told of a change of their sign-in: %s", user.email, failure)


def _is_as_proved(request: HttpRequest, user: User) -> bool:
    """Return whether the typed password is still `user`'s, and the second step was taken where there is one now."""
    then = request.session.pop(PASSWORD_THEN, "")
    steps = {record["method"] for record in get_authentication_records(request, user)}
    proved = "mfa" in steps or not _steps(user).exists()
    return user.is_active and proved and constant_time_compare(then, user.get_session_auth_hash())


def _steps(user: User) -> QuerySet[Any]:
    return cast(
        QuerySet[Any],
        Authenticator.objects.filter(user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)),
    )


class Backend(AuthenticationBackend):
    """allauth's backend, except that a demonstration sign-in works in demo mode only."""

    def user_can_authenticate(self, user: User) -> bool:
        """Return whether `user` may sign in at all."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in user of a session with today's roles; no demonstration user outside demo mode."""
        user = signed_in(user_id, timezone.localdate())
        return user if user is not None and self.user_can_authenticate(user) else None
