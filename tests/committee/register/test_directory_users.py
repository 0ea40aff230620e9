"""Sign-ins that the council's directory creates and suspends: SCIM 2.0, as scim2-tester and Entra ID ask."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from django.core.signals import request_finished, request_started
from django.utils import timezone
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server, filling

from committee.models import Post, Role, RoleGrant, User
from committee.register import sign_ins
from committee.sign_in.directories import Directory
from committee.wsgi import application

pytestmark = pytest.mark.both_databases("queries: sign-ins of a directory")
TOKEN, USER = "t" * 40, "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.fixture
def directory(settings, council) -> Directory:
    domains = frozenset({"borsetshire.example"})
    served = Directory("borset", "Borsetshire", "https://borset.invalid", "portal", "x", domains, scim_token=TOKEN)
    settings.DIRECTORIES = [served]
    return served


@pytest.fixture
def ask(client, directory):
    """Return a function that sends a request as the directory does."""

    def ask(method: str, path: str, body: object = None, token: str = TOKEN):
        how = {"content_type": "application/scim+json", "headers": {"Authorization": f"Bearer {token}"}}
        return client.generic(method, f"/scim/v2/{path}", json.dumps(body) if body is not None else "", **how)

    return ask


def patch(**values: object) -> dict[str, object]:
    """Return a change as Entra ID sends it, with attributes that a sign-in does not have."""
    operations = [{"op": "Replace", "path": path, "value": value} for path, value in values.items()]
    ignored = {"op": "Add", "path": 'emails[type eq "work"].value', "value": "new@borsetshire.example"}
    return {"schemas": [PATCH], "Operations": [*operations, ignored]}


def test_nobody_without_the_token_finds_anything(client, ask, directory, settings, clerk):
    assert client.get("/scim/v2/Users").status_code == 401
    assert ask("GET", "Users", token="u" * 40).status_code == 401
    assert ask("GET", f"Users/{clerk.pk}").status_code == 200
    settings.DIRECTORIES = [Directory("b", "B", "https://b.invalid", "p", "x", frozenset({"borsetshire.example"}))]
    assert ask("GET", "Users").status_code == 404 and ask("GET", "Users", token="").status_code == 404


def test_a_directory_sees_only_its_own_people(ask, clerk, directory):
    elsewhere = User.objects.create_user("carol@other-borsetshire.example", name="Elsewhere")
    listed = ask("GET", "Users?filter=" + f'userName eq "{clerk.email.upper()}"').json()
    assert [one["id"] for one in listed["Resources"]] == [str(clerk.pk)] and listed["totalResults"] == 1
    assert listed["Resources"][0]["active"] is True
    assert ask("GET", f"Users/{elsewhere.pk}").status_code == 404
    assert ask("PATCH", f"Users/{elsewhere.pk}", patch(active=False)).status_code == 404
    assert str(elsewhere.pk) not in [one["id"] for one in ask("GET", "Users").json()["Resources"]]
    made = ask("POST", "Users", {"schemas": [USER], "userName": "thief@elsewhere.example"})
    assert made.status_code == 400 and not User.objects.filter(email__startswith="thief").exists()
    assert ask("GET", 'Users?filter=userName ee "a').status_code == 400
    assert ask("GET", "Groups").status_code == 404
    assert ask("POST", "Users", {"schemas": [USER]}).status_code == 400
    assert ask("DELETE", f"Users/{clerk.pk}").status_code == 405


def test_a_leaver_is_shut_out_by_the_directory_and_nothing_they_did_is_lost(ask, client, directory):
    body = {
        "schemas": [USER, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
        "externalId": "4711",
        "userName": "Olga@borsetshire.example",
        "displayName": "Olga Novak",
        "name": {"givenName": "Olga", "familyName": "Novak"},
        "active": True,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Scrutiny"},
    }
    made = ask("POST", "Users", body)
    assert made.status_code == 201 and made["Location"].endswith(f"/Users/{made.json()['id']}")
    assert ask("POST", "Users", body).status_code == 409
    user = User.objects.get(email="olga@borsetshire.example")
    assert user.name == "Olga Novak" and not user.has_usable_password() and not user.role_grants.exists()
    RoleGrant.objects.create(user=user, role=Role.OFFICER, since=timezone.localdate())
    client.force_login(user)
    assert client.get("/officers/").status_code == 200
    answer = ask("PATCH", f"Users/{user.pk}", patch(active="False", displayName="Olga Newman"))
    assert answer.status_code == 200 and answer.json()["active"] is False
    user.refresh_from_db()
    assert not user.is_active and user.name == "Olga Newman" and user.role_grants.exists()
    assert client.get("/officers/").status_code == 302
    assert ask("PATCH", f"Users/{user.pk}", patch(active=True)).json()["active"] is True
    user.refresh_from_db()
    assert user.is_active


def test_the_directory_restores_neither_a_leaver_nor_whom_an_administrator_suspended(ask, officer, administrator):
    today = timezone.localdate()
    sign_ins.suspend(officer, on=today, by=administrator)
    refused = ask("PATCH", f"Users/{officer.pk}", patch(active=True))
    assert refused.status_code == 400 and refused.json()["scimType"] == "mutability"
    assert "An administrator" in refused.json()["detail"]
    sign_ins.restore(officer, on=today, by=administrator)
    Post.objects.filter(person=officer.person).update(until=today - dt.timedelta(days=1))
    assert ask("GET", f"Users/{officer.pk}").json()["active"] is False
    assert "last post has ended" in ask("PATCH", f"Users/{officer.pk}", patch(active=True)).json()["detail"]
    # Another change goes on, and lets nobody in.
    assert ask("PATCH", f"Users/{officer.pk}", patch(displayName="Olive O.")).status_code == 200
    last = ask("PATCH", f"Users/{administrator.pk}", patch(active=False))
    assert last.status_code == 400 and "only administrator" in last.json()["detail"]


def test_scim2_tester_finds_no_fault_but_that_nothing_is_deleted(directory, monkeypatch):
    def an_address(path):
        return f"{uuid4()}@borsetshire.example" if str(path).endswith("userName") else None

    monkeypatch.setattr(filling, "get_random_example_value", an_address)
    for signal in (request_started, request_finished):  # which would close the connection of this test
        monkeypatch.setattr(signal, "send", lambda **_: [])
    sender = WSGISCIMClient(application, "http://testserver/scim/v2", {"Authorization": f"Bearer {TOKEN}"})
    results = check_server(sender)
    wrong = {one.title: one.reason for one in results if one.status in (Status.ERROR, Status.CRITICAL)}
    assert {one.title for one in results if one.status == Status.SUCCESS} >= {"object_creation", "object_replacement"}
    # Nothing is deleted, `active` cannot be left unsaid, and nobody searches by POST.
    assert set(wrong) == {"object_deletion", "check_remove_attribute", "search_with_attributes"}
    assert wrong["check_remove_attribute"].endswith("'active'")
