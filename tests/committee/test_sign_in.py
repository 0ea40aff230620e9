"""Who gets in: demonstration sign-ins, the second step of the desk, invitations, and the first administrator."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import signing
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import administers, runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.mail import notices
from committee.models import AuditEntry, Role, RoleGrant, User
from committee.register import sign_ins
from committee.sign_in import sign_in_hint

pytestmark = pytest.mark.both_databases("queries: sign-ins and sessions")

PASSWORD = "a long enough password"
TODAY = dt.date(2022, 4, 21)


def sign_in(client, user: User, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def give_totp(user: User) -> str:
    secret = totp.generate_totp_secret()
    kept = {"secret": get_adapter().encrypt(secret)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=kept)
    return secret


def code_now(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def test_a_demonstration_sign_in_works_in_demo_mode_only(client, clerk, settings):
    clerk.is_demo = True
    clerk.save()
    settings.DEMO = False
    assert sign_in(client, clerk).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
    settings.DEMO = True
    assert sign_in(client, clerk).status_code == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)
    settings.DEMO = False
    assert client.get("/register/").status_code == 302, "the session ends with demo mode"


def test_the_link_of_an_email_fills_in_whose_mailbox_it_is_and_nobody_elses(client, clerk):
    def filled_in(leads_to: str) -> bool:
        return clerk.email in client.get(reverse("account_login"), {"next": leads_to}).content.decode()

    page = reverse("desk:front")
    assert filled_in(sign_in_hint.led(page, clerk))
    for made_up in (f"{page}?to={clerk.pk}", f"{page}?to={signing.dumps(clerk.pk)}", f"{page}?to=%00", "//[", page):
        assert not filled_in(made_up)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert not filled_in(sign_in_hint.led(page, clerk))


def test_a_suspended_user_is_out_at_once(client, clerk, administrator):
    sign_in(client, clerk)
    assert client.get("/register/").status_code == 200
    sign_ins.suspend(clerk, on=TODAY, by=administrator)
    assert client.get("/register/").status_code == 302
    client.logout()
    assert sign_in(client, clerk).url == reverse("account_inactive") and "_auth_user_id" not in client.session
    sign_ins.restore(clerk, on=TODAY, by=administrator)
    assert sign_in(client, clerk).status_code == 302


DOORS = {
    "clerk": "/desk/",
    "proper officer": "/register/",
    "administrator": "/register/sign-ins/",
    "scrutiny officer": "/desk/work-programme/safeguarding/suggestions/",
    "officer": "/officers/",
    "member": "/members/",
}


def test_behind_every_gate_a_second_step_is_asked_for_whatever_the_address_looks_like(client, cast, settings):
    """`SCRIPT_NAME` moves the address that a request says it is for: a gate that looked at it was passed."""
    settings.SECOND_FACTOR_NEEDED = True
    for who, path in DOORS.items():
        client.force_login(cast[who])
        for header in ("", "/x"):
            answer = client.get(path, SCRIPT_NAME=header)
            assert (answer.status_code, answer.url) == (302, reverse("second-step")), who


def test_what_is_for_everybody_needs_no_second_step_and_strangers_learn_of_none(client, clerk, stranger, settings):
    settings.SECOND_FACTOR_NEEDED = True
    client.force_login(clerk)
    assert {client.get(path).status_code for path in ("/", reverse("mfa_index"))} == {200}
    client.force_login(stranger)
    assert client.get("/desk/").status_code == 404


def test_with_a_second_step_the_desk_opens_only_after_the_code(client, clerk, settings):
    settings.SECOND_FACTOR_NEEDED = True
    secret = give_totp(clerk)
    answer = sign_in(client, clerk)
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert client.get("/register/").status_code == 302, "the password alone opens nothing"
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get("/register/").status_code == 302
    with time_machine.travel(timezone.now(), tick=False):  # a code is good for half a minute
        assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    assert client.get("/register/").status_code == 200


def test_an_invitation_makes_a_sign_in_whose_owner_chooses_the_password(
    client, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(administrator)
    sent = {"name": "Nina New", "email": "Nina@borsetshire.example", "role": "clerk", "person": ""}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("register:sign-in-invite"), sent)
    nina = User.objects.get(email="nina@borsetshire.example")
    assert not nina.has_usable_password() and runs_the_desk(nina, timezone.localdate())
    (mail,) = mailoutbox
    assert mail.to == [nina.email] and "Nina New" in mail.body
    client.logout()
    link = re.search(r"https?://\S+", mail.body).group()
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True)
    chosen = {"password1": "quite another password", "password2": "quite another password"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert sign_in(client, nina, "quite another password").status_code == 302
    client.logout()
    assert "password1" not in client.get(path, follow=True).content.decode(), "the link works once"


def test_the_mail_goes_only_when_the_sign_in_was_really_made(
    client, administrator, clerk, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(administrator)
    sent = {"name": "Carol Again", "email": clerk.email.upper(), "role": "", "person": ""}
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("register:sign-in-invite"), sent).content.decode()
    assert "has a sign-in already" in page and mailoutbox == []


def test_a_new_link_that_the_mail_server_does_not_take_is_refused_in_words_and_not_recorded_as_sent(
    client, administrator, clerk, monkeypatch
):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    client.force_login(administrator)
    page = client.post(reverse("register:sign-in-invite-again", args=[clerk.pk]), follow=True).content.decode()
    assert "The email could not be sent. Try again later." in page
    assert not AuditEntry.objects.of(clerk).filter(did="sent a password link to").exists()


@pytest.mark.parametrize("letter", ["\u200b", "\u0430"])
def test_no_address_is_taken_with_letters_that_look_like_others_or_like_nothing(clerk, administrator, letter):
    """Whoever is told of the address of a sign-in would take it for the one that they know."""
    address = f"carol@borsetshire.example{letter}"
    with pytest.raises(Refused, match="a letter that is not a to z"):
        sign_ins.invite_user(email=address, name="Carol Clerk", on=TODAY, by=administrator)
    with pytest.raises(Refused, match="a letter that is not a to z"):
        sign_ins.change_address(clerk, address, on=TODAY, by=administrator)


def test_a_role_is_granted_and_ends_on_days_and_the_trail_says_so(clerk, administrator):
    grant = sign_ins.grant_role(clerk, Role.OFFICER, since=TODAY, by=administrator)
    with pytest.raises(Refused, match="holds that role in that time already"):
        sign_ins.grant_role(clerk, Role.OFFICER, since=TODAY, until=TODAY, by=administrator)
    sign_ins.end_role(grant, on=TODAY, by=administrator)
    again = sign_ins.grant_role(clerk, Role.OFFICER, since=TODAY + dt.timedelta(1), by=administrator)
    assert again.granted_by == administrator
    said = [str(entry) for entry in AuditEntry.objects.filter(by=administrator)]
    assert said[1:] == [
        "Ada Admin ended on 21 April 2022 the role of Carol Clerk as Officer",
        "Ada Admin granted the role of Carol Clerk as Officer",
    ]


def test_the_last_administrator_cannot_lock_everybody_out(administrator, clerk):
    grant = administrator.role_grants.get()
    with pytest.raises(Refused, match="the only administrator"):
        sign_ins.end_role(grant, on=TODAY, by=administrator)
    with pytest.raises(Refused, match="your own sign-in"):
        sign_ins.suspend(administrator, on=TODAY, by=administrator)
    with pytest.raises(Refused, match="the only administrator"):
        sign_ins.suspend(administrator, on=TODAY, by=PORTAL)
    sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    sign_ins.end_role(grant, on=TODAY, by=administrator)
    assert not administers(User.objects.get(pk=administrator.pk), TODAY + dt.timedelta(1))


def test_a_new_council_gets_its_first_administrator_from_the_shell(client, db, capsys):
    call_command("add_administrator", "Ada@borsetshire.example", "Ada Admin")
    printed = capsys.readouterr().out
    ada = User.objects.get()
    assert administers(ada, timezone.localdate()) and not ada.has_usable_password()
    path = "/" + printed.split("://")[1].split("/", 1)[1].split()[0]
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client, ada).status_code == 302
    with pytest.raises(CommandError, match="has a sign-in already"):
        call_command("add_administrator", "ada@borsetshire.example", "Ada Admin")
    with pytest.raises(CommandError, match="valid email"):
        call_command("add_administrator", "ada at home", "Ada Admin")
    assert RoleGrant.objects.count() == 1


def test_nothing_is_locked_or_saved_while_the_first_password_is_being_typed(client, db, monkeypatch, capsys):
    saved = []
    monkeypatch.setattr("getpass.getpass", lambda _: saved.append(User.objects.count()) or PASSWORD)
    call_command("add_administrator", "ada@borsetshire.example", "Ada Admin", "--prompt")
    assert saved == [0, 0] and "://" not in capsys.readouterr().out
    assert sign_in(client, User.objects.get()).status_code == 302


def test_the_first_administrator_may_be_mailed_the_link(db, mailoutbox, django_capture_on_commit_callbacks, capsys):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("add_administrator", "ada@borsetshire.example", "Ada Admin", "--mail")
    assert "://" not in capsys.readouterr().out
    assert "password" in mailoutbox[0].body


def test_a_session_alone_takes_no_other_address(client, clerk):
    client.force_login(clerk)
    page = client.get(reverse("account_email"))
    assert clerk.email in page.content.decode()
    assert client.post(reverse("account_email"), {"email": "mallory@example.org", "action_add": ""}).status_code == 405
    assert not EmailAddress.objects.filter(email="mallory@example.org").exists()


def test_an_administrator_changes_an_address_and_both_are_told(
    client, clerk, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(administrator)
    path, before = reverse("register:sign-in-address", args=[clerk.pk]), clerk.email
    taken = client.post(path, {"email": administrator.email.upper()})
    assert "has a sign-in already" in taken.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path, {"email": "Carol@Elsewhere.example"}).status_code == 302
    clerk.refresh_from_db()
    assert clerk.email == "carol@elsewhere.example"
    assert [mail.to for mail in mailoutbox] == [[before], ["carol@elsewhere.example"]]
    assert all(before in mail.body and clerk.email in mail.body for mail in mailoutbox)
    facts = AuditEntry.objects.get(did="changed the address of the sign-in of").facts
    assert facts == {"before": before, "after": clerk.email}
    client.logout()
    assert sign_in(client, clerk).status_code == 302, "the password is the same, the address the new one"


@pytest.mark.parametrize("named", ["", "portal@borsetshire.example"])
def test_every_mail_comes_from_the_address_that_is_answered_to(client, clerk, council, settings, mailoutbox, named):
    """Ours and allauth's; from another sender where one is named."""
    settings.DEFAULT_FROM_EMAIL = named
    client.post(reverse("account_reset_password"), {"email": clerk.email})
    notices.mail_the_council("A message", "Words")
    assert [letter.from_email for letter in mailoutbox] == [named or council.email] * 2


def test_a_reset_link_is_under_the_portals_own_name_and_strangers_get_no_mail(client, clerk, settings, mailoutbox):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://meetings.borsetshire.example", ["*"]
    path = reverse("account_reset_password")
    client.post(path, {"email": "nobody@example.org"}, headers={"host": "evil.example"})
    assert mailoutbox == []
    client.post(path, {"email": clerk.email}, headers={"host": "evil.example"})
    (mail,) = mailoutbox
    assert "evil.example" not in mail.body + mail.subject
    link = re.search(r"https?://\S+", mail.body).group()
    assert link.startswith("https://meetings.borsetshire.example/account/")
    form = client.get("/" + link.split("/", 3)[3], follow=True)
    chosen = {"password1": "quite another password", "password2": "quite another password"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert sign_in(client, clerk, "quite another password").status_code == 302


def test_browsers_find_where_a_password_is_changed_and_finders_of_faults_whom_to_tell(client, settings):
    settings.SITE_URL = "https://meetings.borsetshire.example"
    assert client.get("/.well-known/change-password").url == reverse("account_change_password")
    with time_machine.travel("2026-03-01 12:00 +0000", tick=False):
        told = client.get("/.well-known/security.txt")
    assert told["Content-Type"].startswith("text/plain")
    assert told.content.decode().splitlines() == [
        "Contact: https://meetings.borsetshire.example/contact/",
        "Expires: 2026-08-30T12:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://meetings.borsetshire.example/.well-known/security.txt",
    ]
