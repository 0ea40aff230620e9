"""
Forms sent twice do their act once: a double click, Back and send again, a browser that sends again by itself.

Every form holds Django's CSRF token, which is masked anew each time a page is shown. That token, who sends the form,
where to and what was typed are one sending, and its hash is unique in the database. The first entry on the trail keeps
the hash in the act's own transaction (`committee.audit.record`), so a form that was refused may be sent again, and of
twelve sent at once one does the act and the others are undone. The same words from another showing of the form are
another act, and so are other words from the same showing.
"""

import hashlib
import time
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from committee.models import SentForm

KEPT_FOR = timedelta(days=7)
WAIT, LONGEST_WAIT = 0.05, 2.0  # in seconds, for a twin that has done the act and not answered yet


class SentBefore(Exception):
    """The same form was sent before and its act is done: the transaction that raises it keeps nothing."""


@dataclass(slots=True)
class Sending:
    """One request that sends a form; `kept` once an act of its is on the trail."""

    key: str
    attempt: uuid.UUID = field(default_factory=uuid.uuid4)
    kept: bool = False


_now: ContextVar[Sending | None] = ContextVar("sending", default=None)


def key_of(request: HttpRequest) -> str | None:
    """
    The hash of what is sent, by whom and where to, in hex; None where it is no form that was shown.

    Scripts that post again and again from one page send their token as a header, and so have none.
    """
    token = request.POST.get("csrfmiddlewaretoken") if request.method == "POST" else None
    if not token:
        return None
    said = hashlib.sha256()
    for part in (str(request.user.pk or ""), request.get_full_path(), *_content(request)):
        said.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return said.hexdigest()


def _content(request: HttpRequest) -> Iterator[str]:
    for name, values in sorted(request.POST.lists()):
        yield from (name, str(len(values)), *values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            content = hashlib.sha256()
            for chunk in file.chunks():
                content.update(chunk)
            file.seek(0)
            yield from (name, str(file.name), content.hexdigest())


def begin(key: str) -> None:
    """From here to `end`, what this thread puts on the trail is the act of this sending."""
    _now.set(Sending(key))


def end() -> Sending | None:
    """Nothing is being sent any more; gives what was."""
    sending = _now.get()
    _now.set(None)
    return sending


def keep() -> None:
    """Keep what is being sent, in the transaction of its act. Raises SentBefore where another request did the act."""
    sending = _now.get()
    if sending is None:
        return
    given = {"attempt": sending.attempt, "sent_at": timezone.now()}
    row, _ = SentForm.objects.get_or_create(key=sending.key, defaults=given)
    if row.attempt != sending.attempt:
        raise SentBefore
    sending.kept = True


def answered(sending: Sending, address: str) -> None:
    """
    Keep the address that the act led to; without one the sending is forgotten.

    A page that stays where it was may send the same again on purpose: its form, or the same file once more.
    """
    rows = SentForm.objects.filter(key=sending.key, attempt=sending.attempt)
    if address:
        rows.update(leads_to=address)
    else:
        rows.delete()


def is_kept(key: str) -> bool:
    """Whether that form did its act already."""
    return SentForm.objects.filter(key=key).exists()


def where_it_led(key: str) -> str:
    """The address that the act of an earlier sending led to, awaited for a moment; "" where there is none."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        row = SentForm.objects.filter(key=key).first()
        if row is None or row.leads_to or time.monotonic() > until:
            return row.leads_to if row else ""
        time.sleep(WAIT)


def delete_old(at: datetime) -> int:
    """Forget what was sent more than a week before; returns how many."""
    return SentForm.objects.filter(sent_at__lt=at - KEPT_FOR).delete()[0]
