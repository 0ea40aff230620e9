"""The register's front page, and its trail."""

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.access.permissions import administers, decides_on_roles, register, runs_the_desk
from committee.acts.audit import OF_THE_REGISTER
from committee.acts.requests import SignedInRequest
from committee.forms.trail import TrailForm
from committee.models import AuditEntry, Committee, MunicipalYear, Person, PortfolioHolding, RoleRequest, User, Venue
from committee.register.missing import missing
from committee.views.register.breadcrumbs import trail as breadcrumbs


@register
def front(request: SignedInRequest) -> HttpResponseBase:
    """Show the contents of the register and what is missing."""
    today = timezone.localdate()
    admin = administers(request.user, today)
    lacks = [
        (lack, reverse(lack.url, kwargs=lack.kwargs) if admin or not lack.administrators else "")
        for lack in missing(today)
    ]
    return render(
        request,
        "register/front.html",
        {
            "lacks": lacks,
            "administers": admin,
            "asked": RoleRequest.objects.count() if decides_on_roles(request.user, today) else 0,
            "councillors": Person.objects.councillors(today).count(),
            "officers": Person.objects.officers(today).count(),
            "committees": Committee.objects.existing(today).count(),
            "cabinet": PortfolioHolding.objects.executive().on(today).values("person").distinct().count(),
            "venues": Venue.objects.filter(is_active=True).count(),
            "sign_ins": User.objects.filter(is_active=True).count() if admin else None,
            "year": MunicipalYear.of(today),
        },
    )


@register
def trail(request: SignedInRequest) -> HttpResponseBase:
    """Show the trail, latest first, by words, person and days."""
    form = TrailForm(request.GET)
    entries = AuditEntry.objects.all()
    sees_all = runs_the_desk(request.user, timezone.localdate())
    if not sees_all:
        entries = entries.filter(subject_type__startswith=OF_THE_REGISTER)
    if form.is_valid():
        entries = form.narrow(entries)
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    filters = {key: str(value) for key, value in request.GET.items() if key in form.fields and value}
    keep = urlencode(filters)
    context = {
        "search": form,
        "page": page,
        "keep": f"{keep}&" if keep else "",
        "filtered": bool(keep),
        "sees_all": sees_all,
        "trail": breadcrumbs(),
    }
    return render(request, "register/trail.html", context)
