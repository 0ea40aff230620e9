"""A code that `add_administrator` prints, for the second step of the first administrator before emails can be sent."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from committee.models import User


class _Generator(PasswordResetTokenGenerator):
    key_salt = "committee.sign_in.printed_code"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{user.pk}{user.email}{timestamp}"  # without the password, which is chosen after the code is printed


def make(user: User) -> str:
    """Return the code for `user`, valid for three days (PASSWORD_RESET_TIMEOUT)."""
    return _Generator().make_token(user)


def is_right(user: User, typed: str) -> bool:
    """
    Return whether `typed` is a code that was printed for `user` and is still valid.

    SECURITY: call this only where the user has no second step yet. So a code is useless once one is set up.
    """
    return _Generator().check_token(user, typed)
