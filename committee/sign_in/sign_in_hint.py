"""A hint in the links of an email: the recipient's mailbox, which the sign-in page fills into its address field."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

from django.core import signing

from committee.models import User

GOOD_FOR = dt.timedelta(days=92)
SALT = "committee.sign_in.sign_in_hint"
NAME = "to"


def led(url: str, to: User) -> str:
    """Return `url` with a hint of the mailbox of `to`, for an email to them. The link signs nobody in."""
    return f"{url}?{NAME}={signing.dumps(to.pk, salt=SALT)}"


def mailbox_in(url: str) -> str:
    """
    Return the mailbox in a link made by `led`; "" where the link is old, or its user cannot sign in.

    SECURITY: the hint is signed, so that nobody can try numbers and learn who has a sign-in.
    """
    try:
        token = parse_qs(urlsplit(url).query).get(NAME, [""])[0]
        pk = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return ""
    return User.objects.filter(pk=pk, is_active=True).values_list("email", flat=True).first() or ""
