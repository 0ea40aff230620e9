"""Who is told that a role was asked for or granted: whoever could have objected, so that none is given in the dark."""

from datetime import date
from functools import partial

from django.db import transaction
from django.urls import reverse

from committee.models import Role, RoleGrant, User
from committee.notices import mail

# What lets its holder read what is exempt, or plan what is not public: nobody gives it to themselves.
RESTRICTED = (Role.CLERK, Role.SCRUTINY_OFFICER, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
DECIDERS = (Role.ADMINISTRATOR, Role.PROPER_OFFICER)


def deciders(since: date, *, but: User | None) -> list[User]:
    """
    Administrators and proper officers who are that on some day from `since` on, other than `but`.

    SECURITY: not those of the first day alone, which whoever asks could choose so that nobody holds the role then.
    """
    lasting = RoleGrant.objects.overlapping(since, None).filter(role__in=DECIDERS)
    found = User.objects.filter(role_grants__in=lasting, is_active=True).distinct()
    return [user for user in found if user != but]


def tell_after_commit(sentence: str, to: list[User], *, subject: str, page: str = "register:users") -> None:
    """Mail each of `to` one sentence about a role, with the page where it is looked at."""
    words = {"sentence": sentence, "path": reverse(page)}
    for user in to:
        # A mail server that is away undoes nothing, and keeps it from none of the others.
        transaction.on_commit(partial(_send, user, subject, words), robust=True)


def _send(user: User, subject: str, words: dict[str, str]) -> None:
    mail(user, subject, "email/role_told.txt", words)


def from_day(since: date, until: date | None) -> str:
    """The days of a role in a sentence: from 1 May 2022 to 30 June 2022."""
    first = f"from {since.day} {since:%B %Y}"
    return f"{first} to {until.day} {until:%B %Y}" if until else first
