"""Three regimes of notice and the ways out of each (R01-R08), and what the executive decides."""

import pytest

from committee.law import executive, response
from committee.law.executive import Influence
from committee.law.notice import (
    Kind,
    ShorterNotice,
    Urgency,
    late_report,
    may_consider,
    may_publish,
    notice_of_meeting,
    public_copy_goes_too,
    refuse_shorter_notice,
    required_clear_days,
)

from .dates import ORDINARY, closed, day

MEETING, IN_TIME, LATE = day("2022-04-21"), day("2022-04-11"), day("2022-04-12")
COMMITTEES = [Kind.COMMITTEE, Kind.SUB_COMMITTEE, Kind.JOINT]
FORMAL = [*COMMITTEES, Kind.COUNCIL, Kind.EXECUTIVE]
RULING = Urgency("Bob Spencer", "The grant lapses on 30 April, before the next meeting.")
INCOMPLETE = [None, Urgency("", "The grant lapses."), Urgency("Bob Spencer", "  \n"), Urgency(" ", " ")]
GENUINE = ShorterNotice(LATE, LATE, LATE)


def rule_of(found):
    return found and (found.rule, found.severity.value)


@pytest.mark.parametrize("kind", FORMAL)
@pytest.mark.parametrize(("on", "required"), [("2002-09-30", 3), ("2002-10-01", 5)])
def test_five_clear_days_since_october_2002_and_three_before(kind, on, required):
    assert required_clear_days(kind, day(on)) == required


def test_an_informal_session_needs_no_notice_and_is_never_refused():
    assert required_clear_days(Kind.INFORMAL, MEETING) is None
    assert may_publish(Kind.INFORMAL, MEETING, MEETING, ORDINARY) is None
    assert may_consider("informal", MEETING, MEETING, ORDINARY) is None
    assert not public_copy_goes_too(Kind.INFORMAL, MEETING, MEETING, ORDINARY)


@pytest.mark.parametrize("kind", FORMAL)
def test_what_is_published_in_time_is_let_through(kind):
    assert may_publish(kind, IN_TIME, MEETING, ORDINARY) is None
    assert notice_of_meeting(kind, IN_TIME, MEETING, ORDINARY) is None
    assert may_consider(kind, IN_TIME, MEETING, ORDINARY) is None


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        *[(kind, {}, ("R01", "block")) for kind in COMMITTEES],
        *[(kind, {"all_items_urgent": True}, None) for kind in COMMITTEES],
        *[(kind, {"shorter_notice": GENUINE}, None) for kind in COMMITTEES],
        (Kind.COUNCIL, {}, ("R05", "block")),
        (Kind.COUNCIL, {"all_items_urgent": True}, ("R05", "block")),
        (Kind.COUNCIL, {"shorter_notice": GENUINE}, ("R05", "block")),
        (Kind.COUNCIL, {"shorter_notice": GENUINE, "all_items_urgent": True}, ("R05", "block")),
        (Kind.EXECUTIVE, {}, ("R06", "block")),
        (Kind.EXECUTIVE, {"all_items_urgent": True}, ("R06", "block")),
        (Kind.EXECUTIVE, {"shorter_notice": GENUINE}, None),
    ],
)
def test_a_late_agenda_is_refused_unless_its_regime_has_a_way_out(kind, options, expected):
    assert rule_of(may_publish(kind, LATE, MEETING, ORDINARY, **options)) == expected


def test_a_meeting_known_for_that_day_in_time_is_not_convened_at_shorter_notice():
    known = ShorterNotice(LATE, LATE, LATE, known_since=IN_TIME)
    for kind in (Kind.COMMITTEE, Kind.EXECUTIVE):
        assert rule_of(may_publish(kind, LATE, MEETING, ORDINARY, shorter_notice=known)) == ("R02", "block")


def test_a_refusal_says_how_many_days_there_were_and_the_last_lawful_day():
    found = may_publish(Kind.COMMITTEE, LATE, MEETING, ORDINARY)
    assert "gives 4 of the 5 clear days" in found.text
    assert "Monday 11 April 2022" in found.text
    assert "s.100B" in found.source


def test_an_agenda_published_on_the_day_is_refused():
    found = may_publish(Kind.COMMITTEE, MEETING, MEETING, ORDINARY)
    assert found.rule == "R01"
    assert "is not before the meeting" in found.text


def test_urgent_items_alone_may_be_published_on_the_day_itself_and_not_after_it():
    urgent = {"all_items_urgent": True}
    assert may_publish(Kind.COMMITTEE, MEETING, MEETING, ORDINARY, **urgent) is None
    after = may_publish(Kind.COMMITTEE, day("2022-04-22"), MEETING, ORDINARY, **urgent)
    assert rule_of(after) == ("R01", "block")


@pytest.mark.parametrize(
    ("called", "notice", "agenda", "reports", "genuine"),
    [
        ("2022-04-12", "2022-04-12", "2022-04-12", "2022-04-12", True),
        ("2022-04-11", "2022-04-11", "2022-04-11", "2022-04-11", False),
        ("2021-05-20", "2022-04-14", "2022-04-14", "2022-04-14", False),
        ("2022-04-12", "2022-04-13", "2022-04-12", None, False),
        ("2022-04-12", "2022-04-12", "2022-04-13", None, False),
        ("2022-04-12", "2022-04-12", "2022-04-12", "2022-04-13", False),
        ("2022-04-22", "2022-04-22", "2022-04-22", None, False),
    ],
)
def test_shorter_notice_is_for_a_meeting_called_late_not_for_a_late_agenda(called, notice, agenda, reports, genuine):
    shorter = ShorterNotice(day(called), day(notice), day(reports) if reports else None)
    assert (refuse_shorter_notice(shorter, day(agenda), MEETING, ORDINARY) is None) is genuine


@pytest.mark.parametrize(("kind", "rule"), [(Kind.COMMITTEE, "R01"), (Kind.COUNCIL, "R05"), (Kind.EXECUTIVE, "R06")])
def test_late_notice_of_the_meeting_itself_is_blocked(kind, rule):
    assert rule_of(notice_of_meeting(kind, LATE, MEETING, ORDINARY)) == (rule, "block")


def test_notice_of_a_meeting_called_late_is_good_except_for_council():
    assert notice_of_meeting(Kind.COMMITTEE, LATE, MEETING, ORDINARY, shorter_notice=GENUINE) is None
    assert notice_of_meeting(Kind.EXECUTIVE, LATE, MEETING, ORDINARY, shorter_notice=GENUINE) is None
    assert notice_of_meeting(Kind.COUNCIL, LATE, MEETING, ORDINARY, shorter_notice=GENUINE).rule == "R05"


@pytest.mark.parametrize("kind", COMMITTEES)
def test_a_late_item_is_considered_with_chairman_and_special_circumstances_alone(kind):
    for urgency in INCOMPLETE:
        assert rule_of(may_consider(kind, LATE, MEETING, ORDINARY, urgency=urgency)) == ("R03", "block")
    assert may_consider(kind, LATE, MEETING, ORDINARY, urgency=RULING) is None


def test_council_takes_urgent_business_at_its_annual_meeting_only():
    assert rule_of(may_consider(Kind.COUNCIL, LATE, MEETING, ORDINARY, urgency=RULING)) == ("R05", "block")
    assert rule_of(may_consider(Kind.COUNCIL, LATE, MEETING, ORDINARY, annual=True)) == ("R05", "block")
    assert may_consider(Kind.COUNCIL, LATE, MEETING, ORDINARY, urgency=RULING, annual=True) is None


def test_no_urgency_ruling_clears_a_late_cabinet_item():
    found = may_consider(Kind.EXECUTIVE, LATE, MEETING, ORDINARY, urgency=RULING, annual=True)
    assert rule_of(found) == ("R06", "block")


@pytest.mark.parametrize("kind", [Kind.COMMITTEE, Kind.EXECUTIVE])
def test_an_item_open_since_a_meeting_was_called_at_shorter_notice_is_in_time(kind):
    assert may_consider(kind, LATE, MEETING, ORDINARY, called_on=LATE) is None
    assert may_consider(kind, day("2022-04-13"), MEETING, ORDINARY, called_on=LATE) is not None


def test_a_late_report_on_an_item_listed_in_time_warns_and_asks_for_the_reason():
    unexplained = late_report(Kind.COMMITTEE, LATE, MEETING, ORDINARY, " ")
    assert rule_of(unexplained) == ("R07", "warn")
    assert unexplained.text.endswith("Enter why it is late.")
    assert "figures came late" in late_report(Kind.COMMITTEE, LATE, MEETING, ORDINARY, "figures came late").text
    assert late_report(Kind.COMMITTEE, IN_TIME, MEETING, ORDINARY, "") is None


def test_after_the_deadline_members_and_public_get_a_paper_at_the_same_moment():
    assert public_copy_goes_too(Kind.COMMITTEE, LATE, MEETING, ORDINARY)
    assert not public_copy_goes_too(Kind.COMMITTEE, IN_TIME, MEETING, ORDINARY)


ROWS = [
    pytest.param("2022-06-15", "2022-05-17", False, id="2022-calendar"),
    pytest.param("2022-06-15", "2022-05-03", True, id="2022-working"),
    pytest.param("2026-12-16", "2026-11-17", False, id="2026-calendar"),
    pytest.param("2026-12-16", "2026-11-05", True, id="2026-working"),
]


@pytest.mark.parametrize(("decision", "last", "working"), ROWS)
def test_notice_on_the_last_day_is_in_time_and_a_day_later_is_not(decision, last, working):
    notice, late = day(last), response.nth_working_day_after(day(last), 1, ORDINARY)
    assert response.key_decision_notice_by(day(decision), ORDINARY, working=working) == notice
    assert executive.decision_from(notice, ORDINARY, working=working) <= day(decision)
    assert executive.decision_from(late, ORDINARY, working=working) > day(decision)
    assert executive.why_notice_is_short(notice, day(decision), ORDINARY, working=working) == ""
    assert executive.clear_days_of_notice(notice, day(decision), ORDINARY, working=working) == 28


def test_short_notice_says_how_many_days_it_gives_and_when_the_last_day_was():
    said = executive.why_notice_is_short(day("2022-05-18"), day("2022-06-15"), ORDINARY)
    assert said == (
        "Notice on Wednesday 18 May 2022 gives 27 of the 28 clear days needed before Wednesday 15 June 2022: "
        "the last day for it was Tuesday 17 May 2022."
    )


def test_a_closure_of_the_council_puts_a_decision_off_by_working_days_only():
    shut = closed(["2022-05-20"])
    assert executive.decision_from(day("2022-05-17"), shut) == day("2022-06-15")
    before = executive.decision_from(day("2022-05-03"), ORDINARY, working=True)
    assert executive.decision_from(day("2022-05-03"), shut, working=True) > before


@pytest.mark.parametrize(
    ("meeting", "stands"),
    [
        ("2022-05-17", Influence.IN_TIME),
        ("2022-05-18", Influence.CLOSE),
        ("2022-06-14", Influence.CLOSE),
        ("2022-06-15", Influence.LATE),
        ("2022-07-01", Influence.LATE),
        ("2022-07-02", Influence.AFTER),
    ],
)
def test_a_committee_influences_a_decision_only_before_it_is_taken(meeting, stands):
    assert executive.influence(day(meeting), day("2022-06-15"), day("2022-07-01"), ORDINARY) is stands


def test_by_working_days_the_last_meeting_with_time_for_another_notice_is_earlier():
    on = {"earliest": day("2022-06-15"), "latest": day("2022-06-15"), "days": ORDINARY, "working": True}
    assert executive.influence(day("2022-05-03"), **on) is Influence.IN_TIME
    assert executive.influence(day("2022-05-04"), **on) is Influence.CLOSE
