"""Sign-in by email and password, with an optional second step. Nobody can sign themselves up."""

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
from committee.models.user_standing import leavers, signed_in
from committee.sign_in import sessions, wrong_passwords
from committee.sign_in.directories import SECOND_STEP_ELSEWHERE, directory_of, proved_second_step, way_of_proof

logger = logging.getLogger(__name__)
# Key of the session: a hash of the password with which a sign-in began that is not complete yet.
PASSWORD_THEN = "committee.password_then"  # noqa: S105 - a key of the session
ANEW = "Your sign-in was changed. Sign in again."
ADDED = ("mfa/email/totp_activated", "mfa/email/webauthn_added")
# The act on the trail, by the template of the email that allauth sends after the act.
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
    """allauth's adapter, closed to sign-ups; it sends emails in our form and counts wrong passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an administrator creates every sign-in."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address for choosing a password, with the portal's own host and not the request's."""
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=key.split("-", 1))

    def is_safe_url(self, url: str) -> bool:
        """Return whether a sign-in may redirect to `url`; False for a malformed address ("//[")."""
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
        """Return allauth's email in our form: its text, and the same text as HTML in the council's colours."""
        made = super().render_mail(template_prefix, email, context, headers)
        return mail_html.message(made.subject, str(made.body), made.from_email, to=list(made.to), headers=headers)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and delete the user's kept forms (`committee.forms.kept_forms`), unless they prove who they are."""
        if request.resolver_match is None or request.resolver_match.url_name != "openid_connect_callback":
            kept_forms.forget_all_of(request.user)
        super().logout(request)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponseBase | None:
        """
        Store the password's hash for `login`, and whether a directory asked for a second step.

        Refuse, in every kind of sign-in: a demonstration user outside demo mode; a user whose last post has ended; a
        user with an account in a directory who comes another way, such as by a passkey.

        SECURITY: allauth continues the login of a user whom the backend refused, and checks only `is_active`.
        """
        today = timezone.localdate()
        if (user.is_demo and not settings.DEMO) or leavers(today).filter(pk=user.pk).exists():
            return redirect("account_inactive")
        login = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if (serving := directory_of(user)) and (login is None or login.account.provider != serving.key):
            messages.info(request, f"Sign in with {serving.name}. You have no password here, and need no passkey.")
            return redirect("account_login")
        request.session[PASSWORD_THEN] = user.get_session_auth_hash()
        request.session[SECOND_STEP_ELSEWHERE] = proved_second_step(login)
        return cast(HttpResponseBase | None, super().pre_login(request, user, **kwargs))

    def get_login_stages(self) -> list[str]:
        """Return allauth's stages of a sign-in, without the second step where a directory asked for one."""
        stages = cast(list[str], super().get_login_stages())
        if self.request.session.get(SECOND_STEP_ELSEWHERE):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how a user proves who they are; a user of a directory signs in there again."""
        ways = cast(list[dict[str, Any]], super().get_reauthentication_methods(user))
        return ways or (way_of_proof(user) if user.is_authenticated else [])

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Email the link for choosing a password; a user with an account in a directory is told to sign in there."""
        if serving := directory_of(user):
            notices.mail(user, "Your sign-in", "email/no_password.txt", {"directory": serving})
        else:
            super().send_password_reset_mail(user, email, context)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Skip allauth's count of wrong passwords, by which anybody could lock anybody out; `authenticate` counts."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user of the typed address and password, or None. Only a wrong password stays in the counts."""
        address, code = credentials.get("email", ""), request.POST.get("code", "")
        attempt = wrong_passwords.look_first(request, address, code)
        user = super().authenticate(request, **credentials)
        if user is not None:
            attempt.was_right()
        return cast(User | None, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Return allauth's response after a sign-in, with the cookie by which the browser is recognised."""
        response = super().post_login(request, user, **kwargs)
        wrong_passwords.know_browser(request, response, user)
        return cast(HttpResponse, response)

    def login(self, request: HttpRequest, user: User) -> None:
        """
        Begin a session, after the second step where the user has one.

        SECURITY: allauth waits a quarter of an hour for the second step. No session begins where in that time the
        password was changed, the sign-in was suspended, or a second step was set up and only the password was proved.
        """
        with transaction.atomic():
            # Lock out acts that suspend the user, change the second step or end sessions, until the commit.
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
        Record a change of a user's password or second step, and email the user.

        allauth calls this method for every such change, and for nothing else.

        SECURITY: setting up the first second step ends all other sessions of the user. They began with a password
        alone, but would count as sessions that had proved the second step too.
        """
        if template_prefix in ADDED and _steps(user).count() == 1:
            sessions.end_others(self.request, user)
        audit.record(user, CHANGES.get(template_prefix, "changed the sign-in of"), user, change=template_prefix)
        send = super().send_notification_mail
        # A failed email is only logged: an error page would suggest that the change was not made.
        if failure := notices.failure_of(send, template_prefix, user, context, email):
            logger.error("%s could not be told of a change of their sign-in: %s", user.email, failure)


def _is_as_proved(request: HttpRequest, user: User) -> bool:
    """Return whether `user` is active, the typed password is still theirs, and any second step they have was taken."""
    then = request.session.pop(PASSWORD_THEN, "")
    steps = {record["method"] for record in get_authentication_records(request, user)}
    proved = "mfa" in steps or request.session.get(SECOND_STEP_ELSEWHERE) or not _steps(user).exists()
    return user.is_active and bool(proved) and constant_time_compare(then, user.get_session_auth_hash())


def _steps(user: User) -> QuerySet[Any]:
    return cast(
        QuerySet[Any],
        Authenticator.objects.filter(user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)),
    )


class Backend(AuthenticationBackend):
    """allauth's backend; it refuses a demonstration sign-in outside demo mode."""

    def user_can_authenticate(self, user: User) -> bool:
        """Return whether `user` may sign in at all."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def get_user(self, user_id: Any) -> User | None:
        """Return a session's user with today's roles; None for a demonstration user outside demo mode."""
        user = signed_in(user_id, timezone.localdate())
        return user if user is not None and self.user_can_authenticate(user) else None
