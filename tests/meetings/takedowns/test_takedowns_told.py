"""Who hears of a takedown: the proper officer at once, and every day once its day is over (R60)."""

import datetime as dt

import pytest
from django.core import mail

from committee.acts.refusal import Refused
from committee.models import Role, RoleGrant
from meetings.models import Takedown
from meetings.takedowns import undecided
from meetings.takedowns import verbs as takedowns
from tests.conftest import user
from tests.meetings.taken_down import CONFIRMED, GROUND, NOW

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(db):
    """Return the email addresses of the proper officer, a deputy in that role, and the monitoring officer."""
    return {
        "proper": user(None, "po@borsetshire.example", Role.PROPER_OFFICER, name="Paul").email,
        "deputy": user(None, "dep@borsetshire.example", Role.PROPER_OFFICER, name="Dora").email,
        "monitoring": user(None, "mo@borsetshire.example", Role.MONITORING_OFFICER, name="Mona").email,
    }


def told() -> set[str]:
    """Return who was mailed since, but for the proper officer of the world."""
    addresses = {address for message in mail.outbox for address in message.to} - {"petra@borsetshire.example"}
    mail.outbox.clear()
    return addresses


def test_r60_the_proper_officer_is_mailed_at_once_and_daily_with_the_monitoring_officer_once_the_day_is_over(
    published, clerk, officers, proper_officer
):
    mail.outbox.clear()
    hidden = takedowns.hide(published.open_paper, **GROUND, by=clerk)
    body = mail.outbox[0].body
    assert GROUND["why"] not in body and "/desk/takedowns/" in body
    assert told() == {officers["proper"], officers["deputy"]}
    due = dt.datetime.combine(hidden.decide_by, dt.time(6), NOW.tzinfo)
    assert list(undecided.remind_of_undecided(at=due)) == [] and told() == set()
    for day in (due + DAY, due + 2 * DAY):
        (line,) = undecided.remind_of_undecided(at=day)
        assert "overdue" in line.text
        assert told() == set(officers.values())
        assert list(undecided.remind_of_undecided(at=day)) == [] and told() == set()
    assert Takedown.objects.get().state == "hidden", "nothing is republished by silence"
    takedowns.confirm(hidden, **CONFIRMED, by=proper_officer)
    assert list(undecided.remind_of_undecided(at=due + 3 * DAY)) == [] and told() == set()


def test_r60_a_mail_that_was_not_taken_is_sent_by_the_daily_task(published, clerk, officers, monkeypatch):
    def refuse(*about, **more):
        raise OSError("no mail")

    with monkeypatch.context() as broken:
        broken.setattr(undecided.notices, "mail", refuse)
        takedowns.hide(published.open_paper, **GROUND, by=clerk)
    told()
    list(undecided.remind_of_undecided(at=NOW + DAY / 2))
    assert told() == {officers["proper"], officers["deputy"]}


def test_r60_nobody_to_tell_is_said_by_the_daily_task(published, clerk, council):
    RoleGrant.objects.filter(role=Role.PROPER_OFFICER).delete()
    council.email = ""
    council.save()
    takedowns.hide(published.open_paper, **GROUND, by=clerk)
    assert any("No one was told" in line.text for line in undecided.remind_of_undecided(at=NOW + 9 * DAY))


@pytest.mark.parametrize(
    ("ground", "why"),
    [("other", "The Leader does not like it."), ("forbidden", "The Leader does not like it.")],
)
def test_r60_nobody_takes_down_what_no_law_is_named_for(published, clerk, ground, why):
    with pytest.raises(Refused):
        takedowns.hide(published.open_paper, ground=ground, why=why, at=NOW, by=clerk)
    assert not Takedown.objects.exists()
    order = "A court order of the Family Court, 1 April 2022."
    assert takedowns.hide(published.open_paper, ground="forbidden", why=order, at=NOW, by=clerk).is_waiting
