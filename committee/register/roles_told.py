"""
Who is told that a role was asked for or granted, or that a sign-in is a member's now: whoever could have objected.

So nothing that opens restricted papers is given in the dark.
"""

from datetime import date
from functools import partial

from django.db import transaction
from django.urls import reverse

from committee.acts.verbs import Portal
from committee.mail.notices import mail
from committee.models import Person, Role, RoleGrant, User
from committee.wording.dates import full_date

# What lets its holder read what is exempt, or plan what is not public: nobody gives it to themselves.
RESTRICTED = (Role.CLERK, Role.SCRUTINY_OFFICER, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
DECIDERS = (Role.ADMINISTRATOR, Role.PROPER_OFFICER)


def deciders(since: date, *but: User | Portal) -> list[User]:
    """
    Return administrators and proper officers on any day from `since` on, other than `but`.

    SECURITY: not on the first day alone, which the user who asks could choose so that nobody has the role then.
    """
    lasting = RoleGrant.objects.overlapping(since, None).filter(role__in=DECIDERS)
    users = User.objects.who_may_sign_in().filter(role_grants__in=lasting).distinct()
    return [user for user in users if user not in but]


def monitoring_officers(on: date) -> list[User]:
    """Return who has the role of monitoring officer on that day and may sign in."""
    holders = RoleGrant.objects.on(on).filter(role=Role.MONITORING_OFFICER)
    return list(User.objects.who_may_sign_in().filter(role_grants__in=holders).distinct())


def tell_after_commit(sentence: str, to: list[User], *, subject: str, page: str = "register:sign-ins") -> None:
    """Mail each of `to` one sentence about a role or a rule, with the page where it is looked at."""
    words = {"sentence": sentence, "path": reverse(page)}
    for user in to:
        # A mail server that is away undoes nothing, and keeps it from none of the others.
        transaction.on_commit(partial(mail, user, subject, "email/role_told.txt", words), robust=True)


def is_or_was_member(person: Person | None) -> bool:
    """
    Return whether `person` has or had a term of office or a seat: their sign-in opens restricted papers.

    SECURITY: past ones count, because recorded days can be corrected.
    """
    return person is not None and (person.terms.exists() or person.seats.exists())


def tell_of_member(person: Person, since: date, by: User | Portal) -> None:
    """
    Tell the others who decide on roles that `person` has a sign-in and is a member from `since` on, as `by` recorded.

    SECURITY: whoever keeps the register can make a sign-in for a mailbox of their own, and its owner a member.
    """
    if user := User.objects.filter(person=person).first():
        sentence = f"{called(by)} has recorded {person}, who signs in with {user.email}, as a member"
        subject = f"{person} was recorded as a member"
        tell_after_commit(f"{sentence} from {full_date(since)}.", deciders(since, by, user), subject=subject)


def called(who: User | Portal) -> str:
    """Return the name of the actor for people who are told of the act: the portal acts only from its server."""
    return "The portal’s server" if isinstance(who, Portal) else str(who)
