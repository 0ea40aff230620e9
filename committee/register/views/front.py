"""The register's front page."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import administers, decides_on_roles, register
from committee.acts.requests import SignedInRequest
from committee.models import Committee, MunicipalYear, Person, PortfolioHolding, RoleRequest, User, Venue
from committee.register.missing import missing


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
