"""Where the pages of the register are, for every test that visits them all."""

import datetime as dt
from typing import Any

from django.urls import get_resolver, reverse

from committee.acts.requests import person_of
from committee.models import ClosedDay, Division, MunicipalYear, OldAddress, Role, RoleRequest, User, Venue


def every_address(member: User, clerk: User, stranger: User, venue: Venue) -> dict[str, str]:
    """One address of every page of the register, by its name."""
    stranger.is_active = False
    stranger.save()
    closed = ClosedDay.objects.create(day=dt.date(2021, 12, 29), name="Christmas closure")
    division = Division.objects.create(name="Ambrige")
    year = MunicipalYear.objects.create(is_draft=False, starts=dt.date(1999, 5, 20), ends=dt.date(2000, 5, 17))
    old = OldAddress.objects.create(host="old.example", path="/mgai.aspx?id=1", target="/committees/safeguarding/")
    seat = person_of(member).seats.get()
    asked = RoleRequest.objects.create(user=clerk, role=Role.PROPER_OFFICER, since=dt.date(2021, 5, 20))
    slug, sits = {"slug": "mary-member"}, {"slug": "safeguarding"}
    kwargs: dict[str, dict[str, Any]] = {
        "person": slug,
        "person-edit": slug,
        "person-merge": slug,
        "photograph-new": slug,
        "photograph-remove": slug,
        "record-new": slug | {"kind": "post"},
        "record-correct": slug | {"kind": "seat", "pk": seat.pk},
        "record-strike-out": slug | {"kind": "seat", "pk": seat.pk},
        "name-change": {"kind": "division", "pk": division.pk},
        "name-take-off": {"kind": "division", "pk": division.pk},
        "year": {"pk": year.pk},
        "year-take-off": {"pk": year.pk},
        "record-end": slug | {"kind": "seat", "pk": seat.pk},
        "committee": sits,
        "committee-edit": sits,
        "committee-appoint": sits,
        "committee-appoint-several": sits,
        "committee-leave": sits,
        "venue": {"pk": venue.pk},
        "old-address-delete": {"pk": old.pk},
        "closed-day-remove": {"pk": closed.pk},
        "sign-in": {"pk": clerk.pk},
        "sign-in-invite-again": {"pk": clerk.pk},
        "sign-in-address": {"pk": clerk.pk},
        "sign-in-limits": {"pk": clerk.pk},
        "role-grant": {"pk": clerk.pk},
        "sign-in-suspend": {"pk": clerk.pk},
        "sign-in-restore": {"pk": stranger.pk},
        "sessions-end": {"pk": clerk.pk},
        "second-step-reset": {"pk": clerk.pk},
        "role-request-approve": {"pk": asked.pk},
        "role-request-decline": {"pk": asked.pk},
        "role-end": {"pk": clerk.role_grants.get().pk},
        "import-kind": {"kind": "seats"},
        "import-template": {"kind": "seats"},
    }
    _prefix, register = get_resolver().namespace_dict["register"]
    names = [name for name in register.reverse_dict if isinstance(name, str)]
    assert len(names) > 35
    return {name: reverse(f"register:{name}", kwargs=kwargs.get(name, {})) for name in names}
