"""The second step: how each of us sets one up at the first sign-in, what it needs, and what becomes of a lost one."""

import base64
import json
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from committee.acts.refusal import Refused
from committee.models import AuditEntry, Role, RoleGrant, User
from committee.register import sign_ins
from committee.sign_in import printed_code
from committee.sign_in.adapter import Adapter
from committee.views.second_step import TOO_MANY, WRONG
from tests.committee.test_sign_in import PASSWORD, TODAY, code_now, give_totp, sign_in

pytestmark = pytest.mark.both_databases("queries: sign-ins and sessions")

SET_UP, APP, KEY = reverse("second-step"), reverse("mfa_activate_totp"), reverse("mfa_add_webauthn")


def code_in(mail) -> str:
    return re.search(r"^[0-9A-F]{8}$", mail.body, re.M)[0]


def test_the_first_sign_in(settings, administrator, mailoutbox, django_capture_on_commit_callbacks):
    """Invited, a password, a code from the mailbox, an app, recovery codes; then the page that was opened first."""
    settings.SECOND_FACTOR_NEEDED = True
    with django_capture_on_commit_callbacks(execute=True):
        invited = {"email": "nina@borsetshire.example", "name": "Nina", "person": None, "on": TODAY}
        nina = sign_ins.invite_user(**invited, by=administrator)
    RoleGrant.objects.create(user=nina, role=Role.CLERK, since=TODAY)
    client = Client()
    form = client.get("/" + re.search(r"https?://\S+", mailoutbox[0].body)[0].split("/", 3)[3], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    mailoutbox.clear()
    sign_in(client, nina)
    landed = client.get(reverse("start"), follow=True)
    assert [step for step, _ in landed.redirect_chain] == ["/desk/", SET_UP]
    assert nina.email in landed.content.decode()
    assert client.get("/desk/find/?q=carers").url == SET_UP, "as a link of an email"
    (mail,) = mailoutbox
    proved = client.post(SET_UP, {"code": code_in(mail)}, follow=True).content.decode()
    assert 'id="add"' in proved and APP in proved
    secret = client.get(APP).context["form"].secret
    done = client.post(APP, {"code": code_now(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert reverse("start") in done.content.decode()
    assert client.get(reverse("start")).url == "/desk/find/?q=carers"
    assert client.get(reverse("start"), follow=True).redirect_chain[-1] == ("/desk/", 302)
    assert client.get("/desk/").status_code == 200


def test_a_code_is_for_the_session_that_asked_and_another_is_sent_on_asking(clerk, mailoutbox):
    one, other = Client(), Client()
    for client in (one, other):
        client.force_login(clerk)
        client.get(SET_UP)
        client.get(SET_UP)
    assert [mail.to for mail in mailoutbox] == [[clerk.email]] * 2, "not one more for each look"
    assert WRONG in one.post(SET_UP, {"code": code_in(mailoutbox[1])}).content.decode()
    for _ in range(7):
        page = one.post(SET_UP, {"again": "1", "code": ""}).content.decode()
    assert len(mailoutbox) == 6 and TOO_MANY in page, "six an hour for one person"
    assert WRONG in one.post(SET_UP, {"code": code_in(mailoutbox[0])}).content.decode()
    assert one.post(SET_UP, {"code": code_in(mailoutbox[-1])}).status_code == 302


def test_a_printed_code_serves_its_owner_for_three_days_until_there_is_a_second_step(clerk, administrator, mailoutbox):
    with time_machine.travel("2022-04-21 08:00 +0000", tick=False) as clock:
        code = printed_code.make(clerk)
        sign_in(client := Client(), clerk)
        assert client.post(SET_UP, {"code": f" {code} "}).url == SET_UP and client.get(APP).status_code == 200
        sign_in(other := Client(), administrator)
        assert WRONG in other.post(SET_UP, {"code": code}).content.decode(), "it is another user's"
        clock.shift(4 * 86400)
        sign_in(late := Client(), clerk)
        assert WRONG in late.post(SET_UP, {"code": code}).content.decode()
        code = printed_code.make(clerk)
        sign_in(second := Client(), clerk)
        give_totp(clerk)
        second.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert second.post(SET_UP, {"code": code}, follow=True).redirect_chain == [], "there is a second step now"


def test_neither_session_nor_password_adds_a_second_step(client, clerk, mailoutbox):
    sign_in(client, clerk)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for path, to in ((APP, "app"), (KEY, "key")):
        for answer in (client.get(path), client.post(path, {"code": "000000", "credential": "{}"})):
            assert (answer.status_code, answer.url) == (302, f"{SET_UP}?to={to}")
    client.get(SET_UP)
    answer = client.post(f"{SET_UP}?to=key", {"code": code_in(mailoutbox[-1])})
    assert answer.url == KEY and client.get(KEY).status_code == 200


def test_the_mailbox_alone_adds_none_where_there_is_one_already(client, clerk, mailoutbox):
    client.force_login(clerk)
    give_totp(clerk)
    assert "reauthenticate" in client.get(SET_UP).url and mailoutbox == []


def test_a_proof_of_the_mailbox_lasts_a_quarter_of_an_hour(clerk, mailoutbox):
    with time_machine.travel("2022-04-21 08:00 +0000", tick=False) as clock:
        client = Client()
        client.force_login(clerk)
        client.get(SET_UP)
        client.post(SET_UP, {"code": code_in(mailoutbox[-1])})
        assert client.get(APP).status_code == 200
        clock.shift(16 * 60)
        assert client.get(APP).url.startswith(SET_UP)


@pytest.mark.django_db(transaction=True)
def test_a_session_that_began_with_the_password_alone_ends_when_the_second_step_is_set_up(clerk, settings, mailoutbox):
    """Else whoever has the password signs in first, waits, and is let in by the owner's own second step."""
    settings.SECOND_FACTOR_NEEDED = True
    thief, owner = Client(), Client()
    for client in (thief, owner):
        sign_in(client, clerk)
        assert client.get("/desk/").url == SET_UP
    owner.get(SET_UP)
    owner.post(SET_UP, {"code": code_in(mailoutbox[-1])})
    owner.post(APP, {"code": code_now(owner.get(APP).context["form"].secret)})
    assert owner.get("/desk/").status_code == 200
    assert thief.get("/desk/").url.startswith(reverse("account_login"))


def test_a_password_alone_begins_no_session_where_a_second_step_is_set_up_in_that_moment(clerk, settings, monkeypatch):
    settings.SECOND_FACTOR_NEEDED = True
    thief, begin = Client(), Adapter.login

    def after_it(adapter, request, user):
        give_totp(user)
        begin(adapter, request, user)

    monkeypatch.setattr(Adapter, "login", after_it)
    assert sign_in(thief, clerk).url == reverse("account_login")
    assert thief.get("/desk/").url.startswith(reverse("account_login"))


def test_recovery_codes_alone_are_no_second_step(client, clerk, settings, mailoutbox):
    """They are left where the last key is taken away while they are being made; no sign-in asks for one of them."""
    settings.SECOND_FACTOR_NEEDED = True
    RecoveryCodes.activate(clerk)
    sign_in(client, clerk)
    assert client.get("/desk/").url == SET_UP
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": code_in(mailoutbox[-1])}).url == SET_UP
    client.post(APP, {"code": code_now(client.get(APP).context["form"].secret)})
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_opens_the_desk_once(clerk, settings):
    settings.SECOND_FACTOR_NEEDED = True
    give_totp(clerk)
    code = RecoveryCodes.activate(clerk).get_unused_codes()[0]
    for works in (True, False):
        client = Client()
        sign_in(client, clerk)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert (client.get("/desk/").status_code == 200) is works


def test_an_administrator_resets_a_lost_second_step_and_everybody_concerned_is_told(
    client, clerk, administrator, proper_officer, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.SECOND_FACTOR_NEEDED = True
    secret, there = give_totp(clerk), Client()
    RecoveryCodes.activate(clerk)
    sign_in(there, clerk)
    there.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert there.get("/desk/").status_code == 200
    settings.SECOND_FACTOR_NEEDED = False
    client.force_login(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("register:second-step-reset", args=[clerk.pk]))
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert there.get("/desk/").url.startswith(reverse("account_login")), "their sessions have ended"
    assert {mail.to[0] for mail in mailoutbox} == {clerk.email, proper_officer.email}
    entry = AuditEntry.objects.get(did="reset the second step of")
    assert (str(entry), entry.facts["kinds"]) == (
        "Ada Admin reset the second step of Carol Clerk",
        ["recovery_codes", "totp"],
    )


def test_nobody_resets_their_own_second_step(administrator):
    give_totp(administrator)
    with pytest.raises(Refused, match="Another administrator"):
        sign_ins.reset_second_step(administrator, on=timezone.localdate(), by=administrator)


def websafe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def give_key(user: User) -> str:
    """Give the user a security key without a device, and return the key's id."""
    private = ec.generate_private_key(ec.SECP256R1())
    known = AttestedCredentialData.create(b"\0" * 16, b"a key", ES256.from_cryptography_key(private.public_key()))
    data = AuthenticatorData.create(
        sha256(b"testserver"), AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP, 0, known
    )
    made = {
        "clientDataJSON": websafe(json.dumps({"type": "webauthn.create", "challenge": "", "origin": ""}).encode()),
        "attestationObject": websafe(AttestationObject.create("none", data, {})),
    }
    credential = {"id": websafe(b"a key"), "rawId": websafe(b"a key"), "type": "public-key", "response": made}
    kept = {"name": "Key", "credential": credential}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept)
    return credential["id"]


NO_ANSWERS = [
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    "[" * 5000 + "]" * 5000,
]


@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_whatever_is_sent_in_place_of_a_keys_answer_is_refused_and_is_no_fault(clerk, mailoutbox, answer):
    stranger, waiting, owner, new = Client(), Client(), Client(), Client()
    new.force_login(clerk)
    new.get(SET_UP)
    new.post(SET_UP, {"code": code_in(mailoutbox[-1])})
    give_totp(clerk)
    give_key(clerk)
    sign_in(waiting, clerk)
    owner.force_login(clerk)
    for client, name in (
        (stranger, "mfa_login_webauthn"),
        (waiting, "mfa_authenticate"),
        (owner, "mfa_reauthenticate_webauthn"),
        (new, "mfa_add_webauthn"),
    ):
        client.get(reverse(name))
        assert client.post(reverse(name), {"credential": answer, "name": "A key"}).status_code in (200, 302), name
    assert Authenticator.objects.filter(user=clerk).count() == 2


def test_an_answer_that_somebody_else_signed_is_refused(client, clerk):
    give_key(clerk)
    sign_in(client, clerk)
    client.get(reverse("mfa_authenticate"))
    challenge = client.session["mfa.webauthn.state"]["challenge"]
    said = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": "http://testserver"}).encode()
    data = AuthenticatorData.create(sha256(b"testserver"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV, 1)
    answer = {
        "clientDataJSON": websafe(said),
        "authenticatorData": websafe(data),
        "signature": websafe(b"of someone else"),
    }
    sent = {"id": websafe(b"a key"), "rawId": websafe(b"a key"), "type": "public-key", "response": answer}
    assert client.post(reverse("mfa_authenticate"), {"credential": json.dumps(sent)}).status_code == 200
    assert client.get("/desk/").url.startswith(reverse("account_login"))
