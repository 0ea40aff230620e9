"""
Keep forms that arrive after their sender's session has ended, so that nothing typed is lost.

Every form has a signed field that names the user to whom it was shown. The typed values are kept for that user for an
hour in three cases:

- The form is sent without a session.
- Another sign-in has made the form's CSRF token void.
- The user must first prove their identity, or set up a second step.

After the user has signed in, the form's page shows the form as they filled it in (`committee.forms.filled`). Nothing is
saved until the user sends the form again. The kept form is deleted when the user sends it, throws it away or signs out.
"""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from cryptography.fernet import Fernet, InvalidToken
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from committee.forms import sent_forms
from committee.models import KeptForm, User

KEPT_FOR = timedelta(hours=1)
SHOWN_FOR = timedelta(days=7)  # longest time between showing a form and sending it
MOST, LONGEST = 10, 1_000_000  # kept forms of one user, and characters of one form
SENDER, RETURNED, FORGET = "typed_by", "kept_form", "forget_kept_form"  # names of fields
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
SECRETS = re.compile(r"password|passphrase|passwd|secret|otp|^code$|^credential$", re.IGNORECASE)
JUST_KEPT = "committee.just_kept"  # key of request.META, set where this request's form was kept
WAITING = "kept_forms"  # key of the session, set where there may be kept forms of its user
COMES_BACK = "You were signed out, so your changes were not saved. Sign in to get the form back as you filled it in."
PROVE = "Your changes are not saved yet. Confirm it is you to get the form back as you filled it in."
TOO_LONG = "You were signed out, so your changes were not saved. They were too long to keep."
SALT = "committee.forms.kept_forms"


def mark(user: User) -> str:
    """Return the signed id of the user to whom a form is shown, for the form's field SENDER."""
    return signing.TimestampSigner(salt=SALT).sign(str(user.pk))


def shown_to(request: HttpRequest) -> User | None:
    """
    Return the user to whom the sent form was shown; None where the form has no valid mark.

    SECURITY: without a valid signature nothing is kept. So a stranger can neither fill the database, nor make a page
    show a user a form that the user did not fill in.
    """
    try:
        pk = signing.TimestampSigner(salt=SALT).unsign(request.POST.get(SENDER, ""), max_age=SHOWN_FOR)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """
    Keep the sent form. Redirect to the sign-in, and from there to the form's page.

    A form that its sender has sent before is not kept; the sign-in then leads to the page that followed the first
    sending.
    """
    where = page_of(request)
    if led := led_before(request):
        where = led
        messages.info(request, sent_forms.SENT_BEFORE)
    elif (is_kept := keep_sent(request)) is not None:
        messages.info(request, COMES_BACK if is_kept else TOO_LONG)
    return _lead(request, where, reverse("account_login"))


def to_proof(request: HttpRequest) -> HttpResponse:
    """Keep the sent form. Redirect the signed-in user to the proof of identity, and from there to the form's page."""
    where = page_of(request)
    if keep_sent(request):
        messages.info(request, PROVE)
    ways = get_adapter().get_reauthentication_methods(request.user)
    return _lead(request, where, ways[0]["url"] if ways else reverse("account_login"))


def _lead(request: HttpRequest, where: str, by: str) -> HttpResponse:
    answer = redirect_to_login(where, by)
    return HttpResponseClientRedirect(answer.url) if request.headers.get("HX-Request") else answer


def led_before(request: HttpRequest) -> str:
    """Return the page to which an earlier sending of this form was redirected; "" where there was none."""
    person = shown_to(request) if request.method == "POST" else None
    return sent_forms.led_before(request, person) if person else ""


def keep_sent(request: HttpRequest) -> bool | None:
    """
    Keep the sent form for the user to whom it was shown. Return whether it was kept: False if it is too long.

    Return None for a request that sends no form with a valid mark.
    """
    person = shown_to(request) if request.method == "POST" else None
    return keep(request, person, at=timezone.now()) if person else None


def page_of(request: HttpRequest) -> str:
    """Return the address to open after signing in: the requested page, or the page of the form that was sent."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        parts = urlsplit(came_from)
        page = f"{parts.path}?{parts.query}" if parts.query else parts.path
        # SECURITY: "//elsewhere/" can be a path of ours, but a redirect to it leads to another site.
        ours = page.startswith("/") and "\0" not in page and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
        if ours and not page.startswith(reverse("account_login")):
            return page
    return request.get_full_path()


def said_in(request: HttpRequest) -> dict[str, list[str]]:
    """Return the sent values by field, but no passwords or other secrets, and no hidden fields that all forms have."""
    ours = (TOKEN, SENDER, RETURNED)
    return {name: values for name, values in request.POST.lists() if name not in ours and not SECRETS.search(name)}


def keep(request: HttpRequest, person: User, *, at: datetime) -> bool:
    """
    Keep the sent form for `person`, without passwords and other secrets. Return False for a form longer than LONGEST.

    Files are not kept, only their names.
    """
    words = said_in(request)
    names = "\n".join(" ".join(str(upload.name).split()) for _, many in request.FILES.lists() for upload in many)
    page, action = page_of(request), request.get_full_path()
    if len(json.dumps(words)) + len(names) + len(page) + len(action) > LONGEST:
        return False
    where = {"typed_by": person, "page": page, "action": action}
    with transaction.atomic():
        # Without a lock, two forms kept at the same time could exceed MOST.
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        for row in KeptForm.objects.filter(**where):
            if words_of(row) == words:
                row.delete()
        KeptForm.objects.create(**where, words=_encrypt(json.dumps(words)), files=_encrypt(names), sent_at=at)
        saved = KeptForm.objects.filter(typed_by=person).order_by("-pk").values_list("pk", flat=True)
        KeptForm.objects.filter(pk__in=list(saved[MOST:])).delete()
    request.session[WAITING] = True
    request.META[JUST_KEPT] = True
    delete_old(at)
    return True


def look_for(request: HttpRequest, person: User, *, at: datetime) -> None:
    """Set WAITING in a new session if there are kept forms of the user, from any earlier session."""
    if KeptForm.objects.filter(typed_by=person, sent_at__gt=at - KEPT_FOR).exists():
        request.session[WAITING] = True


def waiting(person: User, page: str, *, at: datetime) -> list[KeptForm]:
    """Return the forms kept for a user at the address `page`, the latest first; none kept under another SECRET_KEY."""
    rows = KeptForm.objects.filter(typed_by=person, page=page, sent_at__gt=at - KEPT_FOR).order_by("-pk")
    return [row for row in rows if _decrypt(row.words)]


def waiting_here(request: HttpRequest, *, at: datetime) -> list[KeptForm]:
    """Return the forms kept for the request's user and address; no query is run where the session has no WAITING."""
    if not request.session.get(WAITING) or not isinstance(request.user, User):
        return []
    return waiting(request.user, request.get_full_path(), at=at)


def typed_at(request: HttpRequest) -> Mapping[str, list[str]]:
    """
    Return the values of the latest form kept for this address, by field; {} without such a form.

    A page whose number of rows varies calls this first, to show enough rows for all the typed values.
    """
    waiting_forms = waiting_here(request, at=timezone.now())
    return words_of(waiting_forms[0]) if waiting_forms else {}


def words_of(form: KeptForm) -> dict[str, list[str]]:
    """Return the kept values by field name; {} for a form kept under another SECRET_KEY."""
    return cast(dict[str, list[str]], json.loads(_decrypt(form.words) or "{}"))


def files_of(form: KeptForm) -> list[str]:
    """Return the names of the files that were chosen."""
    return _decrypt(form.files).splitlines()


def _cipher() -> Fernet:
    # SECURITY: a form may have exempt words or a member's note. SECRET_KEY is not in the database, nor in its copies
    # and logs.
    return Fernet(urlsafe_b64encode(salted_hmac(SALT, "cipher", algorithm="sha256").digest()))


def _encrypt(text: str) -> str:
    return _cipher().encrypt(text.encode()).decode()


def _decrypt(text: str) -> str:
    try:
        return _cipher().decrypt(text).decode()
    except InvalidToken:
        return ""


def forget(person: User | AnonymousUser, pks: Iterable[str]) -> None:
    """
    Delete the kept forms of `person` with the ids `pks`.

    The ids come from a field of a sent form, so ids of other users' forms, and text that is no id, are ignored.
    """
    if not isinstance(person, User):
        return
    wanted = [int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 19]
    KeptForm.objects.filter(typed_by=person, pk__in=wanted).delete()


def forget_all_of(person: User | AnonymousUser) -> None:
    """Delete all kept forms of a user who signs out."""
    if isinstance(person, User):
        KeptForm.objects.filter(typed_by=person).delete()


def moved(kept_rows: Iterable[KeptForm], page: str) -> None:
    """
    Assign kept forms to the address `page`, without its fragment, because their own page redirects there.

    The forms keep their address if `page` belongs to the sign-in or to another site.
    """
    page, sign_in = page.partition("#")[0], reverse("account_login").removesuffix("login/")
    if page.startswith("/") and url_has_allowed_host_and_scheme(page, None) and not page.startswith(sign_in):
        KeptForm.objects.filter(pk__in=[row.pk for row in kept_rows]).update(page=page)


def delete_old(at: datetime) -> int:
    """Delete forms kept more than an hour before `at`. Return their number."""
    return KeptForm.objects.filter(sent_at__lte=at - KEPT_FOR).delete()[0]


def delete_all() -> None:
    """Delete all kept forms. A takedown calls this, because any kept form might quote the text taken down."""
    KeptForm.objects.all().delete()
