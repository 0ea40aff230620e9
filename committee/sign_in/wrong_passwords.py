"""
Count wrong passwords, so that nobody guesses a password and nobody locks another user out.

A browser in which the person has signed in before has a separate count. All other browsers have one count for each
address: after ten wrong passwords in an hour an emailed code is required before the next password is checked. Each
network has a count as well. The counts use the typed address, so that an address without a sign-in gets the same
answers.

An emailed code is valid for one address, and only in the browser that requested it: the browser's session has a hash of
the code. A code may be tried five times, for a quarter of an hour.
"""

import hashlib
import logging
import secrets
from contextlib import suppress
from typing import Any, cast

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from committee.mail.notices import failure_of, mail
from committee.models import User
from committee.sign_in.rate_limit import came_from

SECONDS, TRIES = 15 * 60, 5


def make(request: HttpRequest, what: str, address: str) -> str:
    """Return a new code for the purpose `what`, and make the earlier code invalid."""
    code = secrets.token_hex(4).upper()
    now = timezone.now().timestamp()
    request.session[_place(what)] = {"address": address, "code": _hashed(code), "at": now, "tries": 0}
    return code


def is_waiting(request: HttpRequest, what: str, address: str) -> bool:
    """Return whether a code requested for `address` is still valid."""
    stored = request.session.get(_place(what))
    return (
        stored is not None
        and stored["address"] == address
        and stored["tries"] < TRIES
        and timezone.now().timestamp() - stored["at"] < SECONDS
    )


def is_right(request: HttpRequest, what: str, address: str, typed: str) -> bool:
    """Return whether `typed` is the code that is still valid, in capitals or not. Counts one more try."""
    if not is_waiting(request, what, address):
        return False
    stored = request.session[_place(what)]
    request.session[_place(what)] = {**stored, "tries": stored["tries"] + 1}
    return bool(typed) and constant_time_compare(stored["code"], _hashed(typed))


def forget(request: HttpRequest, what: str) -> None:
    """Make the code for the purpose `what` invalid."""
    request.session.pop(_place(what), None)


def _place(what: str) -> str:
    return f"committee.code.{what}"


def _hashed(code: str) -> str:
    return salted_hmac("committee.sign_in.mailed_codes", "".join(code.split()).upper(), algorithm="sha256").hexdigest()


logger = logging.getLogger(__name__)
RATES = {
    "device": "10/h/key",  # one browser that has signed in as this person
    "session": "10/h/key",  # a signed-in user who proves their identity again
    "address": "10/h/key",  # one address, from every other browser together
    "here": "20/h/key",  # one address, from one network; wrong codes are counted too
    "network": "200/h/ip",  # one network, whichever address
    "mail": "3/h/key",  # codes that one network may request for one address
}
COOKIE, SALT, A_YEAR = "known_browser", "committee.known_browser", 365 * 24 * 3600
PEOPLE_IN_A_BROWSER = 5
CODE = "sign_in"
TOO_MANY = (
    "Too many wrong passwords have been entered from your connection. Try again in an hour, or sign in with a passkey."
)
CODE_SENT = (
    "Many wrong passwords have been entered for this email address. If it has a sign-in, we have "
    "sent it a code. Enter the code and your password."
)
WRONG_CODE = "The code is wrong or more than 15 minutes old. Check it, and enter your password too."
CODE_WANTED = "code_wanted"


class Attempt:
    """A typed password, counted as wrong until it is known to be right."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._counted: list[ratelimit.RateLimitUsage] = []

    def count(self, what: str, key: str = "") -> bool:
        """Add one to the count `what` of `key`. Return whether the count is still within its limit."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        used = ratelimit.consume(
            self.request, app="committee.sign_in.wrong_passwords", action=what, config=RATES, key=digest
        )
        self._counted += [used] if used else []
        return used is not None

    def was_right(self) -> None:
        """Remove this password from all counts."""
        for used in self._counted:
            used.rollback()


def look_first(request: HttpRequest, address: str, code: str) -> Attempt:
    """Count a password for `address` before it is checked. Raises ValidationError where there were too many."""
    attempt, address = Attempt(request), address.strip().lower()
    if request.user.is_authenticated:
        if not attempt.count("session", request.session.session_key or ""):
            raise ValidationError(TOO_MANY)
        return attempt
    device = _device_of(request, address)
    if device and attempt.count("device", device):
        return attempt
    if not attempt.count("network"):
        raise ValidationError(TOO_MANY)
    here = f"{address} {came_from(request)}"
    if not attempt.count("address", address) and not is_right(request, CODE, address, code):
        raise ValidationError(_ask_for_code(attempt, address, here, code), code=CODE_WANTED)
    if not attempt.count("here", here):
        raise ValidationError(TOO_MANY)
    return attempt


# --- A code by email ------------------------------------------------------------------------------------------------


def _ask_for_code(attempt: Attempt, address: str, here: str, typed: str) -> str:
    """Send a code, unless an earlier code is still valid or a limit is reached. Return the sentence to show."""
    request = attempt.request
    if typed and not attempt.count("here", here):
        return TOO_MANY
    if is_waiting(request, CODE, address):
        return WRONG_CODE if typed else CODE_SENT
    if not attempt.count("mail", here):
        return TOO_MANY
    code = make(request, CODE, address)
    # SECURITY: match exactly. Without regard to case PostgreSQL takes a long s (ſ) for an s, and each spelling of an
    # address would have a separate limit of codes.
    user = User.objects.filter(email=address, is_active=True).first()
    if user is not None:
        _send_code(user, code)
    return CODE_SENT


def _send_code(user: User, code: str) -> None:
    # The failure is not shown: a visitor who tries addresses would see which of them have a sign-in.
    if failure := failure_of(mail, user, "Your code for signing in", "email/sign_in_code.txt", {"code": code}):
        logger.error("a code for signing in could not be sent: %s", failure)


# --- Browsers in which somebody has signed in ------------------------------------------------------------------------


def know_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Set the signed cookie by which the browser is recognised for a year as one in which `user` has signed in."""
    others = [entry for entry in _devices_in_cookie(request) if entry[0] != user.pk][-PEOPLE_IN_A_BROWSER + 1 :]
    entries = [*others, [user.pk, secrets.token_hex(16), _of_password(user)]]
    response.set_cookie(
        COOKIE,
        signing.dumps(entries, salt=SALT),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _devices_in_cookie(request: HttpRequest) -> list[list[Any]]:
    with suppress(signing.BadSignature):
        return cast(list[list[Any]], signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=A_YEAR))
    return []


def _device_of(request: HttpRequest, address: str) -> str:
    """Return the browser's key for counts; "" unless its cookie records a sign-in with the present password."""
    devices = {pk: (device, password) for pk, device, password in _devices_in_cookie(request)}
    user = User.objects.filter(email=address, pk__in=devices).first() if devices else None
    if user is None:
        return ""
    device, password = devices[user.pk]
    return device if constant_time_compare(password, _of_password(user)) else ""


def _of_password(user: User) -> str:
    # SECURITY: after a change of password no browser that signed in with the old password is recognised.
    return salted_hmac(SALT, user.password, algorithm="sha256").hexdigest()[:16]
