"""Sign-in with a directory: who gets in, and with which roles. allauth has checked the directory's tokens before."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import Person, User
from committee.register.directory_groups import follow_groups, roles_of
from committee.register.lawful import hold, hold_register
from committee.register.roles_told import is_or_was_member, tell_after_commit
from committee.register.sign_ins import invite_user
from committee.sign_in.directories import Directory, directory

logger = logging.getLogger(__name__)
NO_ROLE = (
    "Your account is right, but it opens nothing here yet. Ask the committee team to give you a sign-in, or your IT "
    "staff to put you into the group of officers who use the portal."
)
NOT_VOUCHED_FOR = "Your account has no email address of the council. Sign in with the address that you were invited by."
ANOTHERS = (
    "Another account has signed in here with your email address. Ask the portal’s administrator, who can give that "
    "sign-in another address."
)
FAILED = "The sign-in did not work. Try again. If it happens again, tell your IT staff."
CANCELLED = "You have not signed in: the sign-in was cancelled."


@dataclass(frozen=True, slots=True)
class Account:
    """
    What a directory's tokens say about a person.

    `groups` is None where the tokens do not list them, because the person is in too many.
    """

    subject: str
    address: str
    name: str
    groups: frozenset[str] | None

    @classmethod
    def read(cls, data: Mapping[str, Any], served_by: Directory) -> "Account":
        """
        Return what the ID token and the answer of the userinfo address say, in which the second adds to the first.

        Raises Refused where they speak of two people.
        """
        id_token, userinfo = (data.get(part) or {} for part in ("id_token", "userinfo"))
        if id_token and userinfo and id_token.get("sub") != userinfo.get("sub"):
            raise Refused(FAILED)
        claims = {**id_token, **userinfo}
        listed = claims.get(served_by.groups_claim)
        groups: frozenset[str] | None = frozenset()
        if isinstance(listed, list):
            groups = frozenset(group for group in listed if isinstance(group, str))
        elif served_by.groups_claim in (claims.get("_claim_names") or {}) or claims.get("hasgroups"):
            groups = None
        address, name = (claims.get(claim) for claim in ("email", "name"))
        return cls(str(claims["sub"]), str(address or "").strip().lower(), str(name or address or "")[:120], groups)


@transaction.atomic
def admit(data: Mapping[str, Any], served_by: Directory, *, on: date) -> User:
    """
    Return the user of a directory's account, with the roles of their groups on the day `on`.

    An account that was here before is found by its subject. Another one gets the sign-in of its address, which then
    has no password any more, or a new sign-in where one of its groups has a role. A suspended user is returned as they
    are, and allauth refuses them.

    Raises Refused, with a sentence for its owner, where the account opens no sign-in.
    """
    account = Account.read(data, served_by)
    hold_register()  # otherwise one account that signs in twice at once would get two sign-ins
    accounts: QuerySet[Any] = SocialAccount.objects.filter(provider=served_by.key).select_related("user")
    row = accounts.filter(uid=account.subject).first()
    if row:
        user: User = row.user
        accounts.filter(pk=row.pk).update(extra_data={})  # allauth stored all that the tokens say, which nobody needs
    else:
        user = _newly_linked(account, served_by, on)
    if user.is_active and account.groups is not None:
        follow_groups(user, served_by, account.groups, on=on)
    return user


def _newly_linked(account: Account, served_by: Directory, on: date) -> User:
    if not served_by.vouches_for(account.address):
        raise Refused(NOT_VOUCHED_FOR)
    user = User.objects.filter(email=account.address).first()
    if user is None:
        if not roles_of(served_by, account.groups or ()):
            raise Refused(NO_ROLE)
        user = invite_user(
            email=account.address, name=account.name, person=_officer(account), on=on, by=PORTAL, send=False
        )
    hold(user)
    # SECURITY: an address may be given to a namesake of someone who has left. Their accounts have different subjects.
    if SocialAccount.objects.filter(user=user, provider=served_by.key).exists():
        raise Refused(ANOTHERS)
    if not user.is_active:
        return user
    user.set_unusable_password()
    user.save(update_fields=["password"])
    SocialAccount.objects.create(user=user, provider=served_by.key, uid=account.subject)
    audit.record(PORTAL, "linked to a directory the sign-in of", user, directory=served_by.name)
    sentence = f"You now sign in to the committee portal with {served_by.name}. You have no password here any more."
    tell_after_commit(sentence, [user], subject="How you sign in has changed", page="start")
    return user


def _officer(account: Account) -> Person | None:
    """Return the officer of the register with this address and without a sign-in; None for members and two officers."""
    people = [
        person
        for person in Person.objects.filter(email__iexact=account.address, user=None, posts__isnull=False).distinct()
        if not is_or_was_member(person)
    ]
    return people[0] if len(people) == 1 else None


class Adapter(DefaultSocialAccountAdapter):
    """allauth's adapter for sign-in with a directory: nobody signs up, and nobody links an account by themselves."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """
        Find or make the user of the account; redirect to the sign-in page with a sentence where nobody may get in.

        SECURITY: allauth would also link an account to whoever is signed in. So a stolen session could be made to last.
        """
        served_by = directory(sociallogin.account.provider)
        try:
            if served_by is None or sociallogin.state.get("process") != "login":
                raise Refused(FAILED)
            sociallogin.user = admit(sociallogin.account.extra_data, served_by, on=timezone.localdate())
        except Refused as refusal:
            raise ImmediateHttpResponse(self.refused(request, str(refusal))) from refusal

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Say on the sign-in page that the directory let nobody in."""
        cancelled = error == AuthError.CANCELLED
        raise ImmediateHttpResponse(
            self.refused(request, CANCELLED) if cancelled else self.failed(request, exception or error)
        )

    def failed(self, request: HttpRequest, failure: Any) -> HttpResponseBase:
        """Return the answer where the directory does not do what it should, and log the kind of the failure."""
        kind = type(failure).__name__ if isinstance(failure, Exception) else failure
        logger.warning("sign-in with a directory failed: %s", kind)
        return self.refused(request, FAILED)

    def refused(self, request: HttpRequest, sentence: str) -> HttpResponseBase:
        """Return the way back to the sign-in page, which shows `sentence`."""
        messages.error(request, sentence)
        return redirect("account_login")
