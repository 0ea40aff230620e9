"""Nobody gives themselves a role that opens restricted papers, and none is given in the dark."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, NotAllowed
from committee.models import AuditEntry, Role, RoleRequest, Seat, Term, User
from committee.register import merging, people, role_requests, seats, sign_ins
from tests.committee.test_sign_in import TODAY
from tests.conftest import LONG_AGO, _sits, person, user

pytestmark = pytest.mark.both_databases("locks: requests for roles")


def asked_for(administrator: User, role: str = Role.CLERK, since: dt.date = TODAY) -> RoleRequest:
    return role_requests.ask_for_role(role, since=since, by=administrator)


@pytest.fixture
def told(mailoutbox, django_capture_on_commit_callbacks):
    """Return a function that does an act; whom it wrote to, with the words of the first email in `mailoutbox[0]`."""

    def told(act) -> list[str]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [mail.to[0] for mail in mailoutbox]

    return told


def trail() -> list[str]:
    return [str(entry) for entry in AuditEntry.objects.order_by("pk")]


@pytest.mark.parametrize("role", ["clerk", "monitoring_officer"])
def test_an_administrator_gives_themselves_no_role_that_opens_papers(administrator, role):
    with pytest.raises(Refused, match="cannot give yourself"):
        sign_ins.grant_role(administrator, role, since=TODAY, by=administrator)


def test_the_proper_officer_approves_what_an_administrator_asks_for(
    client, administrator, proper_officer, told, mailoutbox
):
    client.force_login(administrator)
    today = timezone.localdate()
    typed = {"role": "clerk", "since": today.isoformat(), "until": ""}
    asks = reverse("register:role-grant", args=[administrator.pk])
    assert told(lambda: client.post(asks, typed)) == [proper_officer.email]
    assert not runs_the_desk(User.objects.get(pk=administrator.pk), today)
    assert "asks to be clerk" in mailoutbox[0].body and reverse("register:role-requests") in mailoutbox[0].body
    asked = RoleRequest.objects.get()
    path = reverse("register:role-request-approve", args=[asked.pk])
    assert "Someone else must decide" in client.post(path).content.decode()
    assert path not in client.get(reverse("register:role-requests")).content.decode()
    client.force_login(proper_officer)
    assert path in client.get(reverse("register:role-requests")).content.decode()
    assert "1 role asked for" in client.get(reverse("register:front")).content.decode()
    client.post(path)
    assert runs_the_desk(User.objects.get(pk=administrator.pk), today)
    assert trail() == [
        "Ada Admin asked for the role of Ada Admin as Clerk",
        "Petra Proper approved the request for the role of Ada Admin as Clerk",
        "Petra Proper granted the role of Ada Admin as Clerk",
    ]
    again = client.get(path, follow=True)
    assert "This has already been done" in again.content.decode()


def test_another_administrator_declines_and_whoever_asked_is_told(client, administrator, clerk, told, mailoutbox):
    sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    asked = asked_for(administrator)
    client.force_login(clerk)
    declines = reverse("register:role-request-decline", args=[asked.pk])
    assert told(lambda: client.post(declines)) == [administrator.email]
    assert "declined" in mailoutbox[0].body and not RoleRequest.objects.exists()
    assert trail()[-1] == "Carol Clerk declined the request for the role of Ada Admin as Clerk"


def test_who_decides_is_asked_when_it_is_decided(administrator, proper_officer):
    asked = asked_for(administrator)
    sign_ins.end_role(proper_officer.role_grants.get(), on=TODAY, at_once=True, by=administrator)
    with pytest.raises(NotAllowed):
        role_requests.approve_role(asked, on=TODAY, by=proper_officer)


def test_what_somebody_asked_for_who_is_no_administrator_any_more_is_not_approved(administrator, clerk, proper_officer):
    asked = asked_for(administrator)
    sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    sign_ins.end_role(administrator.role_grants.get(), on=TODAY, at_once=True, by=clerk)
    with pytest.raises(Refused, match="no administrator any more"):
        role_requests.approve_role(asked, on=TODAY, by=proper_officer)
    role_requests.decline_role(asked, on=TODAY, by=proper_officer)


def test_a_role_begins_at_the_earliest_when_it_is_approved(administrator, proper_officer):
    asked = asked_for(administrator, since=TODAY - dt.timedelta(30))
    assert role_requests.approve_role(asked, on=TODAY, by=proper_officer).since == TODAY


def test_the_others_are_told_of_a_role_that_opens_papers_whatever_day_it_begins(
    administrator, stranger, proper_officer, told, mailoutbox
):
    """A second sign-in of one's own is no way round, or not one in the dark."""
    since = dt.date(2190, 1, 1)
    act = {"since": since, "until": since, "by": administrator}
    assert told(lambda: sign_ins.grant_role(stranger, Role.CLERK, **act)) == [proper_officer.email]
    assert "Ada Admin has made Stan Stranger (stan@borsetshire.example) clerk from 1 January 2190" in mailoutbox[0].body
    assert told(lambda: sign_ins.grant_role(stranger, Role.OFFICER, since=TODAY, by=administrator)) == []


def test_the_others_are_told_where_an_address_changes_to_which_a_new_password_could_be_sent(
    administrator, clerk, officer, member, stranger, proper_officer, told, mailoutbox
):
    """Also of a member whose seat ended long ago (its days can be corrected), and before the day a role begins."""
    Term.objects.filter(person=member.person).update(until=LONG_AGO)
    Seat.objects.filter(person=member.person).update(until=LONG_AGO)
    sign_ins.grant_role(stranger, Role.CLERK, since=TODAY + dt.timedelta(3), by=administrator)
    for who, opens_papers in ((clerk, True), (officer, False), (administrator, True), (member, True), (stranger, True)):
        own = [who.email, f"mallory{who.pk}@elsewhere.example"]
        to = told(lambda who=who, own=own: sign_ins.change_address(who, own[1], on=TODAY, by=administrator))
        assert to == [*own, *[proper_officer.email] * opens_papers], who


def test_the_others_are_told_of_a_sign_in_that_is_made_for_a_member(
    safeguarding, administrator, proper_officer, told, mailoutbox
):
    """Else an administrator reads exempt papers from a mailbox of their own, made in a councillor's name."""
    bob = _sits(person("Bob", "Spencer"), safeguarding)
    invited = {"email": "mallory@elsewhere.example", "name": "Bob", "person": bob, "role": "", "on": TODAY}
    to = told(lambda: sign_ins.invite_with_role(**invited, by=administrator))
    assert to == ["mallory@elsewhere.example", proper_officer.email]
    assert "created a sign-in for Bob Spencer, a member, with the address mallory@" in mailoutbox[1].body
    assert reverse("register:sign-ins") in mailoutbox[1].body


def test_the_others_are_told_though_an_email_before_theirs_fails(
    safeguarding, administrator, clerk, proper_officer, told, monkeypatch
):
    """Else a mailbox that refuses the first email keeps the others in the dark."""

    def fail(*_args, **_about):
        raise OSError("refused")

    monkeypatch.setattr(sign_ins, "mail_address", fail)
    monkeypatch.setattr(sign_ins, "send_invitation", fail)
    change = {"email": "mallory@elsewhere.example", "on": TODAY, "by": administrator}
    assert told(lambda: sign_ins.change_address(clerk, **change)) == [proper_officer.email]
    invited = {"name": "Bob", "person": _sits(person("Bob", "Spencer"), safeguarding), "email": "bob@elsewhere.example"}
    assert told(lambda: sign_ins.invite_user(**change | invited)) == [proper_officer.email]


def test_the_others_are_told_where_whoever_signs_in_becomes_a_member(
    safeguarding, administrator, clerk, proper_officer, told, mailoutbox
):
    """Once: the sign-in of an officer's entry is asked about before, and a member's next seat is no news."""
    sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    newcomer, on = person("Nell", "Newcomer"), {"since": TODAY, "by": administrator}
    invited = {"email": "nell@elsewhere.example", "name": "Nell", "person": newcomer, "on": TODAY, "send": False}
    assert told(lambda: sign_ins.invite_user(**invited, by=administrator)) == [], "who is nothing here reads nothing"
    to = told(lambda: seats.appoint(safeguarding, newcomer, **on, voting=False))
    assert set(to) == {clerk.email, proper_officer.email}
    assert "recorded Nell Newcomer, who signs in with nell@elsewhere.example, as a member from" in mailoutbox[0].body
    assert told(lambda: people.give_term(newcomer, division=None, **on)) == []


def test_the_others_are_told_where_a_merger_makes_a_sign_in_a_members(
    safeguarding, administrator, proper_officer, told, mailoutbox
):
    bob, twin = _sits(person("Bob", "Spencer"), safeguarding), person("Bob", "Spenser")
    user(twin, "mallory@elsewhere.example")
    to = told(lambda: merging.merge(twin, bob, reason="Typed wrongly", on=TODAY, by=administrator))
    assert to == [proper_officer.email]
    assert "Bob Spencer, who signs in with mallory@elsewhere.example" in mailoutbox[0].body


def test_the_others_are_told_of_a_sign_in_that_opens_papers_and_is_restored(
    administrator, clerk, officer, proper_officer, told, mailoutbox
):
    """Else an administrator takes up again, in the dark, a second sign-in of theirs that another had suspended."""
    for who, others in ((officer, []), (clerk, [proper_officer.email])):
        sign_ins.suspend(who, on=TODAY, by=PORTAL)
        assert told(lambda who=who: sign_ins.restore(who, on=TODAY, by=administrator)) == others
    assert "Ada Admin has restored the sign-in of Carol Clerk" in mailoutbox[0].body


def test_whoever_decides_on_roles_no_more_is_told_and_so_are_the_others(
    administrator, clerk, proper_officer, told, mailoutbox
):
    """Else an administrator first ends the roles of all who would be told, and gives a clerk's in the dark."""
    held = sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    of_a_clerk = clerk.role_grants.get(role=Role.CLERK)
    assert told(lambda: sign_ins.end_role(of_a_clerk, on=TODAY, by=administrator)) == [], "a clerk decides on none"
    to = told(lambda: sign_ins.end_role(held, on=TODAY, at_once=True, by=administrator))
    assert set(to) == {clerk.email, proper_officer.email}
    assert "role of Carol Clerk (carol@borsetshire.example) as administrator" in mailoutbox[0].body
    assert told(lambda: sign_ins.suspend(proper_officer, on=TODAY, by=administrator)) == [proper_officer.email]
    assert "suspended the sign-in of Petra Proper" in mailoutbox[0].body


def test_nobody_decides_whose_sign_in_was_suspended_while_they_waited(administrator, proper_officer):
    asked = asked_for(administrator)
    as_it_was = User.objects.get(pk=proper_officer.pk)
    sign_ins.suspend(proper_officer, on=TODAY, by=administrator)
    with pytest.raises(Refused, match="Only an administrator or the proper officer"):
        role_requests.approve_role(asked, on=TODAY, by=as_it_was)


def test_outside_demo_mode_nobody_of_the_demonstration_decides_or_is_the_last_administrator(
    administrator, clerk, proper_officer, settings
):
    settings.DEMO = False
    sign_ins.grant_role(clerk, Role.ADMINISTRATOR, since=TODAY, by=administrator)
    User.objects.filter(pk__in=[clerk.pk, proper_officer.pk]).update(is_demo=True)
    with pytest.raises(Refused, match=r"script/manage grant_role"):
        asked_for(administrator)
    with pytest.raises(Refused, match="the only administrator"):
        sign_ins.end_role(administrator.role_grants.get(), on=TODAY, by=administrator)
    with pytest.raises(CommandError, match="No sign-in uses"):
        call_command("grant_role", clerk.email, "officer")


def test_the_server_grants_a_role_that_nobody_can_approve(
    administrator, mailoutbox, django_capture_on_commit_callbacks, capsys
):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("grant_role", administrator.email.upper(), "proper_officer")
    assert "is proper officer from today" in capsys.readouterr().out
    assert trail() == ["The portal granted the role of Ada Admin as Proper officer"]
    with pytest.raises(CommandError, match="holds that role"):
        call_command("grant_role", administrator.email, "proper_officer")
