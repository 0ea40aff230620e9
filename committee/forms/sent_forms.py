"""
Do the act of a form once if the form is sent twice: by a double click, by Back and Send, by a retry of the browser.

Every form has Django's CSRF token, with a new mask each time a page is shown. A sending is the token, the sender, the
address and the typed values. The hash of a sending is unique in the database.

- Of several equal sendings only the first reaches the view. The others are redirected to the page that the first led
  to.
- A refused form may be sent again. Its act has no entry in the trail, so its sending is deleted.
- Equal values from a page that was shown anew are another sending, and so are other values from the same page.
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
ABANDONED_AFTER = timedelta(minutes=2)  # after so long the process of an unanswered sending counts as dead
WAIT, LONGEST_WAIT = 0.05, 2.0  # seconds between looks, and seconds in all, to wait for an equal sending in progress
SENT_BEFORE = "You have already sent this form. It was saved once."


def key_of(request: HttpRequest, sender: User | None) -> str | None:
    """
    Return a hash, in hex, of a sending; None for a request that sends none of our forms.

    A script that posts repeatedly from one page sends its token as a header, so the result is None for scripts too.
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
    """Return the new record of a sending; None where an equal sending is being processed, or was processed before."""
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
    Store the address that the act led to. If there was no act, or no address, delete the sending.

    Without a redirect the page stays open, and may send the same form again on purpose, such as the same file again.
    """
    rows = SentForm.objects.filter(pk=sending.pk)
    if leads_to and AuditEntry.objects.filter(by=sending.sent_by, pk__gt=sending.trail).exists():
        rows.update(leads_to=leads_to)
    else:
        rows.delete()


def where_it_led(key: str) -> str | None:
    """
    Return the page that an equal sending led to; wait for it up to LONGEST_WAIT seconds.

    Return "" if the page is unknown even after that time, and None if the equal sending was refused.
    """
    until = time.monotonic() + LONGEST_WAIT
    while True:
        row = SentForm.objects.filter(key=key).first()
        if row is None or row.leads_to or time.monotonic() > until:
            return row.leads_to if row else None
        time.sleep(WAIT)


def led_before(request: HttpRequest, sender: User) -> str:
    """Return the page to which an earlier, equal sending led `sender`; "" where there was none."""
    row = SentForm.objects.filter(key=key_of(request, sender) or "").first()
    return row.leads_to if row else ""


def delete_old(at: datetime) -> int:
    """Delete sendings more than a week old at `at`. Return their number."""
    return SentForm.objects.filter(sent_at__lt=at - KEPT_FOR).delete()[0]
