"""
Signed links: one person does one act on one row (the thing) from their mailbox, without signing in.

An app registers each act once, in its `ready()`: the content of the page, the form, and the verb that carries out the
act. Then `send` makes a link and mails it; the page at /links/<token>/ shows the form. Opening a link changes nothing,
because mail scanners open every link. Sending the form does the act and uses the link up. A form that was refused can
be sent again. The page of a link that is no longer valid depends on the reason:

- expired or replaced: the reader may request a new link, which is mailed to the same mailbox
- used: the reader may request a copy of the answer, which is mailed to the same mailbox
- revoked: the page says whom to ask
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.urls import reverse

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, LinkHolder, Portal, signed_in, verb
from committee.mail import notices
from committee.models import Committee, LinkStanding, Person, SignedLink, User

RENEWALS_AN_HOUR = COPIES_AN_HOUR = 3
COPIES_IN_ALL = 12
NO_COPY = "There is no copy to send."
COPIED_ENOUGH = "A copy has been sent several times in the last hour. Check your spam folder, or try again in an hour."
COPIED_IN_ALL = (
    f"A copy has been sent {COPIES_IN_ALL} times, and no more can be sent. Check your spam folder, or copy what is "
    "shown on this page."
)
COPY_ASKED = "asked for a copy of what was sent with the"  # the trail's words, by which copies are counted
ANOTHER_MAILBOX = "The email address it was sent to is no longer in use. Ask the council’s officers for a new link."
AN_HOUR = timedelta(hours=1)
WHY_NOT = {
    LinkStanding.USED: "This link has been used already.",
    LinkStanding.REVOKED: "This link no longer works.",
    LinkStanding.EXPIRED: "This link has expired.",
}


@dataclass(frozen=True, slots=True)
class LinkPage:
    """
    The content of a link's page around its form.

    - `answers_for`: the body that the person answers for
    - `facts`: further facts, as (label, value)
    - `note`: the deadline, and how the answer is used, above the form
    - `source`: the text that the thing belongs to, folded away below the thing
    - `closed`: the reason why the act is no longer open, shown instead of the form
    """

    heading: str
    answers_for: str = ""
    lead: str = ""
    text: str = ""
    facts: Sequence[tuple[str, object]] = ()
    note: str = ""
    source: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class LinkedAct:
    """
    An act that a signed link lets somebody do.

    - `page(thing, person, at)`: content of the page
    - `form`: class of the form
    - `form_for(thing, person, data, at)`: the form itself, in place of `form`, where the form depends on the thing
    - `carry_out(thing, person, data, at)`: call the verb as the LinkHolder, and return the sentence that the page then
      shows; raises Refused
    - `expires(thing, at)`: the moment until which a link made at `at` is valid
    - `mail_subject`: subject of the email, or a function of the thing and of whether the email is a reminder
    - `mail_template`: template of the email; it also gets `reminder` and the context of `mail_words(thing, at)`
    - `may_send(who, on, thing)`: whether the user `who` may send or revoke a link on the day `on`
    - `stands(thing, person)`: sentence on the present state of the act, for the page of a used link
    - `copy(thing, person, at, to)`: the answer that was sent with a link at `at`, as (label, text); empty where the
      answer has been sent back or replaced since, or where somebody else now writes it. `to` is the mailbox that the
      copy is for, None for the page of thanks
    - `copy_subject(thing)`: subject of the email with the copy
    - `committee(thing)`: the committee whose contact answers questions about a link that is no longer valid; None
      where the committee team answers
    """

    name: str
    page: Callable[[Any, Person, datetime], LinkPage]
    form: Callable[..., forms.Form]
    carry_out: Callable[[Any, Person, dict[str, Any], datetime], str]
    expires: Callable[[Any, datetime], datetime]
    mail_subject: str | Callable[[Any, bool], str]
    mail_template: str
    may_send: Callable[[Any, date, Any], bool]
    stands: Callable[[Any, Person], str] = lambda thing, person: ""
    mail_words: Callable[[Any, datetime], dict[str, object]] = lambda thing, at: {}
    copy: Callable[[Any, Person, datetime, str | None], list[tuple[str, str]]] = lambda thing, person, at, to: []
    copy_subject: Callable[[Any], str] = lambda thing: "A copy of what you sent"
    form_for: Callable[[Any, Person, Any, datetime], forms.Form] | None = None
    committee: Callable[[Any], Committee | None] = lambda thing: None


_acts: dict[str, LinkedAct] = {}


def register(act: LinkedAct) -> None:
    """Register `act` under its name. An app does this once, in its `ready()`."""
    _acts[act.name] = act


def act_of(link: SignedLink) -> LinkedAct:
    """Return the act that a link is for."""
    return _acts[link.act]


def thing_of(link: SignedLink) -> models.Model | None:
    """Return the row that a link is for; None where it is deleted, or the act is unknown."""
    return link.thing if link.act in _acts else None


def address_of(person: Person) -> str:
    """Return the email address of a person's active sign-in; "" if there is none."""
    user = User.objects.filter(person=person, is_active=True).first()
    return user.email if user else ""


def find(token: str) -> SignedLink | None:
    """Return the link with this token, even where it is used or expired; None where no link has the token."""
    return SignedLink.objects.select_related("person").filter(token_hash=_hash(token)).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def page_of(link: SignedLink, at: datetime) -> LinkPage:
    """
    Return the content of a link's page.

    The page is `closed` where the row is gone, the act is unknown or no longer open, or the mailbox has changed.
    """
    thing = thing_of(link)
    if thing is None:
        return LinkPage("This link no longer works", closed="What it was for has been removed.")
    if _is_anothers(link):
        return LinkPage("This link no longer works", closed=ANOTHER_MAILBOX)
    return act_of(link).page(thing, link.person, at)


def _is_anothers(link: SignedLink) -> bool:
    """Return whether the person now has another address. SECURITY: somebody else may read the old mailbox."""
    registered = address_of(link.person)
    return bool(registered) and registered.casefold() != link.address.casefold()


def form_of(link: SignedLink, data: Any, at: datetime) -> forms.Form:
    """Return the form of a valid link, bound to the sent `data`."""
    act = act_of(link)
    return act.form_for(link.thing, link.person, data, at) if act.form_for else act.form(data)


def fields_of(link: SignedLink) -> Mapping[str, forms.Field]:
    """Return the fields of the act's form class, which exist even where the thing is gone; none for an unknown act."""
    return getattr(act_of(link).form, "base_fields", {}) if link.act in _acts else {}


def stands(link: SignedLink) -> str:
    """Return a sentence on the present state of the act; "" where the row is deleted or the act has no sentence."""
    thing = thing_of(link)
    return act_of(link).stands(thing, link.person) if thing is not None else ""


def whom_to_ask(link: SignedLink) -> str:
    """
    Return whom to ask about a link that is no longer valid, as the beginning of a sentence; an address follows it.

    SECURITY: the sentence names only the committee and its contact, who are on a public page. It does not name the act.
    """
    thing = thing_of(link)
    committee = act_of(link).committee(thing) if thing is not None else None
    officer = committee.contact_officer if committee else None
    return f"Ask {officer.name} for the {committee}:" if officer else "Ask the committee team:"


def copy(link: SignedLink, *, by_mail: bool = False) -> list[tuple[str, str]]:
    """
    Return the answer that was sent with the link, as (label, text).

    Return [] where the link is unused, the person has another address now, or the act has no copy for the person.
    """
    thing = thing_of(link)
    if thing is None or link.used_at is None or _is_anothers(link):
        return []
    return act_of(link).copy(thing, link.person, link.used_at, link.address if by_mail else None)


def _may_send(who: Any, on: date, /, name: str, person: Person, subject: models.Model, **about: object) -> bool:
    return _acts[name].may_send(who, on, subject)


@verb(may_this=_may_send, in_one_transaction=False)
def send(
    name: str,
    person: Person,
    subject: models.Model,
    *,
    address: str = "",
    reminder: bool = False,
    at: datetime,
    by: User | Portal,
) -> bool:
    """
    Mail `person` a link for the act `name` on `subject`. Return whether the email was sent; the trail records it.

    With `reminder` the email is the act's reminder. Earlier links for the same act end. Raises Refused where there is
    no address, or the act's deadline has passed. SECURITY: a person with a sign-in is emailed only at the address of
    the sign-in, so that nobody can divert the link; `address` is for people without a sign-in.
    """
    registered = address_of(person)
    if registered and address and address.casefold() != registered.casefold():
        raise Refused(f"{person} has a sign-in: the link goes to its email address.")
    to = registered or address.strip()
    try:
        validate_email(to)
    except ValidationError as error:
        raise Refused(f"Enter an email address for {person}.") from error
    link, token = _make(_acts[name], person, subject, to, at=at, by=by)
    return _mail(link, token, reminder=reminder, by=by)


@transaction.atomic
def _make(
    act: LinkedAct, person: Person, subject: models.Model, address: str, *, at: datetime, by: User | Portal
) -> tuple[SignedLink, str]:
    expires = act.expires(subject, at)
    if expires <= at:
        raise Refused("The deadline has passed, so no link was sent.")
    token = secrets.token_urlsafe(32)
    link = SignedLink(
        token_hash=_hash(token),
        person=person,
        act=act.name,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject=str(subject)[:250],
        address=address,
        made_at=at,
        made_by=signed_in(by),
        expires_at=expires,
    )
    # Only valid links are revoked. An expired link stays expired, so that its page still offers a new link.
    for earlier in SignedLink.objects.alike(link).live(at).select_for_update(of=("self",)):
        earlier.revoked_at = at
        earlier.save(update_fields=["revoked_at"])
    link.save()
    audit.record(by, "created a", link, act=act.name, address=address, expires_at=expires.isoformat())
    return link, token


def _mail(link: SignedLink, token: str, *, reminder: bool = False, by: User | Portal) -> bool:
    act = act_of(link)
    about = act.mail_subject if isinstance(act.mail_subject, str) else act.mail_subject(link.thing, reminder)
    words = {
        "person": link.person,
        "url": settings.SITE_URL + reverse("public:signed-link", args=[token]),
        "expires": link.expires_at,
        "subject": link.thing,
        "sender": by.get_full_name() if isinstance(by, User) else "",
        "reminder": reminder,
        **act.mail_words(link.thing, link.made_at),
    }
    if failure := notices.failure_of(notices.mail_address, link.address, about, act.mail_template, words):
        audit.record(by, "could not email the", link, failure=failure)
        return False
    audit.record(by, "emailed the", link, address=link.address)
    return True


def _may_revoke(who: Any, on: date, /, link: SignedLink, **about: object) -> bool:
    thing = thing_of(link)
    return thing is not None and act_of(link).may_send(who, on, thing)


@verb(may_this=_may_revoke)
def revoke(link: SignedLink, *, at: datetime, by: User) -> SignedLink:
    """Revoke a link. Raises Refused where it has been used or revoked."""
    locked = _hold(link)
    if locked.used_at or locked.revoked_at:
        raise Refused(WHY_NOT[locked.standing(at)])
    locked.revoked_at, locked.revoked_by = at, by
    locked.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(by, "revoked the", locked)
    return locked


def _hold(link: SignedLink) -> SignedLink:
    """Return the link as it is now, locked."""
    return SignedLink.objects.select_for_update(of=("self",)).select_related("person").get(pk=link.pk)


@transaction.atomic
def use(link: SignedLink, data: dict[str, Any], *, at: datetime) -> str:
    """
    Do the act of `link` with the form's data, and use the link up. Return the sentence that the page then shows.

    Raises Refused where the link is no longer valid, or where the act is refused. A refused act does not use the link.
    """
    locked = _hold(link)
    if (standing := locked.standing(at)) is not LinkStanding.LIVE:
        raise Refused(WHY_NOT[standing])
    page = page_of(locked, at)
    if page.closed:
        raise Refused(page.closed)
    done = act_of(locked).carry_out(locked.thing, locked.person, data, at)
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    audit.record(LinkHolder(locked.person), "used the", locked)
    return done


def is_renewable(link: SignedLink, at: datetime) -> bool:
    """Return whether the page of a link offers a new link: the link expired or was replaced, and no user revoked it."""
    return link.standing(at) is LinkStanding.EXPIRED or link.was_replaced


def renew(link: SignedLink, *, at: datetime) -> None:
    """
    Mail a new link to the mailbox that the old link went to, where the act is still open to the person of the link.

    SECURITY: nobody is shown whether an email was sent, so that the holder of an old link learns nothing about the
    mailbox. At most RENEWALS_AN_HOUR links are sent for one person, thing and act, and none to an address that the
    person no longer has.
    """
    if not is_renewable(link, at) or page_of(link, at).closed:
        return
    alike, thing = SignedLink.objects.alike(link), link.thing
    latest = alike.latest("made_at", "pk")
    if thing is None or latest.used_at or latest.revoked_by_id or latest.address.casefold() != link.address.casefold():
        return
    if alike.filter(made_by=None, made_at__gt=at - AN_HOUR).count() >= RENEWALS_AN_HOUR:
        return
    try:
        fresh, token = _make(act_of(link), link.person, thing, link.address, at=at, by=PORTAL)
    except Refused:
        return
    _mail(fresh, token, by=PORTAL)


def mail_copy(link: SignedLink, *, at: datetime) -> None:
    """
    Mail a copy of the answer that was sent with a link to the mailbox that the link went to.

    SECURITY: no address is entered, so the holder of a used link cannot divert the copy. For one link, at most
    COPIES_AN_HOUR copies are sent in an hour, and at most COPIES_IN_ALL ever. Raises Refused where there is nothing to
    copy, where a limit is reached, or where the email could not be sent.
    """
    locked = _claim_copy(link, at)
    act, words = act_of(locked), copy(locked, by_mail=True)
    context = {"person": locked.person, "sent_at": locked.used_at, "sent": words}
    to, subject = locked.address, act.copy_subject(locked.thing)
    if failure := notices.failure_of(notices.mail_address, to, subject, "email/link_copy.txt", context):
        audit.record(PORTAL, "could not email a copy of what was sent with the", locked, failure=failure)
        raise Refused("The email could not be sent. Try again later.")


@transaction.atomic
def _claim_copy(link: SignedLink, at: datetime) -> SignedLink:
    """
    Record a request for a copy, and return the link, locked so that requests at the same moment keep within the limits.

    Raises Refused where there is nothing to copy, or a limit of copies is reached.
    """
    locked = _hold(link)
    if not copy(locked, by_mail=True):
        raise Refused(NO_COPY)
    requests = audit.trail_of(locked).filter(did=COPY_ASKED)
    if requests.count() >= COPIES_IN_ALL:
        raise Refused(COPIED_IN_ALL)
    if requests.filter(at__gt=at - AN_HOUR).count() >= COPIES_AN_HOUR:
        raise Refused(COPIED_ENOUGH)
    audit.record(LinkHolder(locked.person), COPY_ASKED, locked)
    return locked
