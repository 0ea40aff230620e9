"""The register's front page."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import administers, decides_on_roles, register, runs_the_desk
from committee.acts.requests import SignedInRequest
from committee.models import (
    Committee,
    DirectoryGroup,
    MunicipalYear,
    Person,
    PortfolioHolding,
    RoleRequest,
    User,
    Venue,
)
from committee.register import set_up
from committee.register.missing import Lack, missing


@register
def front(request: SignedInRequest) -> HttpResponseBase:
    """Show the contents of the register, and what is missing: as steps until the first agenda is published."""
    today = timezone.localdate()
    admin, clerk = administers(request.user, today), runs_the_desk(request.user, today)
    decides = decides_on_roles(request.user, today)

    def where(lack: Lack) -> str:
        may_mend = (admin or not lack.administrators) and (clerk or not lack.clerks)
        return reverse(lack.url, kwargs=lack.kwargs) if may_mend else ""

    lacks = missing(today)
    has_published = Committee.objects.filter(meetings__versions__isnull=False).exists()
    steps = [] if has_published else set_up.steps(lacks)
    return render(
        request,
        "register/front.html",
        {
            "lacks": [(lack, where(lack)) for lack in lacks],
            "steps": [(step, where(step.next)) for step in steps],
            "steps_done": sum(step.is_done for step in steps),
            "administers": admin,
            "decides": decides,
            "groups_asked": DirectoryGroup.objects.waiting().count() if decides else 0,
            "asked": RoleRequest.objects.count() if decides else 0,
            "councillors": Person.objects.councillors(today).count(),
            "officers": Person.objects.officers(today).count(),
            "committees": Committee.objects.existing(today).count(),
            "cabinet": PortfolioHolding.objects.executive().on(today).values("person").distinct().count(),
            "venues": Venue.objects.filter(is_active=True).count(),
            "sign_ins": User.objects.filter(is_active=True).count() if admin else None,
            "year": MunicipalYear.of(today),
        },
    )
