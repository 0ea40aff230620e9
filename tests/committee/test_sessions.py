"""Sessions: how they end by themselves, by their owner, by an administrator, and with a role."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import AuditEntry, Role, RoleRequest, User
from committee.register import seats, sign_ins
from tests.committee.test_sign_in import PASSWORD, TODAY, code_now, give_totp, sign_in

pytestmark = pytest.mark.both_databases("queries: sign-ins and sessions")

DESK, LOGIN = "/register/", reverse("account_login")


def signed_in(user) -> Client:
    client = Client(headers={"user-agent": "Tablet"})
    sign_in(client, user)
    assert client.get(reverse("mfa_index")).status_code == 200
    return client


def is_out(client: Client, path: str = DESK) -> bool:
    answer = client.get(path)
    return answer.status_code == 302 and answer.url.startswith(LOGIN)


def last_done() -> str:
    return str(AuditEntry.objects.order_by("-pk").first())


def test_a_session_ends_after_twelve_idle_hours_and_lasts_while_somebody_works(clerk):
    with time_machine.travel("2022-04-21 08:00 +0000", tick=False) as clock:
        client = signed_in(clerk)
        for _ in range(3):
            clock.shift(dt.timedelta(hours=11))
            assert not is_out(client)
        clock.shift(dt.timedelta(hours=12, minutes=1))
        assert is_out(client)


def test_a_page_that_lies_open_and_looks_again_by_itself_keeps_nobody_signed_in(clerk):
    with time_machine.travel("2022-04-21 08:00 +0000", tick=False) as clock:
        client = signed_in(clerk)
        for _ in range(13):
            clock.shift(dt.timedelta(hours=1))
            client.get(DESK, headers={"HX-Request": "true"})
        assert is_out(client)
        client = signed_in(clerk)
        for _ in range(3):
            clock.shift(dt.timedelta(hours=11))
            client.post(DESK, headers={"HX-Request": "true"})
        assert not is_out(client), "what someone writes is kept by itself while they write"


def test_own_sessions_are_listed_and_the_others_ended(clerk):
    here, there = signed_in(clerk), signed_in(clerk)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert (page.count("This browser"), page.count("Another browser"), "Tablet" in page) == (1, 1, True)
    here.post(reverse("usersessions_list"))
    assert (is_out(here), is_out(there)) == (False, True)
    assert last_done() == "Carol Clerk ended the other sessions of Carol Clerk"


def test_an_administrator_ends_every_session_of_somebody(client, clerk, administrator):
    there = signed_in(clerk)
    client.force_login(administrator)
    path = reverse("register:sessions-end", args=[clerk.pk])
    assert path in client.get(reverse("register:sign-in", args=[clerk.pk])).content.decode()
    assert client.post(path).status_code == 302
    assert is_out(there)
    entry = AuditEntry.objects.get(did="ended every session of")
    assert (str(entry), entry.facts) == ("Ada Admin ended every session of Carol Clerk", {"sessions": 1})


def test_a_suspended_users_old_session_is_not_good_again_when_they_are_restored(clerk, administrator):
    client = signed_in(clerk)
    sign_ins.suspend(clerk, on=TODAY, by=administrator)
    sign_ins.restore(clerk, on=TODAY, by=administrator)
    assert is_out(client)


@pytest.mark.parametrize("meanwhile", ["suspended", "another password"])
def test_a_sign_in_that_waits_for_its_second_step_opens_nothing_after(clerk, administrator, meanwhile):
    """The password was right when it was typed, a quarter of an hour ago at most."""
    client, secret = Client(), give_totp(clerk)
    sign_in(client, clerk)
    if meanwhile == "another password":
        clerk.set_password("quite another password")
        clerk.save()
    else:
        sign_ins.suspend(clerk, on=TODAY, by=administrator)
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}, follow=True)
    assert "Sign in again" in answer.content.decode() and is_out(client)
    if meanwhile == "suspended":
        sign_ins.restore(clerk, on=TODAY, by=administrator)
        assert is_out(client)


def test_a_session_that_began_while_its_owner_was_being_suspended_is_not_good_when_they_are_restored(
    clerk, administrator
):
    client = Client()
    client.force_login(clerk)
    session = {"user": clerk, "session_key": client.session.session_key, "ip": "127.0.0.1"}
    sign_ins.suspend(clerk, on=TODAY, by=administrator)
    client.cookies.clear()
    clerk.is_active = True  # as the sign-in read it
    client.force_login(clerk)
    UserSession.objects.create(**{**session, "session_key": client.session.session_key})
    sign_ins.restore(User.objects.get(pk=clerk.pk), on=TODAY, by=administrator)
    assert is_out(client)


def test_a_role_ends_at_once_with_its_sessions_and_can_be_granted_again_that_day(client, clerk, administrator):
    today = timezone.localdate()
    there = signed_in(clerk)
    client.force_login(administrator)
    held = clerk.role_grants.get()
    path = reverse("register:role-end", args=[held.pk])
    assert "Enter the last day" in client.post(path, {"when": "day", "on": ""}).content.decode()
    assert client.post(path, {"when": "now", "on": ""}).status_code == 302
    assert is_out(there)
    sign_in(there, clerk)
    assert there.get(DESK).status_code == 404
    held.refresh_from_db()
    assert (held.until, held.held_on(today), held.held_on(today - dt.timedelta(1))) == (today, False, True)
    with pytest.raises(Refused, match="does not hold that role"):
        sign_ins.end_role(held, on=today, at_once=True, by=administrator)
    sign_ins.grant_role(clerk, Role.CLERK, since=today, by=administrator)
    assert runs_the_desk(type(clerk).objects.get(pk=clerk.pk), today)


def test_a_role_that_ends_with_a_day_takes_its_sessions_with_it(clerk, administrator):
    """Whoever is an administrator too is signed out all the same: the session began with more than they are."""
    with time_machine.travel("2022-04-21 22:00 +0100", tick=False) as clock:
        sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
        sign_ins.end_role(clerk.role_grants.get(role=Role.CLERK), on=TODAY, by=administrator)
        client = signed_in(clerk)
        assert not is_out(client)
        clock.shift(dt.timedelta(hours=3))
        assert is_out(client)
        sign_in(client, clerk)
        assert not is_out(client)


def test_a_seat_that_ends_ends_the_session_that_began_with_it(member, clerk):
    today = timezone.localdate()
    client, seat = signed_in(member), member.person.seats.get()
    assert client.get("/members/").status_code == 200
    seats.end_seat(seat, on=today - dt.timedelta(1), by=clerk)
    assert is_out(client, "/members/")
    sign_in(client, member)
    assert client.get("/members/").status_code == 200, "they are a councillor still"


def test_a_session_alone_changes_no_second_step(clerk):
    client = signed_in(clerk)
    kept = {"name": "Key", "credential": {}}
    key = Authenticator.objects.create(user=clerk, type=Authenticator.Type.WEBAUTHN, data=kept)
    give_totp(clerk)
    RecoveryCodes.activate(clerk)
    for name in (
        *("mfa_deactivate_totp", "mfa_remove_webauthn", "mfa_edit_webauthn"),
        *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    ):
        path = reverse(name, args=[key.pk] if "webauthn" in name else [])
        looked, sent = client.get(path), client.post(path)
        assert (looked.status_code, "reauthenticate" in looked.url) == (302, True), name
        assert sent.status_code == 405 or "reauthenticate" in sent.url, name


def test_changes_of_the_second_step_and_the_password_are_mailed_and_stand_on_the_trail(clerk, mailoutbox):
    client = signed_in(clerk)
    give_totp(clerk)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert last_done() == "Carol Clerk turned off the authenticator app of Carol Clerk"
    chosen = {"oldpassword": PASSWORD, "password1": "quite another password", "password2": "quite another password"}
    client.post(reverse("account_change_password"), chosen)
    assert last_done() == "Carol Clerk changed the password of Carol Clerk"
    assert [mail.to for mail in mailoutbox] == [[clerk.email]] * 2


def test_a_mail_server_that_is_away_hides_no_change(clerk, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    client = signed_in(clerk)
    chosen = {"oldpassword": PASSWORD, "password1": "quite another password", "password2": "quite another password"}
    assert client.post(reverse("account_change_password"), chosen).status_code == 302
    assert last_done() == "Carol Clerk changed the password of Carol Clerk"


def test_a_stolen_session_of_an_administrator_takes_nobodys_sign_in_over(
    administrator, clerk, proper_officer, settings, mailoutbox
):
    settings.SECOND_FACTOR_NEEDED = True
    asked = RoleRequest.objects.create(user=administrator, role=Role.CLERK, since=TODAY)
    client, decider = Client(), Client()
    for browser, user in ((client, administrator), (decider, proper_officer)):
        browser.force_login(user)
        give_totp(user)
    give_totp(clerk)
    before, taken = clerk.email, {"email": "thief@elsewhere.example"}
    address = reverse("register:sign-in-address", args=[clerk.pk])
    for path, words in (
        (address, taken),
        (reverse("register:second-step-reset", args=[clerk.pk]), {}),
        (reverse("register:role-grant", args=[clerk.pk]), {"role": Role.PROPER_OFFICER, "since": TODAY}),
        (reverse("register:sign-in-invite"), {"name": "A Thief", "role": Role.CLERK, **taken}),
    ):
        for answer in (client.get(path), client.post(path, words)):
            assert answer.url.startswith(reverse("account_reauthenticate")), path
    approve = reverse("register:role-request-approve", args=[asked.pk])
    assert decider.post(approve).url.startswith(reverse("account_reauthenticate"))
    clerk.refresh_from_db()
    assert (clerk.email, Authenticator.objects.filter(user=clerk).count(), mailoutbox) == (before, 1, [])
    assert not User.objects.filter(**taken).exists()
    sign_ins.suspend(clerk, on=TODAY, by=PORTAL)
    assert client.post(reverse("register:sign-in-restore", args=[clerk.pk])).url.startswith(
        reverse("account_reauthenticate")
    )


def marked(page) -> str:
    """Whom the form of that page says it was shown to."""
    return re.search(r'name="typed_by" value="([^"]+)"', page.content.decode())[1]


def test_what_a_thief_sends_in_a_stolen_session_is_not_done_with_the_owners_proof(administrator, settings):
    """They share the session: what one of them sent was done when the other proved to be themselves at that address."""
    settings.SECOND_FACTOR_NEEDED = True
    give_totp(administrator)
    owner, thief = Client(), Client()
    owner.force_login(administrator)
    thief.cookies = owner.cookies
    path = reverse("register:sign-in-invite")
    own = {"name": "Nina", "email": "nina@borsetshire.example", "role": Role.OFFICER}
    planted = {"name": "A Thief", "email": "thief@elsewhere.example", "role": Role.CLERK}
    thief.post(path, planted)
    there = owner.post(path, own).url
    thief.post(path, planted)
    assert owner.post(there, {"password": PASSWORD}).url == path
    assert not User.objects.filter(email__in=(planted["email"], own["email"])).exists()


def test_what_is_sent_before_the_proof_comes_back_after_it_and_is_done_when_it_is_sent_again(
    administrator, clerk, settings
):
    settings.SECOND_FACTOR_NEEDED = True
    give_totp(administrator)
    client = Client()
    client.force_login(administrator)
    path, new = reverse("register:sign-in-address", args=[clerk.pk]), "carol@elsewhere.example"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    sent = {"email": new, "typed_by": marked(client.get(path))}
    session = client.session
    del session["account_authentication_methods"]  # the proof is too old by now
    session.save()
    there = client.post(path, sent, headers={"Referer": f"http://testserver{path}"}).url
    assert there == f"{reverse('account_reauthenticate')}?next={path}"
    assert "get the form back as you filled it in" in client.get(there).content.decode()
    assert client.post(there, {"password": PASSWORD}).url == path
    clerk.refresh_from_db()
    page = client.get(path).content.decode()
    assert (clerk.email == new, f'value="{new}"' in page) == (False, True)
    assert client.post(path, sent).url == reverse("register:sign-in", args=[clerk.pk])
    clerk.refresh_from_db()
    assert clerk.email == new


def test_allauths_own_pages_do_nothing_with_the_proof_that_was_sent_before_it(clerk):
    give_totp(clerk)
    client = Client()
    client.force_login(clerk)
    path = reverse("mfa_deactivate_totp")
    there = client.post(path).url
    assert client.post(there, {"password": PASSWORD}).url == path
    assert Authenticator.objects.filter(user=clerk).exists()
