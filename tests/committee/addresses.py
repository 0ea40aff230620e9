"""What fills the blanks of the addresses of register and portal, for the test of every address as everybody."""

from django.urls import get_resolver, reverse
from django.utils import timezone

from committee.acts.requests import person_of
from committee.acts.verbs import PORTAL
from committee.complaints import verbs as complaints
from committee.models import (
    ClosedDay,
    Committee,
    DirectoryGroup,
    Division,
    Follower,
    MunicipalYear,
    OldAddress,
    Role,
    RoleGrant,
    RoleRequest,
    Seat,
    User,
    Venue,
)
from committee.public_pages import theme
from committee.register import council as council_verbs
from committee.register import photographs
from committee.search import terms
from tests.committee.portraits import photograph
from tests.meetings import publishing as worlds
from tests.urlconf import PAGE_OF_THING

Values = dict[str, dict[str, str]]


def values(committee: Committee, venue: Venue, member: User, officer: User, clerk: User) -> Values:
    """Values by the full name of an address."""
    return (
        register_values(venue, member, officer)
        | complaint_values(clerk)
        | search_values(clerk)
        | crest_values()
        | member_values(member)
        | following_values(committee)
    )


COMPLAINED = "zugzwang"


def complaint_values(clerk: User) -> Values:
    """Values for the desk's pages of complaints about personal data: one that is acknowledged."""
    made = complaints.complain(
        details=COMPLAINED, name=COMPLAINED, postal_address=COMPLAINED, received_on=worlds.PUBLISHED.date(),
        at=worlds.PUBLISHED, by=clerk,
    )  # fmt: skip
    complaints.record_acknowledgement(made, how="by letter", at=worlds.PUBLISHED, by=clerk)
    return {"desk:complaint": {"pk": str(made.pk)}}


def search_values(clerk: User) -> Values:
    """Values for the desk's page of the search: two terms that mean the same."""
    row = terms.add_equal_terms(term="DoLS", same_as="Deprivation of Liberty Safeguards", by=clerk)
    return {"desk:search-terms-remove": {"pk": str(row.pk)}}


def crest_values() -> Values:
    """Return the URL values of the council's crest and colours."""
    data = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><path d='M0 0h2v1z' fill='#103050'/></svg>"
    council = council_verbs.change_crest(data, by=PORTAL)
    return {"public:crest": {"name": council.crest_name}, "public:theme": {"name": theme.name(council)}}


def member_values(member: User) -> Values:
    """Return the URL values of a member in published minutes, with a photograph."""
    shown = photographs.change_photograph(person_of(member), photograph(), by=PORTAL)
    values = {"slug": shown.slug, "year": "2021-22", "name": shown.photograph_name}
    return {f"public:councillor{page}": values for page in ("", "-year", "-photograph")}


def register_values(venue: Venue, member: User, officer: User) -> Values:
    """Values for the register, whose addresses name people, bodies and rows of many kinds."""
    gone = User.objects.create_user("gone@borsetshire.example", name="Gone", is_active=False)
    nobody = User.objects.create_user("nobody@borsetshire.example", name="Nobody Yet")
    shut = ClosedDay.objects.create(day="2022-12-28", name="Shut")
    by = User.objects.filter(role_grants__role=Role.ADMINISTRATOR).first() or gone
    waiting = DirectoryGroup.objects.create(directory="borset", group="Clerks", role=Role.CLERK, asked_by=by)
    asked_for = {"pk": str(RoleRequest.objects.create(user=gone, role="clerk", since="2021-05-20").pk)}
    mary, body, person = {"slug": "mary-member"}, {"slug": "safeguarding"}, {"pk": str(officer.pk)}
    seat = {**mary, "kind": "seat", "pk": str(Seat.objects.get(person=member.person).pk)}
    named = {"kind": "division", "pk": str(Division.objects.create(name="Ambrige").pk)}
    old = OldAddress.objects.create(host="old.example", path="/mgai.aspx?id=1", target="/committees/safeguarding/")
    past = {"pk": str(MunicipalYear.objects.create(is_draft=False, starts="1999-05-20", ends="2000-05-17").pk)}
    return {
        "register:person": mary,
        "desk:hand-over": mary,
        "register:record-new": {**mary, "kind": "division"},
        "register:record-end": seat,
        "register:name-change": named,
        "register:year": past,
        "register:venue": {"pk": str(venue.pk)},
        "register:old-address-delete": {"pk": str(old.pk)},
        "register:closed-day-remove": {"pk": str(shut.pk)},
        "register:role-end": {"pk": str(RoleGrant.objects.get(user=officer).pk)},
        "register:sign-in-restore": {"pk": str(gone.pk)},
        "register:role-request-decline": asked_for,
        "register:directory-group-end": {"pk": str(waiting.pk)},
        "register:sign-in-person": {"pk": str(nobody.pk)},
        "register:committee": body,
        "register:sign-in": person,
    }


def register_addresses(venue: Venue, member: User, officer: User) -> dict[str, str]:
    """One address of every page of the register, by its name."""
    values = register_values(venue, member, officer)
    values |= {f"register:import-{page}": {"kind": "seats"} for page in ("kind", "template")}
    _prefix, register = get_resolver().namespace_dict["register"]
    names = [name for name in register.reverse_dict if isinstance(name, str)]
    assert len(names) > 35
    kwargs = {name: values.get(f"register:{name}", values.get(PAGE_OF_THING[f"register:{name}"])) for name in names}
    return {name: reverse(f"register:{name}", kwargs=kwargs[name]) for name in names}


def following_values(committee: Committee) -> Values:
    """Values for following by email: the committee is followed by one mailbox, and asked for by another."""
    now, topic = timezone.now(), {"kind": "committee", "topic": committee.slug}
    one, other = (Follower.objects.create(address=f"{name}@e.example", hour_began_at=now) for name in "ab")
    row = one.subscriptions.create(**topic, asked_at=now, confirmed_at=now)
    asked = other.subscriptions.create(**topic, asked_at=now)
    values = {f"public:{name}": {"kind": "committee", "key": committee.slug} for name in ("follow", "news-feed")}
    values |= {f"public:{name}": {"key": str(row.key)} for name in ("follow-stop", "follow-how-often")}
    return values | {"public:follow-confirm": {"key": str(asked.key)}, "public:following": {"key": str(one.key)}}
