"""Sign-ins, and the roles of their owners."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from allauth.account import app_settings as allauth_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from committee.access.permissions import administers, runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, signed_in, verb
from committee.mail.notices import failure_of, mail, mail_address
from committee.models import CalendarLink, Committee, Council, DirectoryGroup, Person, Role, RoleGrant, User
from committee.register.lawful import end, hold, hold_register, hold_row, save_lawful
from committee.register.roles_told import (
    DECIDERS,
    RESTRICTED,
    called,
    deciders,
    is_or_was_member,
    tell_after_commit,
)
from committee.sign_in import sessions
from committee.sign_in.directories import directory_for, directory_of
from committee.wording.dates import full_date
from committee.wording.unprintable import unbroken

SUSPENDED = "suspended the sign-in of"  # an act on the trail


def password_link(user: User) -> str:
    """Return the address for choosing a password: valid once, for three days (PASSWORD_RESET_TIMEOUT)."""
    key = allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.SITE_URL + path


def send_invitation(user: User, *, by: User | Portal) -> None:
    """Email `user` the link for choosing a password; where a directory has their account, the page for signing in."""
    council = Council.current()
    serving = directory_for(user.email)
    link = settings.SITE_URL + reverse("account_login") if serving else password_link(user)
    context = {"link": link, "by": signed_in(by), "directory": serving}
    mail(user, f"Your sign-in for {council.name}", "email/invitation.txt", context)


@verb(may=administers)
def invite_user(
    *,
    email: str,
    name: str,
    on: date,
    by: User | Portal,
    person: Person | None = None,
    send: bool = True,
    gathered: list[str] | None = None,
) -> User:
    """
    Create a sign-in without a password, and email its owner a link to choose a password, unless `send` is False.

    Where `person` is or was a member, the other users who decide on roles on the day `on` or later are emailed, because
    the sign-in may open restricted papers and the mailbox could be anybody's. With `gathered` the member and the
    address are added to that list, and the caller emails them for all sign-ins together.

    Raises Refused where the address is invalid or has a sign-in already, or where the person has a sign-in already.
    """
    if "\0" in email + name:
        raise Refused("It contains a character that cannot be read.")
    _refuse_other_letters(email)
    hold_register()
    if person is not None:
        _hold_without_a_sign_in(person)
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(f"{email} has a sign-in already.")
    try:
        user = User.objects.create_user(email.strip(), None, name=unbroken(name), person=person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    audit.record(by, "created a sign-in for", user)
    if send:  # `robust` here and below: where an email fails, the emails after it are still sent
        transaction.on_commit(lambda: send_invitation(user, by=by), robust=True)
    if is_or_was_member(person) and gathered is not None:
        gathered.append(f"{person}, {email}")
    elif is_or_was_member(person):
        sentence = f"{called(by)} has created a sign-in for {person}, a member, with the address {email}."
        tell_after_commit(sentence, deciders(on, by), subject=f"A sign-in was created for {person}")
    return user


def _hold_without_a_sign_in(person: Person) -> None:
    hold(person)
    if User.objects.filter(person=person).exists():
        raise Refused(f"{person} has a sign-in already.")


@verb(may=administers)
def name_person(user: User, person: Person, *, on: date, by: User) -> User:
    """
    Record which person of the register a sign-in belongs to, as where the council's directory created it.

    Where the person is or was a member, the other users who decide on roles are emailed, as `invite_user` does. Raises
    Refused where the sign-in belongs to a person already, or the person has a sign-in, or where `user` is `by`.
    """
    if user == by:
        raise Refused("Another administrator must say who you are in the register.")
    hold_register()
    _hold_without_a_sign_in(person)
    hold(user)
    if user.person is not None:
        raise Refused(f"It is the sign-in of {user.person} already.")
    user.person = person
    user.save(update_fields=["person"])
    sessions.end_all(user)
    audit.record(by, "recorded in the register who is", user, person=str(person))
    if is_or_was_member(person):
        sentence = f"{by} has recorded that {user.told_apart()} is the sign-in of {person}, a member."
        tell_after_commit(sentence, deciders(on, by, user), subject=f"The sign-in of {person}")
    return user


@verb(may=administers)
def change_address(user: User, email: str, *, on: date, by: User | Portal) -> User:
    """
    Let `user` sign in with another address, and email both addresses, so that the owner can report a theft.

    Where the user is an administrator or a member, or has a role that opens restricted papers, the other users who
    decide on roles are emailed as well: the new address receives the link for choosing a password.

    Raises Refused where the address is invalid, is the user's already, or belongs to another sign-in.
    """
    _refuse_other_letters(email)
    hold_register()
    hold(user)
    before, after = user.email, User.objects.normalize_email(email.strip()).lower()
    if after == before:
        raise Refused(f"{user} signs in with {before} already.")
    if User.objects.filter(email__iexact=after).exists():
        raise Refused(f"{after} has a sign-in already.")
    user.email = after
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=after, primary=True, verified=True)
    audit.record(by, "changed the address of the sign-in of", user, before=before, after=after)
    words = {"user": user, "before": before, "after": after, "by": by}
    for address in (before, after):
        subject = "The address that you sign in with was changed"
        transaction.on_commit(partial(mail_address, address, subject, "email/address_changed.txt", words), robust=True)
    sentence = f"{called(by)} has changed the address that {user} signs in with, from {before} to {after}."
    _tell_the_others(user, sentence, f"The address of {user} was changed", on, by)
    return user


@verb(may=administers)
def rename_user(user: User, name: str, *, by: User | Portal) -> User:
    """Correct the name of a sign-in, as its history shows it."""
    hold(user)
    before, user.name = user.name, unbroken(name)
    user.save(update_fields=["name"])
    audit.record(by, "renamed the sign-in of", user, before=before)
    return user


def _refuse_other_letters(email: str) -> None:
    """
    Raise Refused where the address has letters that look like other letters, or are invisible.

    SECURITY: readers of an email recognise an address by how the address looks.
    """
    if not email.strip().isascii():
        raise Refused("The email address contains a letter that is not a to z. Check it.")


@verb(may=administers)
def grant_role(
    user: User,
    role: str,
    *,
    since: date,
    by: User | Portal,
    until: date | None = None,
    group: DirectoryGroup | None = None,
) -> RoleGrant:
    """
    Grant `user` the `role` from `since` to `until` (None: no end); `group` is the group that gives it, if any.

    For a role that opens restricted papers, and for an administrator, the other users who decide on roles are emailed,
    so that they can object. Raises Refused where the user has the role in that time, or where `by` would grant
    themselves a role that opens restricted papers (see `role_requests`).
    """
    hold(user)
    if by == user and role in RESTRICTED:
        raise Refused("You cannot give yourself that role: another administrator or the proper officer approves it.")
    if user.role_grants.filter(role=role).overlapping(since, until):
        raise Refused(f"{user} holds that role in that time already.")
    grant = RoleGrant(user=user, role=role, since=since, until=until, granted_by=signed_in(by), group=group)
    save_lawful(grant)
    through = {"group": group.group} if group else {}
    audit.record(by, "granted the role of", grant, since=since.isoformat(), **through)
    if role in RESTRICTED or role == Role.ADMINISTRATOR:
        sentence = f"{called(by)} has made {user.told_apart()} {grant.get_role_display().lower()}"
        subject = f"A new role of {user}"
        tell_after_commit(f"{sentence} {grant.period}.", deciders(since, by, user), subject=subject)
    return grant


@verb(may=administers)
def end_role(grant: RoleGrant, *, on: date, by: User | Portal, at_once: bool = False) -> None:
    """
    Record the last day of a role, or with `at_once` end the role and its holder's sessions now.

    For the role of administrator or proper officer, its holder and the other users who decide on roles are emailed.
    Raises Refused where the day `on` is before the role's first day, where the role has ended by that day, or where the
    user is the last administrator.
    """
    if grant.role == Role.ADMINISTRATOR:
        _refuse_locking_everybody_out(grant.user, on)
    if grant.role in DECIDERS:
        end_of = f"the role of {grant.user.told_apart()} as {grant.get_role_display().lower()}"
        _tell_who_decided(grant.user, f"{called(by)} has ended {end_of}: its last day is {full_date(on)}.", on, by)
    if at_once:
        hold_row(grant)
        if not grant.held_on(on):
            raise Refused(f"{grant.user} does not hold that role on {full_date(on)}.")
        grant.until, grant.at_once = on, True
        save_lawful(grant)
        sessions.end_all(grant.user)
    else:
        end(grant, on)
    how = "ended immediately" if at_once else "ended"
    audit.record(by, f"{how} on {full_date(on)} the role of", grant, until=on.isoformat())


def _refuse_locking_everybody_out(user: User, on: date) -> None:
    hold_register()
    lasting = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gt=on), role=Role.ADMINISTRATOR, since__lte=on)
    if not lasting.filter(user__in=User.objects.who_may_sign_in()).exclude(user=user).exists():
        raise Refused(f"{user} is the only administrator after that day. Make another one first.")


@verb(may=administers)
def suspend(user: User, *, on: date, by: User | Portal, why: str = "") -> None:
    """
    Stop `user` from signing in, end their sessions and delete their calendar link. Their acts stay on the trail, with
    `why`, which an administrator has no need to give.

    Where `user` decides on roles, `user` and the other users who decide are emailed. Raises Refused where `user` is
    `by` or the last administrator, and where the sign-in is suspended already.
    """
    if user == by:
        raise Refused("You cannot suspend your own sign-in.")
    hold_register()
    hold(user)
    if not user.is_active:
        raise Refused(f"The sign-in of {user} is suspended already.")
    if user.role_grants.filter(role=Role.ADMINISTRATOR).on(on).exists():
        _refuse_locking_everybody_out(user, on)
    if user in deciders(on):
        _tell_who_decided(user, f"{called(by)} has suspended the sign-in of {user.told_apart()}.", on, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user)
    CalendarLink.objects.filter(user=user).delete()
    audit.record(by, SUSPENDED, user, **({"why": why} if why else {}))


@verb(may=administers)
def reset_second_step(user: User, *, on: date, by: User) -> None:
    """
    Remove a second step that its owner has lost, and the recovery codes. End the owner's sessions and email the owner.

    Where the user is an administrator or a member, or has a role that opens restricted papers, the other users who
    decide on roles are emailed as well. Raises Refused where `user` is `by`, and where `user` has no second step.
    """
    if user == by:
        raise Refused("Another administrator must reset your own second step.")
    hold(user)
    steps = Authenticator.objects.filter(user=user)
    kinds = sorted(steps.values_list("type", flat=True))
    if not kinds:
        raise Refused(f"{user} has no second step.")
    steps.delete()
    sessions.end_all(user)
    audit.record(by, "reset the second step of", user, kinds=kinds)
    sentence = (
        f"{by} has reset the second step of {user.told_apart()}: it was lost. A new one is set up at the next sign-in."
    )
    tell_after_commit(sentence, [user], subject="Your second step was reset", page="start")
    _tell_the_others(user, sentence, f"The second step of {user} was reset", on, by)


def _tell_the_others(user: User, sentence: str, subject: str, on: date, by: User | Portal) -> None:
    """
    Email the users who decide on roles about a possible takeover of a sign-in, if the sign-in is a member's, opens
    restricted papers or is an administrator's.

    SECURITY: a role that begins on a later day counts too; otherwise a takeover before that day would go unnoticed.
    """
    restricted = user.role_grants.overlapping(on, None).filter(role__in=(*RESTRICTED, Role.ADMINISTRATOR))
    if is_or_was_member(user.person) or restricted.exists():
        tell_after_commit(sentence, deciders(on, by, user), subject=subject)


def _tell_who_decided(user: User, sentence: str, on: date, by: User | Portal) -> None:
    """
    Email a user who may no longer decide on roles, and the users who still may.

    SECURITY: otherwise an administrator could end the roles of all others who decide, and then grant roles unnoticed.
    """
    to = {user, *deciders(on)} - {by}
    tell_after_commit(sentence, sorted(to, key=str), subject="Who decides on roles has changed", page="start")


@verb(may=administers)
def end_sessions(user: User, *, by: User) -> int:
    """Sign `user` out of every browser. Return the number of sessions ended."""
    hold(user)
    ended = sessions.end_all(user)
    audit.record(by, "ended every session of", user, sessions=ended)
    return ended


@verb(may=administers)
def restore(user: User, *, on: date, by: User | Portal) -> None:
    """
    Let a suspended user sign in again, in a new session.

    Where the user is an administrator or a member, or has a role that opens restricted papers, the other users who
    decide on roles are emailed. Raises Refused where the user is not suspended.
    """
    hold(user)
    if user.is_active:
        raise Refused(f"The sign-in of {user} is not suspended.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    sessions.end_all(user)  # a session may have begun at the moment of the suspension
    audit.record(by, "restored the sign-in of", user)
    sentence = (
        f"{called(by)} has restored the sign-in of {user.told_apart()}, which was suspended: they can sign in again."
    )
    _tell_the_others(user, sentence, f"The sign-in of {user} was restored", on, by)


@verb(may=administers)
def invite_with_role(
    *,
    email: str,
    name: str,
    role: str,
    on: date,
    by: User | Portal,
    person: Person | None = None,
    send: bool = True,
    gathered: list[str] | None = None,
) -> User:
    """
    Invite somebody and grant `role` from the day `on` ("" for no role). A refusal of either act undoes both.

    `send` and `gathered` are those of `invite_user`.
    """
    user = invite_user(email=email, name=name, person=person, on=on, by=by, send=send, gathered=gathered)
    if role:
        grant_role(user, role, since=on, by=by)
    return user


@verb(may=administers, in_one_transaction=False)
def invite_again(user: User, *, by: User) -> None:
    """
    Email `user` a new link for choosing a password.

    Raises Refused for a suspended or demonstration user, for one who signs in with a directory, and where the mail
    server does not accept the email.
    """
    if not user.is_active or user.is_demo:
        raise Refused(f"{user} cannot sign in, so a link would be of no use.")
    if serving := directory_of(user):
        raise Refused(f"{user} signs in with {serving.name}, and has no password here.")
    if failure_of(send_invitation, user, by=by):
        raise Refused("The email could not be sent. Try again later.")
    audit.record(by, "sent a password link to", user)


@verb(may=administers)
def limit_clerk(user: User, committees: Sequence[Committee], *, by: User) -> list[Committee]:
    """
    Limit a clerk to the business of `committees`; an empty list removes the limit.

    A limited clerk gets 404 for the desk pages of other committees, and may not act on those committees. Raises Refused
    where `user` is `by`.
    """
    if user.pk == by.pk:
        raise Refused("Someone else limits your sign-in, or lifts the limit.")
    hold(user)
    chosen = sorted(committees, key=lambda body: body.name)
    user.limited_to.set(chosen)
    audit.record(
        by,
        "limited to some committees" if chosen else "limited to no committee any more",
        user,
        committees=[body.name for body in chosen],
    )
    return chosen


@verb(may=runs_the_desk)
def choose_desk_committees(committees: Sequence[Committee], *, by: User) -> list[Committee]:
    """
    Make the desk of `by` show the business of `committees` first; an empty list shows every committee alike.

    The choice changes no right. Only an administrator can limit a clerk (`limit_clerk`).
    """
    chosen = sorted(committees, key=lambda body: body.name)
    by.desk_committees.set(chosen)
    audit.record(by, "chose the committees shown first to", by, committees=[body.name for body in chosen])
    return chosen
