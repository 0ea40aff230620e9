"""
Codes that are mailed: each is for one address and the browser that asked for it, whose session keeps a hash of it.

A code is looked at five times and for a quarter of an hour.
"""

import secrets

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

SECONDS, TRIES = 15 * 60, 5


def make(request: HttpRequest, what: str, address: str) -> str:
    """Return a new code, and make the earlier one invalid."""
    code = secrets.token_hex(4).upper()
    now = timezone.now().timestamp()
    request.session[_place(what)] = {"address": address, "code": _hashed(code), "at": now, "tries": 0}
    return code


def is_waiting(request: HttpRequest, what: str, address: str) -> bool:
    """Return whether a code sent to `address` is still valid."""
    stored = request.session.get(_place(what))
    return (
        stored is not None
        and stored["address"] == address
        and stored["tries"] < TRIES
        and timezone.now().timestamp() - stored["at"] < SECONDS
    )


def is_right(request: HttpRequest, what: str, address: str, typed: str) -> bool:
    """Return whether `typed` is the waiting code, whatever its case; counts one more try."""
    if not is_waiting(request, what, address):
        return False
    stored = request.session[_place(what)]
    request.session[_place(what)] = {**stored, "tries": stored["tries"] + 1}
    return bool(typed) and constant_time_compare(stored["code"], _hashed(typed))


def forget(request: HttpRequest, what: str) -> None:
    """Let the code that waits be worth nothing."""
    request.session.pop(_place(what), None)


def _place(what: str) -> str:
    return f"committee.code.{what}"


def _hashed(code: str) -> str:
    return salted_hmac("committee.sign_in.mailed_codes", "".join(code.split()).upper(), algorithm="sha256").hexdigest()
