"""Where the pages of the register are, for every test that visits them all."""

import datetime as dt

from django.urls import get_resolver, reverse

from committee.models import ClosedDay, Division, MunicipalYear, Role, RoleRequest, User, Venue
from committee.requests import person_of


def every_address(member: User, clerk: User, stranger: User, venue: Venue) -> dict[str, str]:
    """One address of every page of the register, by its name."""
    stranger.is_active = False
    stranger.save()
    closed = ClosedDay.objects.create(day=dt.date(2021, 12, 29), name="Christmas closure")
    division = Division.objects.create(name="Ambrige")
    year = MunicipalYear.objects.create(starts=dt.date(1999, 5, 20), ends=dt.date(2000, 5, 17))
    seat = person_of(member).seats.get()
    asked = RoleRequest.objects.create(user=clerk, role=Role.PROPER_OFFICER, since=dt.date(2021, 5, 20))
    slug, sits = {"slug": "mary-member"}, {"slug": "safeguarding"}
    kwargs = {
        "person": slug,
        "person_edit": slug,
        "merge": slug,
        "record": slug | {"kind": "post"},
        "correct": slug | {"kind": "seat", "pk": seat.pk},
        "strike_out": slug | {"kind": "seat", "pk": seat.pk},
        "rename": {"kind": "division", "pk": division.pk},
        "take_off": {"kind": "division", "pk": division.pk},
        "year": {"pk": year.pk},
        "year_take_off": {"pk": year.pk},
        "end": slug | {"kind": "seat", "pk": seat.pk},
        "committee": sits,
        "committee_edit": sits,
        "appoint": sits,
        "leave": sits,
        "venue": {"pk": venue.pk},
        "closed_remove": {"pk": closed.pk},
        "user": {"pk": clerk.pk},
        "invite_again": {"pk": clerk.pk},
        "address": {"pk": clerk.pk},
        "grant": {"pk": clerk.pk},
        "suspend": {"pk": clerk.pk},
        "restore": {"pk": stranger.pk},
        "sessions_end": {"pk": clerk.pk},
        "step_reset": {"pk": clerk.pk},
        "role_approve": {"pk": asked.pk},
        "role_decline": {"pk": asked.pk},
        "role_end": {"pk": clerk.role_grants.get().pk},
        "import_kind": {"kind": "seats"},
        "import_template": {"kind": "seats"},
    }
    _prefix, register = get_resolver().namespace_dict["register"]
    names = [name for name in register.reverse_dict if isinstance(name, str)]
    assert len(names) > 35
    return {name: reverse(f"register:{name}", kwargs=kwargs.get(name, {})) for name in names}
