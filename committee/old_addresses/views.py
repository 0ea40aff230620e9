"""The register's page of old addresses: find, add and delete them."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from committee.access.permissions import register
from committee.acts.requests import SignedInRequest
from committee.forms.fields import ActForm
from committee.models import OldAddress
from committee.old_addresses import verbs
from committee.old_addresses.keys import MOST_TYPED
from committee.register.views.breadcrumbs import act
from committee.views.acting import press_to, typed
from committee.views.lookup import find_or_done

A_PAGE = 50


@register
def old_addresses(request: SignedInRequest) -> HttpResponseBase:
    """Show the old addresses, filtered by words of either address, with a form to add an address."""
    words = request.GET.get("q", "").strip()[:200]
    rows = OldAddress.objects.all()
    if words:
        rows = rows.filter(Q(host__icontains=words) | Q(path__icontains=words) | Q(target__icontains=words))

    return act(
        request,
        verbs.add_old_address,
        None,
        OldAddressForm(typed(request)),
        message=lambda row: f"{row} now leads to {row.target}.",
        then=reverse("register:old-addresses"),
        template="register/old_addresses.html",
        page=Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        words=words,
        keep=f"{urlencode({'q': words})}&" if words else "",
    )


@register
@require_POST
def old_address_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Delete an old address, and go back to the list."""
    where = reverse("register:old-addresses")
    row = find_or_done(OldAddress.objects.all(), pk, then=where)
    message = f"{row} has been deleted and leads nowhere now."
    return press_to(request, verbs.remove_old_address, row, message=message, then=where)


class OldAddressForm(ActForm):
    """An old address, and the page of the portal that replaces it."""

    button = "Add old address"

    old = forms.CharField(
        label="Old address",
        max_length=MOST_TYPED,
        help_text="The whole of it, beginning with https://. One that ends in / stands for everything in that folder.",
        error_messages={"required": "Enter the old address."},
    )
    target = forms.CharField(
        label="Page of the portal",
        max_length=MOST_TYPED,
        help_text="Copy it from your browser, or enter what follows the name of the site: /committees/planning/.",
        error_messages={"required": "Enter the page of the portal."},
    )
