"""Members' attendance: counts over meetings they could attend, and the six months across all bodies."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from committee.acts.refusal import Refused
from committee.law.attendance import Stage
from committee.models import AuditEntry, Committee, Council, LegalKind, Seat, Term
from meetings.actions import absences
from meetings.actions.absences import (
    alert_proper_officer,
    approve_absence,
    correct_approval,
    record_attendance,
    strike_out_approval,
    untold,
)
from meetings.minutes.registers.registers import counts
from meetings.models import AbsenceApproval, AttendanceElsewhere, Meeting, MinutesState
from tests.answers import refused, words
from tests.conftest import LONG_AGO, person
from tests.meetings import asking
from tests.meetings.publishing import moment
from tests.staging import staged

SINCE, UNTIL = dt.date(2021, 5, 20), dt.date(2022, 5, 18)
DAYS = [dt.date(2021, 9, 6), dt.date(2021, 11, 8), dt.date(2022, 1, 10)]


@staged
def held(safeguarding, clerk, chairman, member):
    return [asking.held(safeguarding, day, clerk) for day in DAYS]


def count_of(committee, who):
    return next(one for one in counts(committee, SINCE, UNTIL) if one.person == who)


def test_a_member_attended_so_many_of_the_meetings_held_while_they_had_the_seat(safeguarding, held, member):
    Seat.objects.filter(person=member.person).update(since=dt.date(2021, 10, 1))
    asking.attended(held[1], member.person)
    asking.attended(held[2], member.person, present=False, apologies=True)
    one = count_of(safeguarding, member.person)
    assert (one.attended, one.possible, one.apologies) == (1, 2, 1)


def test_cancelled_and_informal_meetings_are_out(safeguarding, held, member, clerk):
    for minutes, fields in zip(
        held,
        ({"informal": True}, {"cancelled_at": moment(2021, 11, 1, 9), "cancelled_reason": "Snow"}, {}),
        strict=True,
    ):
        type(minutes.meeting).objects.filter(pk=minutes.meeting_id).update(**fields)
        asking.attended(minutes, member.person)
    one = count_of(safeguarding, member.person)
    assert (one.attended, one.possible) == (1, 1)


def test_somebody_on_a_screen_was_not_present(safeguarding, held, member):
    asking.attended(held[0], member.person, virtual=True)
    one = count_of(safeguarding, member.person)
    assert (one.attended, one.possible, one.virtual) == (0, 3, 1)
    assert "1 joined by video, which the law does not count" in one.notes


def test_a_substitute_is_credited_and_the_member_was_absent(safeguarding, held, member):
    una = person("Una", "Under")
    asking.attended(held[0], una, capacity="substitute", replaces=member.person)
    stood, absent = count_of(safeguarding, una), count_of(safeguarding, member.person)
    assert (stood.attended, stood.possible, stood.stood_in) == (0, 0, ["Mary Member"])
    assert (absent.attended, absent.possible, absent.replaced_by) == (0, 3, ["Una Under"])


def test_nothing_is_counted_in_public_before_the_minutes_are_published(safeguarding, member, clerk, chairman):
    minutes = asking.held(safeguarding, DAYS[0], clerk, state=MinutesState.DRAFT)
    asking.attended(minutes, member.person)
    assert count_of(safeguarding, member.person).possible == 0


def stage_of(who, on):
    return next(one for one in absences.of_councillors(on) if one.person == who)


def test_r36_attendance_counts_across_all_bodies(safeguarding, planning, held, member, clerk):
    asking.attended(held[0], member.person)
    late = asking.held(planning, dt.date(2022, 2, 14), clerk)
    asking.attended(late, member.person, capacity="substitute", replaces=person("Rae", "Replaced"))
    one = stage_of(member.person, dt.date(2022, 6, 14))
    assert (one.last, one.clock.ends, one.stage) == (dt.date(2022, 2, 14), dt.date(2022, 8, 14), Stage.WARNED)


@pytest.mark.parametrize("how", ["informal", "cancelled", "informal body", "virtual", "guest", "apologies"])
def test_r36_what_is_no_attendance_does_not_reset_the_clock(safeguarding, planning, held, member, clerk, how):
    asking.attended(held[0], member.person)
    fields = {"informal": {"informal": True}, "cancelled": {"cancelled_at": asking.AT, "cancelled_reason": "Snow"}}
    if how == "informal body":
        type(planning).objects.filter(pk=planning.pk).update(kind=LegalKind.INFORMAL)
    minutes = asking.held(planning, dt.date(2022, 2, 14), clerk, **fields.get(how, {}))
    given = {"virtual": {"virtual": True}, "guest": {"capacity": "other"}, "apologies": {"present": False}}
    asking.attended(minutes, member.person, **given.get(how, {}))
    assert stage_of(member.person, dt.date(2022, 2, 20)).last == DAYS[0]


def test_r36_the_proper_officer_is_alerted_once_at_five_months_and_once_at_six(held, member, proper_officer):
    asking.attended(held[2], member.person)
    Term.objects.exclude(person=member.person).delete()
    for day, is_told in (((6, 9), False), ((6, 10), True), ((7, 10), False), ((7, 11), True), ((8, 11), False)):
        assert alert_proper_officer(at=moment(2022, *day, 9)) == ([member.person] if is_told else []), day
    first, second = mail.outbox
    assert first.to == [proper_officer.email]
    assert "Mary Member, MBE: by Sunday 10 July 2022" in first.body
    assert "no recorded attendance for six months" in second.body
    assert "the six months ended on Sunday 10 July 2022" in second.body


def test_r36_without_a_proper_officer_who_signs_in_the_council_is_told(held, member):
    asking.attended(held[2], member.person)
    Term.objects.exclude(person=member.person).delete()
    Council.objects.update(email="")
    assert alert_proper_officer(at=moment(2022, 6, 10, 9)) == []
    assert [one.person for one in untold(moment(2022, 6, 10, 9))] == [member.person]
    Council.objects.update(email="democracy@borsetshire.example")
    assert alert_proper_officer(at=moment(2022, 6, 11, 9)) == [member.person]
    assert mail.outbox[0].to == ["democracy@borsetshire.example"]


def test_r36_attendance_at_a_body_not_minuted_here_resets_the_clock(held, member, desk):
    asking.attended(held[0], member.person)
    page = f"/desk/absences/{member.person.slug}/elsewhere/"
    for fields, status in (({"body": "", "attended_on": "2022-03-01"}, 422), (FAR, 422), (JOINT, 302), (JOINT, 302)):
        assert desk.post(page, fields).status_code == status, fields
    one = stage_of(member.person, dt.date(2022, 6, 1))
    assert (one.last, one.clock.ends, one.stage) == (dt.date(2022, 3, 1), dt.date(2022, 9, 1), Stage.FINE)
    row = AttendanceElsewhere.objects.get()
    shown = desk.get("/desk/absences/").content.decode()
    said = "Joint Waste Committee (a joint committee, or another body that discharges functions of the council), 1 "
    assert said in shown
    for said in ("The attendance is removed", "has already been removed"):
        assert said in words(desk.post(f"/desk/absences/elsewhere/{row.pk}/remove/", follow=True))
    assert stage_of(member.person, dt.date(2022, 6, 1)).last == DAYS[0]


@pytest.mark.parametrize(
    "body",
    ["Safeguarding informal briefing", "Members’ Training", "budget working group", "Budget Group", "Budget ‑ Group’s"],
)
def test_r36_an_informal_session_elsewhere_resets_nothing(held, member, body, desk):
    """By its own name, or because the register knows the body as informal, under either of its names."""
    asking.attended(held[0], member.person)
    informal = {"name": "Budget Working Group", "short_name": "Budget Group", "kind": "informal"}
    Committee.objects.create(name="Budget - Group's", slug="b", short_name="B", since=LONG_AGO, kind="informal")
    Committee.objects.create(slug="budget", since=dt.date(2020, 5, 1), **informal)
    answer = desk.post(f"/desk/absences/{member.person.slug}/elsewhere/", {**JOINT, "body": body})
    assert answer.status_code == 422
    assert "so attending it does not count" in answer.content.decode() and body in answer.content.decode()
    assert not AttendanceElsewhere.objects.exists()
    assert stage_of(member.person, dt.date(2022, 6, 1)).last == DAYS[0]


FAR = {"body": "Joint Waste Committee", "counts_as": "functions", "attended_on": "2099-03-01"}
JOINT = {"body": "Joint Waste Committee", "counts_as": "functions", "attended_on": "2022-03-01"}


def test_nothing_is_inferred_from_before_attendance_was_kept_here(safeguarding, member, clerk, chairman):
    old = asking.held(safeguarding, DAYS[0], clerk)
    asking.attended(old, member.person)
    type(old).objects.update(opened_at=moment(2022, 11, 26, 9))
    for who in (member.person, chairman.person):
        one = stage_of(who, dt.date(2022, 11, 27))
        assert (one.clock.since, one.stage) == (dt.date(2022, 11, 26), Stage.FINE), who
    assert stage_of(member.person, dt.date(2022, 11, 27)).last == DAYS[0], "what is known is still told"


def test_r36_what_the_body_is_has_to_be_said_and_an_absence_does_not_read_as_a_disqualification(held, member, desk):
    asking.attended(held[0], member.person)
    shown = " ".join(desk.get("/desk/absences/").content.decode().split())
    assert "On its own it does not disqualify anyone" in shown
    page = f"/desk/absences/{member.person.slug}/elsewhere/"
    for kind in ("", "informal"):
        assert desk.post(page, {**JOINT, "counts_as": kind}).status_code == 422
    assert not AttendanceElsewhere.objects.exists()
    desk.post(page, {**JOINT, "counts_as": "outside"})
    shown = " ".join(desk.get("/desk/absences/").content.decode().split())
    assert "Joint Waste Committee (an outside body on which they represent the council), 1 March 2022" in shown


def test_an_approval_in_time_keeps_the_seat_and_one_too_late_is_refused(held, member, clerk):
    asking.attended(held[2], member.person)
    about = {"reason": "Long Illness", "by": clerk, "at": moment(2022, 8, 1, 9), "until": dt.date(2022, 12, 1)}
    with refused("R36", "ended on Sunday 10 July 2022"):
        approve_absence(member.person, approved_on=dt.date(2022, 7, 11), **about)
    with pytest.raises(Refused, match=r"not been held yet|in the future"):
        approve_absence(member.person, approved_on=dt.date(2022, 8, 2), **about)
    with pytest.raises(Refused, match="no meeting of the Council on Sunday 10 July 2022"):
        approve_absence(member.person, approved_on=dt.date(2022, 7, 10), **about)
    council = Committee.objects.create(name="Council", short_name="Council", slug="c", kind="council", since=DAYS[0])
    Meeting.objects.create(committee=council, date=dt.date(2022, 7, 10), starts=dt.time(10))
    approve_absence(member.person, approved_on=dt.date(2022, 7, 10), **about)
    assert stage_of(member.person, dt.date(2022, 8, 1)).clock.ends == dt.date(2022, 12, 1)


def test_a_new_term_begins_a_new_clock_and_the_dark_before_the_first_minutes_counts_against_nobody(
    held, member, clerk, safeguarding
):
    asking.attended(held[0], member.person)
    new = person("Nell", "New")
    Term.objects.create(person=new, since=dt.date(2022, 3, 1))
    old = person("Oda", "Old")
    Term.objects.create(person=old, since=LONG_AGO)
    on = dt.date(2022, 3, 5)
    assert stage_of(new, on).clock.since == dt.date(2022, 3, 1)
    assert stage_of(old, on).clock.since == DAYS[0]


MARCH, AT = dt.date(2022, 3, 10), moment(2022, 3, 11, 9)
JUNE = moment(2022, 6, 10, 9)


@pytest.fixture
def approval(ground, member, clerk) -> AbsenceApproval:
    """Of the wrong councillor, and two years too long."""
    asking.attended(asking.held(ground, dt.date(2022, 1, 10), clerk), member.person)
    Term.objects.exclude(person=member.person).delete()
    about = {"approved_on": MARCH, "until": dt.date(2024, 12, 1), "reason": "Long Illness"}
    return approve_absence(member.person, **about, at=AT, by=clerk)


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


def test_the_desk_corrects_and_strikes_out_on_its_pages(approval, member, desk):
    address = f"/desk/absences/approvals/{approval.pk}/"
    with time_machine.travel(AT):
        listed = desk.get("/desk/absences/").content.decode()
        assert address in listed and f"{address}strike-out/" in listed
        typed = {"approved_on": "10/03/2022", "until": "01/12/2022", "reason": "Long Illness", "why": ""}
        assert "Enter the reason" in words(desk.post(address, typed))
        done = words(desk.post(address, typed | {"why": "It was 2022, not 2024."}, follow=True))
        assert "absence is corrected" in done and "until 1 December 2022" in done
        gone = words(desk.post(f"{address}strike-out/", {"reason": "It was the wrong person."}, follow=True))
        assert "absence is removed" in gone
        told = words(desk.post(address, {"reason": "It was the wrong person."}, follow=True))
        assert "This has already been done: Carol Clerk removed the approval" in told
