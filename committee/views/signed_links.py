"""The page of a signed link with its form, the request for a new link, and the request for an emailed copy."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from committee.access.permissions import kept_to_itself
from committee.acts.refusal import Refused
from committee.forms.fields import ConfirmForm
from committee.forms.typed import Typed, typed_by_name, typed_into
from committee.models import LinkStanding, SignedLink
from committee.sign_in import signed_links
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Data, Done, ask, press, typed

RENEWALS_AN_HOUR = COPIES_AN_HOUR = 10
TOO_MANY_COPIES = "Too many copies have been requested from your connection. Try again in an hour, or contact us."
COPIED = "We have emailed a copy to the address that your link was sent to. It may take a few minutes."
TOO_MANY = "Too many new links have been requested from your connection. Try again in an hour, or contact us."
CHECK = "Check your email"
SENT = "If the link can still be used, we have sent a new one to the same email address. It may take a few minutes."
ASKED = "sent"  # query parameter of the page that only says that a new link was requested
RECORDED = "Your answer was recorded"
NEWER = "We have sent you a newer email since. Use the link in it."
REVOKED = "The council has cancelled this link."
CLOSED, UNKNOWN = "This link no longer works", "This link does not work"
CUT_SHORT = "Part of the address may be missing. Open the link from our email again, or copy the full link."
JUST_SENT = "link_just_sent"  # session key: id of the link used in this browser, the time, and the confirmation
COPY_SHOWN = timedelta(minutes=30)


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the content and the form of a link. For a used, revoked or expired link, show only why it does not work."""
    row, now = signed_links.find(token), timezone.now()
    if row is None:
        return _unknown(request)
    page = signed_links.page_of(row, now)
    if row.standing(now) is not LinkStanding.LIVE or page.closed:
        return _over(request, row, page)

    def act(data: Data) -> Done:
        sentence = signed_links.use(row, data, at=now)
        request.session[JUST_SENT] = [row.pk, now.isoformat(), sentence]
        return Done("", request.path)

    form = signed_links.form_of(row, typed(request), now)
    return ask(request, form, act, template="public/signed_link.html", link=row, page=page)


def _over(request: HttpRequest, row: SignedLink, page: signed_links.LinkPage) -> HttpResponse:
    """Return the page of a link that no longer works. If a form was sent too late, show its typed texts again."""
    now = timezone.now()
    standing = row.standing(now)
    renewable = signed_links.is_renewable(row, now)
    if renewable and ASKED in request.GET:  # the same page whether a link was sent or not
        return render(request, "public/signed_link_over.html", {"title": CHECK, "why": SENT})
    renewable = renewable and not page.closed
    form = ConfirmForm(None, button="Send a new link", warning=False) if renewable else None
    if form:
        form.helper.form_action = "new/"
    used, sent = standing is LinkStanding.USED, request.method == "POST"
    sentence = "" if sent or not used else _just_sent(request, row, now)
    context = {
        "link": row,
        "title": RECORDED if used and not sent else signed_links.WHY_NOT.get(standing, CLOSED).rstrip("."),
        "why": _why(row, page, standing),
        "form": form,
        "not_recorded": sent,
        "typed": _typed_too_late(row, request.POST, now) if sent else [],
        "stands": signed_links.stands(row) if used else "",
        "said": sentence,
        "copy": signed_links.copy(row) if sentence else [],
        "copy_form": _copy_form() if not sent and signed_links.copy(row, by_mail=True) else None,
        "whom_to_ask": "" if used or renewable else signed_links.whom_to_ask(row),
    }
    status = (409 if sent else 200) if used else 410
    return render(request, "public/signed_link_over.html", context, status=status)


def _copy_form() -> ConfirmForm:
    form = ConfirmForm(None, button="Email me a copy", warning=False)
    form.helper.form_action = "copy/"
    form.helper.inputs[0].field_classes += " govuk-button--secondary"
    return form


def _why(row: SignedLink, page: signed_links.LinkPage, standing: LinkStanding) -> str:
    """Return why a link no longer works, or "" where the page's title says so already."""
    if standing is LinkStanding.LIVE:
        return page.closed
    if standing is LinkStanding.REVOKED:
        return NEWER if row.was_replaced else REVOKED
    return ""


def _typed_too_late(row: SignedLink, data: QueryDict, at: datetime) -> list[Typed]:
    """
    Return the texts that were sent too late, for their author to copy.

    SECURITY: only the author's own texts are returned and nothing of the row, because the link no longer opens the row.
    """
    if signed_links.thing_of(row) is None:
        return typed_by_name(data, signed_links.fields_of(row))
    return typed_into(signed_links.form_of(row, data, at))


def _just_sent(request: HttpRequest, row: SignedLink, now: datetime) -> str:
    """
    Return the confirmation where this browser used the link within COPY_SHOWN; else "".

    SECURITY: emails get forwarded, so a used link shows the text only in the browser that sent it.
    """
    pk, at, sentence = request.session.get(JUST_SENT) or (None, "", "")
    return sentence if pk == row.pk and now < datetime.fromisoformat(at) + COPY_SHOWN else ""


def _unknown(request: HttpRequest) -> HttpResponse:
    """Return a 404 page for an address that is no link's: cut short or made up."""
    return render(request, "public/signed_link_over.html", {"title": UNKNOWN, "why": CUT_SHORT}, status=404)


@kept_to_itself
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Email a new link to the mailbox of an expired link; the response is the same where no email was sent."""
    row = signed_links.find(token)
    if row is None:
        return _unknown(request)
    if is_flood(request, "signed-links", RENEWALS_AN_HOUR):
        messages.error(request, TOO_MANY)
        return redirect("public:signed-link", token=token)
    signed_links.renew(row, at=timezone.now())
    return redirect(f"{reverse('public:signed-link', args=[token])}?{ASKED}")


@kept_to_itself
@require_POST
def copy(request: HttpRequest, token: str) -> HttpResponseBase:
    """Email the link's mailbox a copy of the answer that was sent with the used link. Show a refusal if this fails."""
    row = signed_links.find(token)
    if row is None:
        return _unknown(request)

    def act() -> str:
        if is_flood(request, "signed-link-copies", COPIES_AN_HOUR):
            raise Refused(TOO_MANY_COPIES)
        signed_links.mail_copy(row, at=timezone.now())
        return COPIED

    return press(request, act, then=reverse("public:signed-link", args=[token]))
