"""The standing cast and the ground they stand on: a small invented council, never the demonstration's."""

import datetime as dt
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from committee.models import (
    Committee,
    Council,
    Function,
    LegalKind,
    MunicipalYear,
    Person,
    Post,
    Role,
    RoleGrant,
    Seat,
    SeatRole,
    Term,
    User,
    Venue,
)
from committee.public_pages import middleware
from committee.wording import wording
from tests import database_copies, schema
from tests.acts import Cast
from tests.answers import client_of
from tests.index_made_late import LATENESS
from tests.staging import CAST, STAGE, of_the_cast

pytest_plugins = [
    "tests.as_shown",
    "tests.both_databases",
    "tests.bucket",
    "tests.indexed_at_once",
    "tests.isolation",
    "tests.just_looked",
    "tests.made_once",
    "tests.uploads",
    "tests.worlds",
]
LONG_AGO = dt.date(2020, 5, 1)
# A busy machine draws its examples slowly, and no test here is about speed.
hypothesis_settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("busy")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make this process's test database, a copy of a migrated one, which every test leaves empty."""
    # While a first run migrates there are no tables yet that an index could be made of.
    was_behind, LATENESS.is_behind = LATENESS.is_behind, False
    with django_db_blocker.unblock(), schema.test_database(connection), pytest.MonkeyPatch.context() as patch:
        empty = database_copies.keep()
        LATENESS.is_behind = was_behind
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: database_copies.put_back_alone(empty))
        yield


@pytest.fixture(autouse=True)
def private_files(isolated: None, tmp_path: Path, settings: Settings) -> Path:
    """Each test keeps its files in a folder of its own, sends its mails nowhere, and does tasks at once."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": "committee.files.folder.Folder", "OPTIONS": {"location": tmp_path / "files"}},
    }
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_NEEDED = False
    settings.WHITENOISE_AUTOREFRESH = True  # else every client's first request looks at each static file there is
    return tmp_path / "files"


@pytest.fixture(autouse=True)
def no_kept_pages() -> None:
    """No test is answered with a page that was kept in one before it."""
    middleware.store.forget()


@pytest.fixture(autouse=True)
def usual_wording() -> Iterator[None]:
    """Use the usual wording for what a test prints itself, without a query; a request uses its council's."""
    with wording.printed_as(wording.Wording()):
        yield


def person(forename: str, surname: str, **fields: Any) -> Person:
    """Return a person of the cast."""
    return Person.objects.create(forename=forename, surname=surname, slug=f"{forename}-{surname}".lower(), **fields)


def user(who: Person | None, email: str, *roles: Role, name: str = "") -> User:
    """Return a sign-in for somebody of the cast, with password `a long enough password`."""
    made = User.objects.create_user(email, "a long enough password", name=name or str(who), person=who)
    for role in roles:
        RoleGrant.objects.create(user=made, role=role, since=LONG_AGO)
    return made


@of_the_cast
def council(db: None) -> Council:
    """Return the council of the tests."""
    return Council.objects.create(
        name="Borsetshire County Council",
        short_name="Borsetshire",
        offices="Shire Hall, Felpersham",
        email="committees@borsetshire.example",
        telephone="01632 960000",
        address="Shire Hall\nFelpersham",
        website="https://borsetshire.example/",
        filming_notice="Meetings may be filmed.",
    )


@of_the_cast
def venue(db: None) -> Venue:
    """Return a committee room."""
    return Venue.objects.create(name="Oak Room, Shire Hall, Felpersham")


@of_the_cast
def year(db: None) -> MunicipalYear:
    """Return the municipal year 2021/22."""
    return MunicipalYear.objects.create(is_draft=False, starts=dt.date(2021, 5, 20), ends=dt.date(2022, 5, 18))


@of_the_cast
def safeguarding(council: Council, venue: Venue, year: MunicipalYear) -> Committee:
    """Return a scrutiny committee."""
    return Committee.objects.create(
        name="Safeguarding Overview and Scrutiny Committee",
        short_name="Safeguarding",
        slug="safeguarding",
        kind=LegalKind.COMMITTEE,
        function=Function.SCRUTINY,
        since=LONG_AGO,
        usual_venue=venue,
        remit="Scrutinises the safeguarding of children and adults.",
    )


@of_the_cast
def planning(council: Council, venue: Venue) -> Committee:
    """Another committee, whose members have no right here."""
    return Committee.objects.create(
        name="Planning Committee",
        short_name="Planning",
        slug="planning",
        kind=LegalKind.COMMITTEE,
        function=Function.REGULATORY,
        since=LONG_AGO,
        usual_venue=venue,
    )


def _sits(who: Person, committee: Committee, role: SeatRole = SeatRole.MEMBER, role_name: str = "") -> Person:
    Term.objects.create(person=who, since=LONG_AGO)
    Seat.objects.create(committee=committee, person=who, role=role, role_name=role_name, since=LONG_AGO)
    return who


@of_the_cast
def clerk(db: None) -> User:
    """Carol, who runs the desk."""
    return user(person("Carol", "Clerk"), "carol@borsetshire.example", Role.CLERK)


@of_the_cast
def proper_officer(db: None) -> User:
    """Petra, whose acts in law the desk's are."""
    who = person("Petra", "Proper")
    Post.objects.create(person=who, title="Director of Corporate Services", is_proper_officer=True, since=LONG_AGO)
    return user(who, "petra@borsetshire.example", Role.PROPER_OFFICER)


@of_the_cast
def officer(db: None) -> User:
    """Olive, who writes reports."""
    who = person("Olive", "Officer")
    Post.objects.create(person=who, title="Commissioning Manager", since=LONG_AGO)
    return user(who, "olive@borsetshire.example", Role.OFFICER)


@of_the_cast
def scrutiny(db: None) -> User:
    """Sally, the scrutiny officer, who plans the work programme."""
    who = person("Sally", "Scrutiny")
    Post.objects.create(person=who, title="Scrutiny Officer", since=LONG_AGO)
    return user(who, "sally@borsetshire.example", Role.SCRUTINY_OFFICER)


@of_the_cast
def other_officer(db: None) -> User:
    """Otto, an officer with nothing to do here."""
    return user(person("Otto", "Other"), "otto@borsetshire.example", Role.OFFICER)


@of_the_cast
def administrator(db: None) -> User:
    """Ada, who keeps sign-ins."""
    return user(None, "ada@borsetshire.example", Role.ADMINISTRATOR, name="Ada Admin")


@of_the_cast
def chairman(safeguarding: Committee) -> User:
    """Charles, the Chairman."""
    who = _sits(person("Charles", "Chair"), safeguarding, SeatRole.CHAIRMAN)
    return user(who, "charles@borsetshire.example")


@of_the_cast
def vice_chairman(safeguarding: Committee) -> User:
    """Vera, Vice-Chairman (Scrutiny)."""
    who = _sits(person("Vera", "Vice"), safeguarding, SeatRole.VICE_CHAIRMAN, "Vice-Chairman (Scrutiny)")
    return user(who, "vera@borsetshire.example")


@of_the_cast
def member(safeguarding: Committee) -> User:
    """Mary, a member of the committee."""
    return user(_sits(person("Mary", "Member", honours="MBE"), safeguarding), "mary@borsetshire.example")


@of_the_cast
def other_member(planning: Committee) -> User:
    """Oscar, a councillor who sits on another committee."""
    return user(_sits(person("Oscar", "Outsider"), planning), "oscar@borsetshire.example")


@of_the_cast
def stranger(db: None) -> User:
    """Somebody who can sign in and is nothing here."""
    return user(None, "stan@borsetshire.example", name="Stan Stranger")


def _made(names: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"db": None}

    def make(name: str) -> Any:
        if name not in found:
            needs = inspect.signature(CAST[name]).parameters
            found[name] = CAST[name](**{needed: make(needed) for needed in needs})
        return found[name]

    return {name: make(name) for name in names}


@pytest.fixture
def everybody(request: pytest.FixtureRequest, db: None) -> dict[str, Any]:
    """All of the cast that the test asks for, by their names: what the fixtures of these names then give."""
    stage = request.node.stash[STAGE]
    made: dict[str, Any] = stage.reach(_made, {"names": stage.cast})
    return made


@pytest.fixture
def cast(
    clerk: User,
    proper_officer: User,
    officer: User,
    other_officer: User,
    scrutiny: User,
    administrator: User,
    chairman: User,
    vice_chairman: User,
    member: User,
    other_member: User,
    stranger: User,
) -> Cast:
    """Everybody, by name; `None` stands for the public."""
    return {
        "public": None,
        "clerk": clerk,
        "proper officer": proper_officer,
        "officer": officer,
        "other officer": other_officer,
        "scrutiny officer": scrutiny,
        "administrator": administrator,
        "chairman": chairman,
        "vice-chairman": vice_chairman,
        "member": member,
        "other member": other_member,
        "stranger": stranger,
    }


@pytest.fixture
def desk(clerk: User) -> Client:
    """Carol's browser, signed in."""
    return client_of(clerk)


@pytest.fixture
def by_scrutiny(scrutiny: User) -> Client:
    """Sally's browser, signed in."""
    return client_of(scrutiny)


@pytest.fixture
def by_officer(officer: User) -> Client:
    """Olive's browser, signed in."""
    return client_of(officer)


@pytest.fixture
def by_member(member: User) -> Client:
    """Mary's browser, signed in."""
    return client_of(member)


@pytest.fixture
def by_administrator(administrator: User) -> Client:
    """Ada's browser, signed in."""
    return client_of(administrator)
