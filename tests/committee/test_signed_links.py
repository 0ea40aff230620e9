"""Signed links: for one person, thing and act; opening one does nothing; kept as a hash; told on the trail."""

import datetime as dt
import re

import pytest
from django import forms
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.forms.fields import ActForm
from committee.models import AuditEntry, Person, SignedLink, Venue
from committee.register import sign_ins
from committee.sign_in import signed_links
from committee.sign_in.signed_links import LinkedAct, LinkPage
from tests.conftest import person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("triggers: a signed link is not changed and not made good again"),
]
WEEK = dt.timedelta(days=7)


class WordForm(ActForm):
    """What the name of the room is to be."""

    button = "Rename the room"
    word = forms.CharField(label="What is it called?", max_length=20)


def _rename(room: Venue, who: Person, said: dict, at: dt.datetime) -> str:
    if said["word"] == "refused":
        raise Refused("That name is taken.")
    room.name = said["word"]
    room.save()
    return "The room has its name."


def _page(room: Venue, who: Person, at: dt.datetime) -> LinkPage:
    return LinkPage(
        "Name the room", "You are asked for its name.", closed="" if room.is_active else "The room is shut."
    )


ACT = LinkedAct(
    name="tests.rename",
    page=_page,
    form=WordForm,
    carry_out=_rename,
    expires=lambda room, at: at + WEEK,
    mail_subject="A room wants a name",
    mail_template="email/call_in_confirm.txt",
    may_send=lambda by, on, room: runs_the_desk(by, on),
)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setitem(signed_links._acts, ACT.name, ACT)


@pytest.fixture
def send(council, venue, member, clerk):
    """Send Mary a link about the room, made `ago`; the path of its page."""

    def sent(ago: dt.timedelta = dt.timedelta(0), who: Person | None = None, **other) -> str:
        at = timezone.now() - ago
        assert signed_links.send(ACT.name, who or member.person, venue, at=at, by=clerk, **other)
        return path_of(mail.outbox[-1])

    return sent


def path_of(letter) -> str:
    return re.search(r"https?://[^/]+(/links/[-\w]+/)", letter.body)[1]


def test_a_link_goes_to_the_mailbox_of_the_sign_in_and_is_kept_as_a_hash(send, clerk):
    path = send()
    assert mail.outbox[0].to == ["mary@borsetshire.example"]
    row, token = SignedLink.objects.get(), path.split("/")[2]
    assert len(token) >= 43
    assert not [value for value in vars(row).values() if token in str(value)]
    assert not [entry for entry in AuditEntry.objects.all() if token in f"{entry} {entry.facts}"]
    assert [entry.did for entry in AuditEntry.objects.of(row)] == ["emailed the", "created a"]


def test_opening_a_link_does_nothing_and_uses_nothing_up(send, venue):
    path = send()
    for _ in range(3):
        assert "You are asked for its name." in Client().get(path).content.decode()
        assert Client().head(path).status_code == 200
    venue.refresh_from_db()
    assert venue.name == "Oak Room, Shire Hall, Felpersham"
    assert SignedLink.objects.get().used_at is None


def test_sending_the_form_acts_once_and_the_trail_says_who(send, venue):
    path, client = send(), Client()
    answer = client.post(path, {"word": "Elm Room"}, follow=True)
    assert "The room has its name." in answer.content.decode()
    assert "Your answer was recorded" in answer.content.decode()
    again = client.post(path, {"word": "Ash Room"})
    assert again.status_code == 409
    assert "This link has been used already" in again.content.decode()
    assert "What you sent just now was not recorded" in again.content.decode()
    assert "What you sent" not in client.get(path).content.decode()
    venue.refresh_from_db()
    assert venue.name == "Elm Room"
    entry = AuditEntry.objects.of(SignedLink.objects.get()).first()
    assert (entry.by_name, entry.did) == ("Mary Member (by signed link)", "used the")


def test_an_expired_link_does_not_act_and_offers_a_new_one_to_the_same_mailbox(send, venue):
    path, client = send(dt.timedelta(days=8)), Client()
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Send a new link" in answer.content.decode()
    assert "mary@" not in answer.content.decode()
    assert client.post(path, {"word": "Elm Room"}).status_code == 410
    assert "we have sent a new one" in client.post(f"{path}new/", follow=True).content.decode()
    assert [letter.to for letter in mail.outbox] == [["mary@borsetshire.example"]] * 2
    fresh = path_of(mail.outbox[1])
    assert fresh != path
    assert client.post(fresh, {"word": "Elm Room"}).status_code == 302
    venue.refresh_from_db()
    assert venue.name == "Elm Room"


def test_the_answer_about_a_new_link_is_the_same_whether_one_was_sent_or_not(send, venue):
    path, client = send(dt.timedelta(days=8)), Client()
    sent = client.post(f"{path}new/", follow=True)
    Venue.objects.update(is_active=False)
    kept = client.post(f"{path}new/", follow=True)
    assert len(mail.outbox) == 2
    for answer in (sent, kept):
        assert "If the link can still be used, we have sent a new one" in answer.content.decode()
        assert "expired" not in answer.content.decode()
        assert "mary@" not in answer.content.decode()


def test_not_more_than_three_new_links_an_hour_go_to_a_mailbox_and_ten_to_a_connection(send):
    path, client = send(dt.timedelta(days=8)), Client()
    for _ in range(10):
        client.post(f"{path}new/")
    assert len(mail.outbox) == 4
    assert "Too many new links" in client.post(f"{path}new/", follow=True).content.decode()


def test_a_used_or_a_revoked_link_is_never_sent_anew(send, clerk):
    used = send()
    Client().post(used, {"word": "Elm Room"})
    revoked = send()
    signed_links.revoke(signed_links.find(revoked.split("/")[2]), at=timezone.now(), by=clerk)
    assert Client().get(revoked).status_code == 410
    assert Client().post(revoked, {"word": "Ash Room"}).status_code == 410
    before = len(mail.outbox)
    for path in (used, revoked):
        Client().post(f"{path}new/")
    assert len(mail.outbox) == before
    with pytest.raises(Refused, match="no longer works"):
        signed_links.revoke(SignedLink.objects.first(), at=timezone.now(), by=clerk)


def test_an_old_link_does_not_bring_back_one_that_was_revoked(send, clerk):
    old, newer = send(dt.timedelta(days=8)), send()
    signed_links.revoke(signed_links.find(newer.split("/")[2]), at=timezone.now(), by=clerk)
    Client().post(f"{old}new/")
    assert len(mail.outbox) == 2


def test_a_newer_link_ends_the_one_before_it(send):
    first, second = send(), send()
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_link_about_what_is_over_says_so(send):
    path = send()
    Venue.objects.update(is_active=False)
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "The room is shut." in answer.content.decode()
    assert Client().post(path, {"word": "Elm Room"}).status_code == 410


def test_a_person_with_a_sign_in_is_written_to_nowhere_else(send):
    with pytest.raises(Refused, match="has a sign-in"):
        send(address="carol@borsetshire.example")
    ned = person("Ned", "Nologin")
    with pytest.raises(Refused, match="Enter an email address for Ned Nologin"):
        send(who=ned)
    send(who=ned, address="ned@elsewhere.example")
    assert mail.outbox[-1].to == ["ned@elsewhere.example"]


def test_a_link_in_the_mailbox_of_an_address_that_was_changed_does_nothing_and_is_not_sent_anew(
    send, venue, member, administrator
):
    old, good = send(dt.timedelta(days=8)), send()
    sign_ins.change_address(member, "mary@elsewhere.example", on=timezone.localdate(), by=administrator)
    before = len(mail.outbox)
    for path in (old, good):
        assert Client().get(path).status_code == Client().post(path, {"word": "Elm Room"}).status_code == 410
        Client().post(f"{path}new/")
    assert "no longer in use" in Client().get(good).content.decode()
    venue.refresh_from_db()
    assert (venue.name, len(mail.outbox)) == ("Oak Room, Shire Hall, Felpersham", before)
    assert Client().get(send()).status_code == 200


def test_no_cache_keeps_the_page_and_no_other_site_is_told_its_address(send):
    path = send()
    for answer in (Client().get(path), Client().post(path, {"word": ""}), Client().post(f"{path}new/")):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert Client().post("/links/nobodys-token/new/").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"expires_at": dt.datetime(2199, 1, 1, tzinfo=dt.UTC)}, {"subject_id": 0}, {"address": "x@evil.example"}],
)
def test_the_database_refuses_to_change_what_a_link_is_for(send, changes):
    send()
    with pytest.raises(DatabaseError, match="used or revoked once"), transaction.atomic():
        SignedLink.objects.update(**changes)


def test_the_database_refuses_to_make_a_used_link_good_again_and_to_remove_one(send):
    Client().post(send(), {"word": "Elm Room"})
    with pytest.raises(DatabaseError, match="used or revoked once"), transaction.atomic():
        SignedLink.objects.update(used_at=None)
    with pytest.raises(DatabaseError, match="used or revoked once"), transaction.atomic():
        SignedLink.objects.all().delete()


def test_what_the_mail_server_does_not_take_is_on_the_trail(council, venue, member, clerk, monkeypatch):
    def fail(*_args):
        raise OSError("no route")

    monkeypatch.setattr(signed_links.notices, "mail_address", fail)
    assert not signed_links.send(ACT.name, member.person, venue, at=timezone.now(), by=clerk)
    assert AuditEntry.objects.first().did == "could not email the"
