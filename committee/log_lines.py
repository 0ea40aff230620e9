"""Lines of the log without the addresses that are secrets."""

import logging
import re

# A secret in an address of ours, to the end of that part of the path.
SECRET = re.compile(r"(/calendar/own/|/following/|/links/)[\w.-]*+", re.ASCII)
ANSWERED = "django.security.DisallowedHost"  # a stranger's Host, which is refused: a line is enough


class WithoutSecretAddresses(logging.Filter):
    """
    Take the secret out of every address in a line.

    SECURITY: Django tells the path of whatever was not found or failed, and whoever reads the log must not be able to
    open a calendar or end a subscription.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line where it has one; it is always kept."""
        if record.name == ANSWERED:
            record.exc_info = None
        line = record.getMessage()
        if (hidden := SECRET.sub(r"\1…", line)) != line:
            record.msg, record.args = hidden, ()
        return True
