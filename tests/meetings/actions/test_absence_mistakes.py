"""Approvals of absence and attendances elsewhere that were recorded by mistake (LGA 1972 s.85, R36)."""

import datetime as dt
import html

import pytest
import time_machine

from committee.acts.refusal import Refused
from committee.models import AuditEntry, Term
from meetings.actions import absences
from meetings.actions.absence_verbs import (
    approve_absence,
    correct_approval,
    record_attendance,
    strike_out_approval,
    untold,
)
from meetings.models import AbsenceApproval, AttendanceElsewhere
from tests.meetings import asking
from tests.meetings.world import moment

pytestmark = pytest.mark.django_db

MARCH, AT = dt.date(2022, 3, 10), moment(2022, 3, 11, 9)
JUNE = moment(2022, 6, 10, 9)


@pytest.fixture
def approval(ground, member, clerk) -> AbsenceApproval:
    """Of the wrong councillor, and two years too long."""
    asking.attended(asking.held(ground, dt.date(2022, 1, 10), clerk), member.person)
    Term.objects.exclude(person=member.person).delete()
    about = {"approved_on": MARCH, "until": dt.date(2024, 12, 1), "reason": "Long Illness"}
    return approve_absence(member.person, **about, at=AT, by=clerk)


def words(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def test_r36_an_approval_struck_out_lets_the_six_months_run_and_the_alert_go(approval, member, clerk):
    assert untold(JUNE) == []
    with pytest.raises(Refused, match="at least two words"):
        strike_out_approval(approval, reason="wrong", by=clerk)
    strike_out_approval(approval, reason="It was the wrong person.", by=clerk)
    (one,) = untold(JUNE)
    assert one.person == member.person
    told = AuditEntry.objects.first()
    assert str(told).startswith("Carol Clerk removed the approval of absence of Mary Member")
    assert (told.facts["until"], told.facts["reason"]) == ("2024-12-01", "It was the wrong person.")


def test_r36_an_approval_that_is_corrected_covers_the_days_it_should(approval, member, clerk):
    given = {"approved_on": MARCH, "reason": "Long Illness", "why": "It was 2022, not 2024.", "at": AT, "by": clerk}
    correct_approval(approval, until=dt.date(2022, 12, 1), **given)
    (one,) = absences.of_councillors(AT.date())
    assert one.clock.approved_until == dt.date(2022, 12, 1)
    assert AuditEntry.objects.first().facts["changed"] == {"until": ["2024-12-01", "2022-12-01"]}
    with pytest.raises(Refused, match=r"not been held yet|in the future"):
        correct_approval(approval, until=dt.date(2022, 4, 1), **given | {"approved_on": dt.date(2022, 3, 12)})


def test_r36_no_correction_dates_an_approval_after_the_six_months(approval, clerk):
    late = {"approved_on": dt.date(2022, 7, 20), "until": dt.date(2022, 12, 1), "reason": "Long Illness"}
    with pytest.raises(Refused, match="ended on Sunday 10 July 2022"):
        correct_approval(approval, **late, why="It was approved in July.", at=moment(2022, 8, 1, 9), by=clerk)


@pytest.mark.parametrize("again", ["Police panel", "POLICE  PANEL", "Police\u200b panel"])
def test_an_attendance_elsewhere_is_kept_once_in_any_case(ground, member, clerk, again):
    about = {"counts_as": "functions", "attended_on": MARCH, "at": AT, "by": clerk}
    first = record_attendance(member.person, body="Police Panel", **about)
    assert record_attendance(member.person, body=again, **about) == first
    assert AttendanceElsewhere.objects.count() == 1


def test_the_desk_corrects_and_strikes_out_on_its_pages(approval, client, clerk, member):
    client.force_login(clerk)
    address = f"/desk/absences/approvals/{approval.pk}/"
    with time_machine.travel(AT):
        listed = client.get("/desk/absences/").content.decode()
        assert address in listed and f"{address}strike-out/" in listed
        typed = {"approved_on": "10/03/2022", "until": "01/12/2022", "reason": "Long Illness", "why": ""}
        assert "Enter the reason" in words(client.post(address, typed))
        done = words(client.post(address, typed | {"why": "It was 2022, not 2024."}, follow=True))
        assert "absence is corrected" in done and "until 1 December 2022" in done
        gone = words(client.post(f"{address}strike-out/", {"reason": "It was the wrong person."}, follow=True))
        assert "absence is removed" in gone
        for again in (address, f"{address}strike-out/"):
            told = words(client.post(again, {"reason": "It was the wrong person."}, follow=True))
            assert "This has already been done: Carol Clerk removed the approval" in told
    assert client.get("/desk/absences/approvals/999999/").status_code == 404


def test_an_attendance_struck_out_twice_is_told_of(ground, client, clerk, member):
    row = record_attendance(
        member.person, body="Police Panel", counts_as="functions", attended_on=MARCH, at=AT, by=clerk
    )
    client.force_login(clerk)
    address = f"/desk/absences/elsewhere/{row.pk}/remove/"
    assert "The attendance is removed" in words(client.post(address, follow=True))
    assert "has already been removed" in words(client.post(address, follow=True))
