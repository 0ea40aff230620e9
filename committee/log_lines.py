"""A log filter that removes secrets from the addresses in a line."""

import logging
import re

# A secret in one of our addresses, up to the end of its path segment.
SECRET = re.compile(r"(/calendar/own/|/following/|/links/)[\w.-]*+", re.ASCII)
ANSWERED = "django.security.DisallowedHost"  # logger of refused Host headers, whose lines need no traceback


class WithoutSecretAddresses(logging.Filter):
    """
    Remove the secret from every address in a line.

    SECURITY: Django logs the path of a request that failed or was not found. A reader of the log must not be able to
    open a calendar or end a subscription.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace secrets in the line. Return True, so that the line is always logged."""
        if record.name == ANSWERED:
            record.exc_info = None
        line = record.getMessage()
        if (hidden := SECRET.sub(r"\1…", line)) != line:
            record.msg, record.args = hidden, ()
        return True
