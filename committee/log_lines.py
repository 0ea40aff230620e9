"""Filters of what leaves the portal: log lines without secret addresses, and errors without words."""

import logging
import re
from contextvars import ContextVar
from typing import Any

# A secret in one of our addresses, up to the end of its path segment.
SECRET = re.compile(r"(/calendar/own/|/following/|/links/)[\w.-]*+", re.ASCII)
ANSWERED = "django.security.DisallowedHost"  # logger of refused Host headers, whose lines need no traceback


REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")  # of the request that is answered; "" elsewhere


def without_words(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """
    Return an error for the council's error tracker (SENTRY_DSN): which error, and where in the code.

    SECURITY: addresses, forms, the database's messages and values of variables may have exempt words or secrets.
    """
    reduced = {name: event[name] for name in KEPT_OF_EVENT if name in event}
    for error in reduced.get("exception", {}).get("values", []):
        error["value"] = ""
    return {**reduced, "tags": {"request_id": REQUEST_ID.get()}}


KEPT_OF_EVENT = ("event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk", "exception")


class WithoutSecretAddresses(logging.Filter):
    """
    Remove the secret from every address in a line.

    SECURITY: Django logs the path of a request that failed or was not found. A reader of the log must not be able to
    open a calendar or end a subscription.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace secrets in the line, and add the request's id. Return True, so that the line is always logged."""
        if record.name == ANSWERED:
            record.exc_info = None
        record.request_id = REQUEST_ID.get()
        record.__dict__.pop("request", None)  # JSON would have its address, with the secret
        line = record.getMessage()
        if (hidden := SECRET.sub(r"\1…", line)) != line:
            record.msg, record.args = hidden, ()
        return True
