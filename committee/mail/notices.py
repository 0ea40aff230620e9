"""Send emails from the council, each to one recipient: a text, mostly from a template, and the same text as HTML."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string

from committee.acts import audit
from committee.acts.verbs import Portal
from committee.mail import mail_html
from committee.models import Council, Person, Role, RoleGrant, User

NOBODY = "committees@council.example"  # the sender if neither the settings nor the council have an address


def failure_of[**P](send: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> str:
    """
    Call `send`. Return the name of the error if the mail server does not accept the email, else "".

    SECURITY: only the name is returned, because the error's text may contain the address.
    """
    try:
        send(*args, **kwargs)
    except OSError as error:  # smtplib's errors are OSErrors too
        return type(error).__name__
    return ""


def mail(to: User, subject: str, template: str, context: Mapping[str, Any]) -> None:
    """
    Send `to` the email `template` (a name such as "email/preview.txt").

    The template also gets `user`, `council` and `site` (the portal's address without a slash at its end). Raises
    OSError or smtplib.SMTPException where the mail server does not accept the email.
    """
    mail_address(to.email, subject, template, {"user": to, **context})


def mail_about(
    thing: Model,
    person: Person,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    *,
    whom: str,
    by: User | Portal,
) -> bool:
    """
    Email `person` about the row `thing`. Return whether the email was sent.

    The trail of `thing` records the email or its failure, and calls the person `whom`, such as "the member". The
    `template` gets the name of the user `by` as `sender`. A person without a sign-in is not emailed, and the trail
    records nothing.
    """
    to = User.objects.filter(person=person, is_active=True).first()
    if to is None:
        return False
    words = {**context, "sender": by.get_full_name() if isinstance(by, User) else ""}
    if failure := failure_of(mail, to, subject, template, words):
        audit.record(by, f"could not email {whom} about", thing, failure=failure)
        return False
    audit.record(by, f"emailed {whom} about", thing, to=str(person))
    return True


def mail_holders(roles: Collection[Role], on: date, subject: str, template: str, context: Mapping[str, Any]) -> bool:
    """
    Email the users who have one of `roles` on the day `on`; if there are none, email the council's own address.

    Return whether the mail server accepted every email; False where there is nobody to email.
    """
    holders = RoleGrant.objects.on(on).filter(role__in=roles).values("user")
    users = User.objects.filter(pk__in=holders, is_active=True).order_by("pk")
    if users:
        failures = [failure_of(mail, user, subject, template, context) for user in users]
        return not any(failures)
    address = Council.current().email
    return bool(address) and not failure_of(mail_address, address, subject, template, context)


def mail_address(
    address: str,
    subject: str,
    template: str,
    context: Mapping[str, Any],
    *,
    headers: dict[str, str] | None = None,
) -> None:
    """
    Send the email `template` to somebody without a sign-in; the template also gets `council` and `site`.

    Replies go to the council's shared address, never to the mailbox of the sending user. Raises OSError or
    smtplib.SMTPException where the mail server does not accept the email.
    """
    council = Council.current()
    words = {"council": council, "site": settings.SITE_URL, **context}
    text = render_to_string(template, words).strip() + "\n"
    _send(address, subject, text, reply_to=council.email, headers=headers)


def mail_the_council(subject: str, text: str, *, reply_to: str = "") -> None:
    """
    Email `text` to the council's own address; replies go to `reply_to` if it is given.

    Raises OSError or smtplib.SMTPException where the mail server does not accept the email.
    """
    _send(Council.current().email, subject, text, reply_to=reply_to)


def _send(address: str, subject: str, text: str, *, reply_to: str, headers: dict[str, str] | None = None) -> None:
    # A title may contain a line break, but a header of an email must not.
    line, answer_to = " ".join(subject.split())[:200], [reply_to] if reply_to else None
    sender = sent_from(Council.current())
    mail_html.message(line, text, sender, to=[address], reply_to=answer_to, headers=headers).send()


def sent_from(council: Council) -> str:
    """
    Return the sender of emails: DEFAULT_FROM_EMAIL if it is set, else the council's own address.

    DEFAULT_FROM_EMAIL is for a mail server of another domain, because emails from the council's address would then look
    forged. Replies go to the council's address in any case.
    """
    return settings.DEFAULT_FROM_EMAIL or council.email or NOBODY
