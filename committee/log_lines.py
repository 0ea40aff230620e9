"""Lines of the log without the addresses that are secrets."""

import logging

# What stands before a secret in an address of ours.
BEFORE_A_SECRET = ("/calendar/own/", "/following/", "/links/")
HIDDEN = "…"
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
        if any(before in line for before in BEFORE_A_SECRET):
            record.msg, record.args = without_secrets(line), ()
        return True


def without_secrets(line: str) -> str:
    """Return the line with … for what follows each of BEFORE_A_SECRET, to the end of that part of the path."""
    for before in BEFORE_A_SECRET:
        first, *rest = line.split(before)
        line = before.join([first, *(HIDDEN + part.lstrip(_TAIL) for part in rest)])
    return line


_TAIL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
