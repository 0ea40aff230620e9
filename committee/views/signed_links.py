"""The page of a signed link: what its holder is asked, the form, and a new link where it has expired."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from committee import signed_links
from committee.forms.fields import ConfirmForm
from committee.models import LinkStanding, SignedLink
from committee.rate_limit import is_flood
from committee.views.acting import ask, typed

RENEWALS_AN_HOUR = 10
TOO_MANY = "Too many new links have been asked for from your connection. Try again in an hour, or contact us."
SENT = "If the link can still be used, we have sent a new one to the mailbox that the old one was sent to."
View = Callable[..., HttpResponseBase]


def kept_to_itself(view: View) -> View:
    """
    Decorate a page whose address is a secret: no cache keeps it, no search engine lists it, no site is told of it.

    SECURITY: "strict-origin" and not "no-referrer": with that a browser sends a form with "Origin: null", which the
    check against forgery refuses. Either way no address leaves the page.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


@kept_to_itself
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the link is for, and its form; once it is used, revoked or expired, that alone."""
    row, now = _find(token), timezone.now()
    page = signed_links.page_of(row, now)
    if row.standing(now) is not LinkStanding.LIVE or page.closed:
        return _over(request, row, page)
    form = signed_links.act_of(row).form(typed(request))
    return ask(
        request,
        form,
        lambda data: signed_links.use(row, data, at=now),
        then=request.path,
        template="public/signed_link.html",
        link=row,
        page=page,
    )


def _over(request: HttpRequest, row: SignedLink, page: signed_links.LinkPage) -> HttpResponse:
    standing = row.standing(timezone.now())
    expired = standing is LinkStanding.EXPIRED and not page.closed
    form = ConfirmForm(None, button="Send a new link", warning=False) if expired else None
    if form:
        form.helper.form_action = "new/"
    why = signed_links.WHY_NOT.get(standing) or page.closed
    used, sent = standing is LinkStanding.USED, request.method == "POST"
    context = {
        "link": row,
        "why": why,
        "standing": str(standing),
        "form": form,
        "not_recorded": used and sent,
        "stands": signed_links.stands(row) if used else "",
    }
    status = (409 if sent else 200) if used else 410
    return render(request, "public/signed_link_over.html", context, status=status)


@kept_to_itself
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Send a new link to the mailbox of an expired one; the answer is the same whether it was sent or not."""
    row = _find(token)
    if is_flood(request, "signed-links", RENEWALS_AN_HOUR):
        messages.error(request, TOO_MANY)
    else:
        signed_links.renew(row, at=timezone.now())
        messages.info(request, SENT)
    return redirect("public:signed-link", token=token)


def _find(token: str) -> SignedLink:
    found = signed_links.find(token)
    if found is None:
        raise Http404
    return found
