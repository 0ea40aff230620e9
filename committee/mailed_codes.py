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
    """A new code; the one before it is worth nothing from here on."""
    code = secrets.token_hex(4).upper()
    now = timezone.now().timestamp()
    request.session[_place(what)] = {"address": address, "code": _hashed(code), "at": now, "tries": 0}
    return code


def is_waiting(request: HttpRequest, what: str, address: str) -> bool:
    """Whether a code for `address` was sent that is still good."""
    kept = request.session.get(_place(what))
    return (
        kept is not None
        and kept["address"] == address
        and kept["tries"] < TRIES
        and timezone.now().timestamp() - kept["at"] < SECONDS
    )


def is_right(request: HttpRequest, what: str, address: str, typed: str) -> bool:
    """Whether `typed` is the code that waits, in capitals or not; counts one more look at it."""
    if not is_waiting(request, what, address):
        return False
    kept = request.session[_place(what)]
    request.session[_place(what)] = {**kept, "tries": kept["tries"] + 1}
    return bool(typed) and constant_time_compare(kept["code"], _hashed(typed))


def forget(request: HttpRequest, what: str) -> None:
    """Let the code that waits be worth nothing."""
    request.session.pop(_place(what), None)


def _place(what: str) -> str:
    return f"committee.code.{what}"


def _hashed(code: str) -> str:
    return salted_hmac("committee.mailed_codes", "".join(code.split()).upper(), algorithm="sha256").hexdigest()
