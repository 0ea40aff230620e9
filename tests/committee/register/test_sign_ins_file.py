"""Sign-ins from a spreadsheet: everybody invited by one import, and one email for those who decide on roles."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.models import Role, User
from committee.register.sign_ins import grant_role, invite_user
from tests.answers import client_of
from tests.committee.register.conftest import councillor
from tests.committee.register.spreadsheet_rows import faults, look, take
from tests.committee.test_sign_in import give_totp
from tests.conftest import LONG_AGO, person

TODAY = dt.date(2026, 12, 3)
FILE = """person,email,role
Owen Officer,owen@example.gov.uk,Officer
Mary Member,mary@example.gov.uk,
Una Upton,una@example.gov.uk,
"""


@pytest.fixture
def people(db):
    return councillor("Mary", "Member"), councillor("Una", "Upton"), person("Owen", "Officer")


def test_one_import_invites_everybody_and_tells_the_deciders_once(
    people, administrator, django_capture_on_commit_callbacks
):
    other = invite_user(email="second@example.gov.uk", name="Second", on=TODAY, by=administrator, send=False)
    grant_role(other, Role.ADMINISTRATOR, since=LONG_AGO, by=administrator)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert not look("sign-ins", FILE, administrator).faulty
    assert not mail.outbox and not User.objects.filter(email="mary@example.gov.uk").exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert take("sign-ins", FILE, administrator).done
    to = {
        address: [one for one in mail.outbox if one.to == [address]] for address in (other.email, "una@example.gov.uk")
    }
    assert [one.subject for one in to[other.email]] == ["Sign-ins of 2 members were created"]
    assert "Mary Member, mary@example.gov.uk; Una Upton, una@example.gov.uk." in to[other.email][0].body
    assert "/account/password/reset/key/" in to["una@example.gov.uk"][0].body
    assert len(mail.outbox) == 4
    assert [grant.role for grant in User.objects.get(email="owen@example.gov.uk").role_grants.all()] == [Role.OFFICER]
    assert len(take("sign-ins", FILE, administrator).there) == 3


def test_a_row_with_a_fault_invites_nobody(people, administrator, django_capture_on_commit_callbacks):
    text = FILE + "Nobody Known,nobody@example.gov.uk,\n" + "Mary Member,other@example.gov.uk,Clerk\n"
    with django_capture_on_commit_callbacks(execute=True):
        report = take("sign-ins", text, administrator)
    assert set(faults(report)) == {5, 6}
    assert not mail.outbox and not User.objects.filter(email="mary@example.gov.uk").exists()


def test_another_address_than_that_of_the_sign_in_is_refused(people, administrator):
    assert take("sign-ins", FILE, administrator).done
    report = take("sign-ins", "person,email\nMary Member,thief@example.org\n", administrator)
    assert faults(report)[2][0][1].startswith("Mary Member signs in with mary@example.gov.uk.")


def test_only_an_administrator_who_proves_it_again_imports_sign_ins(people, administrator, clerk, settings):
    page, front = reverse("register:import-kind", args=["sign-ins"]), reverse("register:imports")
    assert client_of(clerk).get(page).status_code == 404
    assert page not in client_of(clerk).get(front).content.decode()
    browser = client_of(administrator)
    assert page in browser.get(front).content.decode()
    settings.SECOND_FACTOR_NEEDED = True
    give_totp(administrator)
    upload = {"file": SimpleUploadedFile("f.csv", FILE.encode())}
    assert "/account/reauthenticate/" in browser.post(page, upload).headers.get("Location", "")
    assert not User.objects.filter(email="mary@example.gov.uk").exists()
