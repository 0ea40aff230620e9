"""Sign-in with the council's directory, by OpenID Connect: a provider on loopback says who somebody is."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
import time_machine
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from committee import environment
from committee.acts.audit import trail_of
from committee.acts.refusal import Refused
from committee.acts.verbs import NotAllowed
from committee.models import DirectoryGroup, Person, Post, Role, RoleGrant, User
from committee.register import directory_groups, directory_sign_in, sign_ins
from committee.register.leavers import LEFT, suspend_leavers
from committee.sign_in.directories import Directory

pytestmark = pytest.mark.both_databases("queries: sign-ins and roles by groups")
SCRUTINY, CLERKS = "Scrutiny team", "Democratic services"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def directory(provider, settings) -> Directory:
    served = Directory(
        "borset", "Borsetshire’s account", provider, "portal", "secret", frozenset({"borsetshire.example"})
    )
    settings.DIRECTORIES = [served]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [served.as_app()]}}
    return served


@pytest.fixture
def come(client, directory) -> Callable[..., str]:
    """Return a function that signs in with an account of the directory, and returns the page that is then shown."""

    def come(subject: str, *groups: str, come_from: str = "", **claims: object) -> str:
        named = {"name": "Olga Novak", "groups": list(groups), **claims}
        requests.put(f"{directory.url}/users/{subject}", json=named, timeout=5).raise_for_status()
        to = client.get(come_from or reverse("openid_connect_login", args=["borset"]))
        back = requests.post(to.url, data={"sub": subject}, allow_redirects=False, timeout=5).headers["location"]
        answer = client.get(f"{urlsplit(back).path}?{urlsplit(back).query}", follow=True)
        return answer.content.decode()

    return come


@pytest.fixture
def group(administrator, proper_officer) -> Callable[..., DirectoryGroup]:
    """Return a function that gives a role to a group, approved by the proper officer."""

    def give(name: str, role: str) -> DirectoryGroup:
        row = directory_groups.ask_for_group("borset", name, role, on=timezone.localdate(), by=administrator)
        return directory_groups.approve_group(row, by=proper_officer)

    return give


def signed_in(client) -> User | None:
    return User.objects.filter(pk=client.session.get("_auth_user_id")).first()


def roles(user: User) -> set[str]:
    return set(RoleGrant.objects.on(timezone.localdate()).filter(user=user).values_list("role", flat=True))


def test_a_new_officer_gets_a_sign_in_and_the_role_of_their_group(client, directory, come, council, group, admin_mails):
    olga = Person.objects.create(forename="Olga", surname="Novak", slug="olga", email="olga@borsetshire.example")
    Post.objects.create(person=olga, title="Scrutiny officer", since=dt.date(2021, 1, 1))
    group(SCRUTINY, Role.SCRUTINY_OFFICER)
    come("olga", SCRUTINY, "All staff", email="Olga@Borsetshire.example")
    user = signed_in(client)
    assert user is not None and user.email == "olga@borsetshire.example" and user.person == olga
    assert roles(user) == {Role.SCRUTINY_OFFICER} and not user.has_usable_password()
    assert client.get(reverse("desk:scrutiny-front")).status_code == 200
    assert any("made Olga Novak" in one.body and "scrutiny officer" in one.body for one in admin_mails())
    assert SocialAccount.objects.get(user=user).extra_data == {}
    # The role follows the group; the one that an administrator granted stays.
    RoleGrant.objects.create(user=user, role=Role.OFFICER, since=timezone.localdate())
    client.logout()
    come("olga", email="olga@borsetshire.example")
    assert roles(signed_in(client)) == {Role.OFFICER}
    client.logout()
    come("olga", SCRUTINY, email="olga@borsetshire.example")
    assert roles(signed_in(client)) == {Role.OFFICER, Role.SCRUTINY_OFFICER}
    client.logout()
    come("olga", email="olga@borsetshire.example", hasgroups=True, groups=None)  # too many groups for a token
    assert roles(signed_in(client)) == {Role.OFFICER, Role.SCRUTINY_OFFICER}


@pytest.fixture
def admin_mails(administrator) -> Callable[[], list[mail.EmailMessage]]:
    return lambda: [one for one in mail.outbox if one.to == [administrator.email]]


@pytest.fixture(autouse=True)
def at_commit(django_capture_on_commit_callbacks, monkeypatch):
    """Send at once what is sent after a commit, because each of these tests is one transaction."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **_: call())


def test_an_account_without_a_role_or_of_another_council_opens_nothing(client, come, council, group, clerk):
    group(CLERKS, Role.CLERK)
    assert "it opens nothing here yet" in come("new", "All staff", email="new@borsetshire.example")
    assert signed_in(client) is None and not User.objects.filter(email="new@borsetshire.example").exists()
    # SECURITY: another council's directory, or a guest in this one, does not become our clerk.
    assert "no email address of the council" in come("thief", CLERKS, email="thief@elsewhere.example")
    carol = User.objects.create_user("carol@elsewhere.example", "a password of hers", name="Carol Elsewhere")
    assert "no email address of the council" in come("thief2", CLERKS, email=carol.email, email_verified=True)
    assert signed_in(client) is None and not SocialAccount.objects.exists()


def test_an_invited_user_signs_in_with_the_directory_and_no_other_way_from_then_on(
    client, come, council, clerk, directory
):
    password = {"login": clerk.email, "password": "a long enough password"}
    assert client.post(reverse("account_login"), password).status_code == 302 and signed_in(client) == clerk
    client.logout()
    come("carol", email=clerk.email)
    assert signed_in(client) == clerk and roles(clerk) == {Role.CLERK}
    letter = next(message for message in mail.outbox if message.to == [clerk.email])
    assert "no password here any more" in letter.body
    assert client.get(reverse("account_set_password")).content.decode().count("Its password is changed there") == 1
    client.logout()
    assert client.post(reverse("account_login"), password).status_code in (200, 422) and signed_in(client) is None
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": clerk.email})
    assert ["reset" in one.body or "/key/" in one.body for one in mail.outbox] == [False]
    assert directory.name in mail.outbox[0].body
    # A link for choosing a password that was mailed before is of no use either.
    clerk.refresh_from_db()
    client.post(
        sign_ins.password_link(clerk), {"password1": "another long password", "password2": "another long password"}
    )
    assert signed_in(client) is None


def test_a_namesake_who_got_the_address_does_not_get_the_sign_in(client, come, council, clerk):
    come("carol", email=clerk.email)
    client.logout()
    assert "Another account has signed in here" in come("carol-the-second", email=clerk.email)
    assert signed_in(client) is None


def test_a_suspended_user_and_a_leaver_stay_out_whatever_the_directory_says(
    client, come, council, officer, administrator
):
    come("olive", email=officer.email)
    assert signed_in(client) == officer and client.get(reverse("officers:front")).status_code == 200
    # The post ends today: today is its last day, and tomorrow the session that is open is over.
    Post.objects.filter(person=officer.person).update(until=timezone.localdate() - dt.timedelta(days=1))
    assert client.get(reverse("officers:front")).status_code == 302
    client.logout()
    assert "suspended" in come("olive", email=officer.email) and signed_in(client) is None
    Post.objects.create(person=officer.person, title="Head of Service", since=timezone.localdate())
    come("olive", email=officer.email)
    assert signed_in(client) == officer
    sign_ins.suspend(officer, on=timezone.localdate(), by=administrator)
    client.logout()
    assert "suspended" in come("olive", email=officer.email) and signed_in(client) is None


def test_sign_ins_of_leavers_are_suspended_every_day_but_not_those_of_members_or_the_last_administrator(
    council, officer, member, administrator, clerk
):
    today = timezone.localdate()
    ended = {"title": "Manager", "since": dt.date(2021, 1, 1), "until": today - dt.timedelta(days=1)}
    for who in (officer, member):
        Post.objects.filter(person=who.person).delete()
        Post.objects.create(person=who.person, **ended)
    ada = Person.objects.create(forename="Ada", surname="Admin", slug="ada")
    Post.objects.create(person=ada, **ended)
    User.objects.filter(pk=administrator.pk).update(person=ada)
    lines = [line.text for line in suspend_leavers(at=timezone.now())]
    assert len(lines) == 2 and "only administrator" in lines[0] and lines[1].startswith("1 sign-in suspended")
    active = {user.email: user.is_active for user in User.objects.all()}
    assert [active[who.email] for who in (officer, member, administrator, clerk)] == [False, True, True, True]
    assert trail_of(officer).latest("pk").facts == {"why": LEFT}


@pytest.mark.parametrize(("says", "gets_in"), [({"amr": ["pwd", "mfa"]}, True), ({"amr": ["pwd"]}, False), ({}, False)])
def test_a_second_step_is_trusted_where_the_directory_says_that_it_asked(
    client, come, council, clerk, settings, says, gets_in
):
    settings.SECOND_FACTOR_NEEDED = True
    come("carol", email=clerk.email, **says)
    assert signed_in(client) == clerk
    answer = client.get(reverse("desk:front"))
    assert (answer.status_code == 200) is gets_in
    assert gets_in or answer.url == reverse("second-step")
    # With a second step of their own they are asked for that, unless the directory asked for one.
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.logout()
    come("carol", email=clerk.email, **says)
    assert (signed_in(client) == clerk) is gets_in


def test_a_session_cannot_be_joined_with_somebody_elses_account(client, come, council, clerk):
    client.force_login(clerk)
    login = reverse("openid_connect_login", args=["borset"])
    for more in ("process=connect", "auth_params=redirect_uri%3Dhttps%3A//elsewhere.example", "scope=all"):
        assert client.get(f"{login}?{more}").status_code == 404
    assert not SocialAccount.objects.exists()


def test_an_administrator_of_a_directory_signs_in_there_again_before_changing_sign_ins(
    client, come, council, administrator, settings
):
    settings.SECOND_FACTOR_NEEDED = True
    come("ada", email=administrator.email, amr=["mfa"])
    page = reverse("register:sign-in-invite")
    shown = client.get(page)
    assert shown.status_code == 200
    typed_by = re.search(r'name="typed_by" value="([^"]+)"', shown.content.decode())[1]
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        typed = {"name": "Nell Newcomer", "email": "nell@borsetshire.example", "typed_by": typed_by}
        answer = client.post(page, typed)
        assert answer.status_code == 302 and "auth_params=prompt%3Dlogin" in answer.url
        again = come("ada", come_from=answer.url, email=administrator.email, amr=["mfa"])
        assert "nell@borsetshire.example" in again and not User.objects.filter(name="Nell Newcomer").exists()
        assert client.get(page).status_code == 200


def test_a_directory_that_fails_says_so_and_leaves_the_other_way_open(client, directory, come, council, settings):
    gone = {**directory.as_app(), "settings": {"server_url": "http://127.0.0.1:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone]}}
    page = client.get(reverse("openid_connect_login", args=["borset"]), follow=True).content.decode()
    assert "did not work" in page and "Sign in with Borsetshire’s account" in page
    callback = reverse("openid_connect_callback", args=["borset"])
    for asked in ({}, {"state": "made-up", "code": "1"}, {"error": "access_denied"}):
        assert "did not work" in client.get(callback, asked, follow=True).content.decode()
    assert client.get(reverse("openid_connect_login", args=["unknown"])).status_code == 404


def test_only_a_proper_officer_who_did_not_ask_approves_a_group(
    directory, council, administrator, proper_officer, clerk
):
    on = timezone.localdate()
    with pytest.raises(NotAllowed):
        directory_groups.ask_for_group("borset", CLERKS, Role.CLERK, on=on, by=clerk)
    row = directory_groups.ask_for_group("borset", CLERKS, Role.CLERK, on=on, by=administrator)
    assert not directory_groups.roles_of(directory, {CLERKS})
    with pytest.raises(NotAllowed):
        directory_groups.approve_group(row, by=administrator)
    RoleGrant.objects.create(user=administrator, role=Role.PROPER_OFFICER, since=on)
    administrator = User.objects.get(pk=administrator.pk)
    with pytest.raises(Refused, match="You asked for it yourself"):
        directory_groups.approve_group(row, by=administrator)
    directory_groups.approve_group(row, by=proper_officer)
    assert set(directory_groups.roles_of(directory, {CLERKS})) == {Role.CLERK}
    with pytest.raises(Refused, match="has that role already"):
        directory_groups.ask_for_group("borset", f" {CLERKS} ", Role.CLERK, on=on, by=administrator)


def test_a_removed_group_ends_the_roles_that_came_by_it(client, come, council, group, administrator):
    row = group(CLERKS, Role.CLERK)
    come("olga", CLERKS, email="olga@borsetshire.example")
    user = signed_in(client)
    assert client.get(reverse("desk:front")).status_code == 200
    directory_groups.end_group(row, at=timezone.now(), on=timezone.localdate(), by=administrator)
    assert roles(user) == set() and client.get(reverse("desk:front")).status_code == 302
    with pytest.raises(Refused, match="removed already"):
        directory_groups.end_group(row, at=timezone.now(), on=timezone.localdate(), by=administrator)


def test_the_pages_of_groups(client, directory, council, administrator, proper_officer):
    client.force_login(administrator)
    form = {"key": "borset", "group": CLERKS, "role": Role.CLERK}
    assert client.post(reverse("register:directory-group-new"), form, follow=True).status_code == 200
    row = DirectoryGroup.objects.get()
    page = client.get(reverse("register:directory-groups")).content.decode()
    assert f"{CLERKS} as Clerk" in page and "It waits for the proper officer" in page
    approve = reverse("register:directory-group-approve", args=[row.pk])
    assert approve not in page and client.get(approve).status_code == 404
    client.force_login(proper_officer)
    assert approve in client.get(reverse("register:directory-groups")).content.decode()
    assert "Approved by Petra Proper" in client.post(approve, follow=True).content.decode()
    end = reverse("register:directory-group-end", args=[row.pk])
    assert "No group gives a role yet" in client.post(end, follow=True).content.decode()


def test_an_administrator_says_who_a_sign_in_of_the_directory_is(client, council, administrator, stranger, member):
    client.force_login(administrator)
    stan = Person.objects.create(forename="Stan", surname="Stranger", slug="stan")
    page = reverse("register:sign-in-person", args=[stranger.pk])
    assert client.post(page, {"person": member.person_id}).status_code == 422
    assert "Stan Stranger’s sign-in" in client.post(page, {"person": stan.pk}, follow=True).content.decode()
    stranger.refresh_from_db()
    assert stranger.person == stan and client.get(page).status_code == 404


def test_the_settings_of_directories_are_checked(monkeypatch):
    def read_with(values: dict[str, str]) -> list[Directory]:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return environment.directories()

    assert environment.directories() == []
    with pytest.raises(ImproperlyConfigured, match="DIRECTORY_URL must be https"):
        read_with({"DIRECTORY_URL": "http://login.example"})
    with pytest.raises(ImproperlyConfigured, match="DIRECTORY_CLIENT_ID must be set"):
        read_with({"DIRECTORY_URL": "https://login.example/Borset/v2.0/"})
    with pytest.raises(ImproperlyConfigured, match="DIRECTORY_DOMAINS must name"):
        read_with({"DIRECTORY_CLIENT_ID": "portal", "DIRECTORY_CLIENT_SECRET": "x"})
    (only,) = read_with({"DEFAULT_FROM_EMAIL": "Committees <committees@Borset.example>"})
    assert (only.key, only.domains) == ("login-example-borset-v2-0", {"borset.example"})
    assert only.vouches_for("a@BORSET.example") and not only.vouches_for("a@borset.example.evil.example")
    assert not only.vouches_for("a@borſet.example")
    with pytest.raises(ImproperlyConfigured, match="32 characters"):
        read_with({"DIRECTORY_SCIM_TOKEN": "short"})
    monkeypatch.delenv("DIRECTORY_SCIM_TOKEN")
    second = {"URL": "https://login.example/Ambridge", "CLIENT_ID": "portal", "CLIENT_SECRET": "x"}
    second["DOMAINS"] = "ambridge.example, b.example"
    both = read_with({f"DIRECTORY_2_{name}": value for name, value in second.items()})
    assert [one.domains for one in both] == [{"borset.example"}, {"ambridge.example", "b.example"}]


def test_tokens_that_speak_of_two_people_are_refused(directory):
    with pytest.raises(Refused, match="did not work"):
        directory_sign_in.Account.read({"id_token": {"sub": "a"}, "userinfo": {"sub": "b"}}, directory)
