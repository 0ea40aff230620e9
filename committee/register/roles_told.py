"""
Emails to the users who could object when a role is requested or granted, or when a sign-in becomes a member's.

Because of these emails, nobody gets access to restricted papers unnoticed.
"""

from datetime import date
from functools import partial

from django.db import transaction
from django.urls import reverse

from committee.acts.verbs import Portal
from committee.mail.notices import mail
from committee.models import Person, Role, RoleGrant, User
from committee.wording.dates import full_date

# Roles that may read exempt papers, or plan business that is not public: nobody grants such a role to themselves.
RESTRICTED = (Role.CLERK, Role.SCRUTINY_OFFICER, Role.PROPER_OFFICER, Role.MONITORING_OFFICER)
DECIDERS = (Role.ADMINISTRATOR, Role.PROPER_OFFICER)


def deciders(since: date, *but: User | Portal) -> list[User]:
    """
    Return the users, except `but`, who are administrators or proper officers on any day from `since` on.

    SECURITY: later days count too, because the requester could choose a first day on which nobody has the role.
    """
    lasting = RoleGrant.objects.overlapping(since, None).filter(role__in=DECIDERS)
    users = User.objects.who_may_sign_in().filter(role_grants__in=lasting).distinct()
    return [user for user in users if user not in but]


def monitoring_officers(on: date) -> list[User]:
    """Return the users who are monitoring officer on that day and may sign in."""
    holders = RoleGrant.objects.on(on).filter(role=Role.MONITORING_OFFICER)
    return list(User.objects.who_may_sign_in().filter(role_grants__in=holders).distinct())


def tell_after_commit(sentence: str, to: list[User], *, subject: str, page: str = "register:sign-ins") -> None:
    """Email each of `to` a sentence about a role or a rule, with a link to `page`, once the transaction commits."""
    words = {"sentence": sentence, "path": reverse(page)}
    for user in to:
        # `robust`: a failing mail server undoes nothing, and the other users still get their email.
        transaction.on_commit(partial(mail, user, subject, "email/role_told.txt", words), robust=True)


def is_or_was_member(person: Person | None) -> bool:
    """
    Return whether `person` has or had a term of office or a seat, so that their sign-in may open restricted papers.

    SECURITY: past terms and seats count, because recorded days can be corrected.
    """
    return person is not None and (person.terms.exists() or person.seats.exists())


def tell_of_member(person: Person, since: date, by: User | Portal) -> None:
    """
    Email all who decide on roles, except `by` and `person`, to say that `by` has made `person` a member from `since`.

    No email is sent where `person` has no sign-in.
    SECURITY: a user who keeps the register could create a sign-in with a mailbox of their own, and then make the
    sign-in's person a member.
    """
    if user := User.objects.filter(person=person).first():
        sentence = f"{called(by)} has recorded {person}, who signs in with {user.email}, as a member"
        subject = f"{person} was recorded as a member"
        tell_after_commit(f"{sentence} from {full_date(since)}.", deciders(since, by, user), subject=subject)


def called(who: User | Portal) -> str:
    """Return the actor's name for emails about the act: "The portal’s server" for the portal itself."""
    return "The portal’s server" if isinstance(who, Portal) else str(who)
