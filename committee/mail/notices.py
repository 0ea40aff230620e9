"""Email to people in the council's words, one recipient at a time: text from templates, with the same words as HTML."""

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

NOBODY = "committees@council.example"


def failure_of[**P](send: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> str:
    """
    Call `send`. Return the name of the error where the mail server does not accept the email, else "".

    SECURITY: return only the name, because the error's own words may contain the address.
    """
    try:
        send(*args, **kwargs)
    except OSError as error:  # smtplib's errors are OSErrors too
        return type(error).__name__
    return ""


def mail(to: User, subject: str, template: str, context: Mapping[str, Any]) -> None:
    """
    Send `to` the email `template` (a name such as "email/preview.txt").

    The template is also given `user`, `council` and `site` (the portal's address without a slash at its end). Raises
    OSError or smtplib.SMTPException where the mail server does not take it.
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
    Send `person` the email `template`, which names the sender, and record on the trail of `thing` whether it was sent.

    `whom` is the person's part in the thing ("the member"). Return whether the email was sent; nothing is tried where
    the person has no sign-in.
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
    Send the email `template` to the users with one of `roles` on that day; to the council's own address without any.

    Return whether the mail server accepted the email; False where there is no address.
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
    Send `text` to the council's own address; replies go to `reply_to` where it is given.

    Raises OSError or smtplib.SMTPException where the mail server does not accept the email.
    """
    _send(Council.current().email, subject, text, reply_to=reply_to)


def _send(address: str, subject: str, text: str, *, reply_to: str, headers: dict[str, str] | None = None) -> None:
    # A title may hold a line break, and a header may not.
    line, answer_to = " ".join(subject.split())[:200], [reply_to] if reply_to else None
    sender = sent_from(Council.current())
    mail_html.message(line, text, sender, to=[address], reply_to=answer_to, headers=headers).send()


def sent_from(council: Council) -> str:
    """
    Return the address that emails come from: the council's own, unless DEFAULT_FROM_EMAIL names another.

    Replies go to the council's address. An email with a sender of another domain would look forged.
    """
    return settings.DEFAULT_FROM_EMAIL or council.email or NOBODY
