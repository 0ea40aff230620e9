"""
Forms sent twice do their act once: a double click, Back and send again, a browser that sends again by itself.

Every form holds Django's CSRF token, which is masked anew each time a page is shown. A sending is that token, the
sender, the address and what was typed; its hash is unique in the database. Of several equal sendings one reaches the
view, and the others are redirected to where that one leads. A form that was refused put nothing on the trail, and may
be sent again. The same words from another showing of the page are another act, and so are other words from the same
showing.
"""

import hashlib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest

from committee.models import AuditEntry, SentForm, User

KEPT_FOR = timedelta(days=7)
ABANDONED_AFTER = timedelta(minutes=2)  # longer than any page takes: its process was ended
WAIT, LONGEST_WAIT = 0.05, 2.0  # in seconds, for a twin that has not answered yet
SENT_BEFORE = "You have already sent this form. It was saved once."


def key_of(request: HttpRequest, sender: User | None) -> str | None:
    """
    Return a hash, in hex, of the form, its sender and its address; None for a request that is no form of ours.

    Scripts that post again and again from one page send their token as a header, and so have none.
    """
    token = request.POST.get("csrfmiddlewaretoken") if request.method == "POST" else None
    if not token:
        return None
    digest = hashlib.sha256()
    for part in (str(sender.pk if sender else ""), request.get_full_path(), *_content(request)):
        digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return digest.hexdigest()


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


def begin(key: str, *, sender: User | None, at: datetime) -> SentForm | None:
    """Begin to process a form; None if another copy is being processed or has been."""
    trail = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    abandoned = SentForm.objects.filter(key=key, leads_to="", sent_at__lt=at - ABANDONED_AFTER)
    for _ in range(2):
        try:
            with transaction.atomic():
                return SentForm.objects.create(key=key, sent_by=sender, sent_at=at, trail=trail)
        except IntegrityError:
            if not abandoned.delete()[0]:
                return None
    return None


def answered(sending: SentForm, leads_to: str) -> None:
    """
    Keep the address that the act led to; where there was no act, or no address, the sending is forgotten.

    A page that stays where it was may send the same again on purpose: its form, or the same file once more.
    """
    rows = SentForm.objects.filter(pk=sending.pk)
    if leads_to and AuditEntry.objects.filter(by=sending.sent_by, pk__gt=sending.trail).exists():
        rows.update(leads_to=leads_to)
    else:
        rows.delete()


def where_it_led(key: str) -> str | None:
    """Return the page that another copy of the form led to, after a short wait: "" if pending, None if refused."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        row = SentForm.objects.filter(key=key).first()
        if row is None or row.leads_to or time.monotonic() > until:
            return row.leads_to if row else None
        time.sleep(WAIT)


def led_before(request: HttpRequest, sender: User) -> str:
    """Return where this same form led `sender` before; "" where they did not send it."""
    row = SentForm.objects.filter(key=key_of(request, sender) or "").first()
    return row.leads_to if row else ""


def delete_old(at: datetime) -> int:
    """Forget what was sent more than a week before; returns how many."""
    return SentForm.objects.filter(sent_at__lt=at - KEPT_FOR).delete()[0]
