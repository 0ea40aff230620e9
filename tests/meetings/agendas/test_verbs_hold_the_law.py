"""The verbs called from a shell, past every form: the law holds all the same (R01-R16, R37, R54, R57)."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import ClosedDay, Committee, LegalKind, Post, Venue
from committee.register import bodies
from committee.wording.dates import LONDON
from meetings import lookup, notice_period
from meetings.agendas import amendments, preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.listed_items import listed_in_time
from meetings.calendar import verbs as calendar
from meetings.minutes.findings import findings as minutes_findings
from meetings.minutes.room import opening
from meetings.models import Edition, Meeting, Paper, VersionKind
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.answers import refused
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, EXEMPT, built, exempt, issue, meeting_of, report
from tests.staging import staged

FLOOD = "The flood came after the agenda, and the homes must be found before the next meeting."


def at(*day: int, hour: int = 10) -> dt.datetime:
    return dt.datetime(*day, hour, tzinfo=LONDON)


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    """Return a meeting on 21 April 2022 with a report and an exempt paper."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    exempt(meeting, clerk)
    return meeting


@staged
def published(meeting, clerk):
    issue(meeting, clerk)
    return meeting


# --- Time: a table as a lawyer would draw it -----------------------------------------------------------------------

CLOSURE = [dt.date(2026, 12, day) for day in (24, 29, 30, 31)]
CASES = [
    # what, kind, meeting, published, the offices are shut, rules that stop it
    ("the seed: five clear days over Easter", "committee", (2022, 4, 21), (2022, 4, 11), False, []),
    ("a day later", "committee", (2022, 4, 21), (2022, 4, 12), False, ["R01"]),
    ("on a Sunday before a Monday window", "committee", (2026, 9, 1), (2026, 8, 23), False, []),
    ("on the Monday after", "committee", (2026, 9, 1), (2026, 8, 24), False, ["R01"]),
    ("before Christmas, offices open", "committee", (2027, 1, 5), (2026, 12, 23), False, []),
    ("before Christmas, offices shut", "committee", (2027, 1, 5), (2026, 12, 23), True, ["R01"]),
    ("before Christmas, in time for shut offices", "committee", (2027, 1, 5), (2026, 12, 17), True, []),
    ("the Cabinet in time", "executive", (2022, 4, 21), (2022, 4, 11), False, []),
    ("the Cabinet late", "executive", (2022, 4, 21), (2022, 4, 12), False, ["R06"]),
    ("a committee of the Cabinet late", "committee/executive", (2022, 4, 21), (2022, 4, 12), False, ["R06"]),
    ("a sub-committee of the Cabinet late", "sub_committee/executive", (2022, 4, 21), (2022, 4, 12), False, ["R06"]),
    ("a joint executive late", "joint/executive", (2022, 4, 21), (2022, 4, 12), False, ["R06"]),
    ("the Council in time", "council", (2022, 4, 21), (2022, 4, 11), False, []),
    ("the Council late", "council", (2022, 4, 21), (2022, 4, 12), False, ["R05"]),
]
TIME = {"R01", "R02", "R05", "R06"}


def turned_into(committee: Committee, kind: str) -> Committee:
    """Change the body's kind, and its function, given after a slash."""
    kind, _, function = kind.partition("/")
    Committee.objects.filter(pk=committee.pk).update(kind=kind, function=function or "other")
    return Committee.objects.get(pk=committee.pk)


def stops(meeting: Meeting, day: dt.date, **asked) -> list[str]:
    found = preflight.preflight(meeting, on=day, **asked)
    return sorted({check.rule for check in found if check.blocks and check.rule in TIME})


LATE = dt.date(2022, 4, 13)


def known_since(meeting: Meeting, *when: int) -> Meeting:
    """Date the entry of the meeting back."""
    Meeting.objects.filter(pk=meeting.pk).update(created_at=at(*when))
    return Meeting.objects.get(pk=meeting.pk)


def put_to(meeting: Meeting, clerk, day: dt.date, when: dt.datetime) -> Meeting:
    """Move the meeting to that day."""
    calendar.rearrange(meeting, day=day, starts=dt.time(10), reason="Another Room.", at=when, by=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def not_short(meeting: Meeting, clerk, why: str, called_on: dt.date = LATE) -> None:
    """Check that the meeting cannot be called at shorter notice."""
    with refused("R02", why):
        calendar.call_at_shorter_notice(meeting, called_on=called_on, reason="Too Late.", by=clerk)


def merely_late(meeting: Meeting, clerk, why: str) -> None:
    """Check that the meeting is not called at shorter notice, nor published though an older row says that it was."""
    not_short(meeting, clerk, why)
    Meeting.objects.filter(pk=meeting.pk).update(called_on=LATE, shorter_notice_reason="Late.")
    assert stops(Meeting.objects.get(pk=meeting.pk), LATE) == ["R02"]


def called_short(meeting: Meeting, clerk, called_on: dt.date) -> None:
    """Check that the meeting is called at shorter notice, and can be published on that day."""
    calendar.call_at_shorter_notice(meeting, called_on=called_on, reason="The Flood.", by=clerk)
    assert stops(Meeting.objects.get(pk=meeting.pk), called_on) == []


def another_of(meeting, clerk, day, entered):
    """Return a new meeting of the same committee, entered that day to be called at shorter notice."""
    another = meeting_of(meeting.committee, clerk, day)
    return known_since(another, entered.year, entered.month, entered.day)


def leave(meeting, clerk, how, when):
    """Cancel the meeting of 21 April, move it far away, make it informal, or let it lapse."""
    if how == "cancelled":
        calendar.cancel(meeting, reason="No business.", at=when, by=clerk)
    if how == "moved away":
        put_to(meeting, clerk, dt.date(2022, 5, 26), when)
    if how == "made informal":
        calendar.set_details(meeting, informal=True, by=clerk)


@pytest.mark.parametrize(
    ("kind", "day", "on", "shut", "rules"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_when_an_agenda_may_be_published(safeguarding, clerk, kind, day, on, shut, rules):
    for closed in CLOSURE if shut else ():
        ClosedDay.objects.create(day=closed, name="Christmas")
    meeting = meeting_of(turned_into(safeguarding, kind), clerk, dt.date(*day))
    Meeting.objects.filter(pk=meeting.pk).update(created_at=at(2020, 6, 1))
    assert stops(Meeting.objects.get(pk=meeting.pk), dt.date(*on)) == rules


MAUNDY = dt.date(2022, 4, 14)
SHORT = "21 April 2022: the agenda, published on 11 April 2022, has 4 of 5 clear days."


@time_machine.travel(at(2022, 4, 12), tick=False)
def test_the_page_of_closed_days_asks_and_the_desk_and_the_minutes_tell_afterwards(published, clerk, desk):
    address, days = reverse("register:closed-day-new"), {"name": "Closure", "kind": "closure"}
    days |= {"first": MAUNDY.isoformat(), "last": MAUNDY.isoformat()}
    asked = desk.post(address, days)
    assert (asked.status_code, ClosedDay.objects.count()) == (422, 0)
    (sentence,) = [value for value, _ in asked.context["form"].fields["accepted"].choices]
    assert sentence.endswith(SHORT)
    unnamed = desk.post(address, days | {"accepted": [sentence], "name": ""}).context["form"]
    assert unnamed["accepted"].value() == [sentence], "a tick is not lost for want of a name"
    assert desk.post(address, days | {"accepted": [sentence]}).status_code == 302
    told = "has 4 of 5 clear days. Tell the monitoring officer"
    assert told in desk.get(lookup.address("meeting", published)).content.decode()
    minutes = opening.open_minutes(published, at=at(2022, 4, 21), by=clerk)
    published.items.update(added_after_publication=True)
    minutes.entries.update(opened_at=at(2022, 4, 21))
    (found,) = [check for check in minutes_findings.found(minutes, on=MAUNDY) if check.rule in ("R01", "R04")]
    assert told in found.text, "nor does it need a ruling that nobody can record"


def test_an_informal_body_has_no_deadline_and_nothing_to_publish(safeguarding, clerk):
    Committee.objects.filter(pk=safeguarding.pk).update(kind=LegalKind.INFORMAL)
    meeting = meeting_of(Committee.objects.get(pk=safeguarding.pk), clerk)
    found = preflight.preflight(meeting, on=dt.date(2022, 4, 20))
    assert stops(meeting, dt.date(2022, 4, 20)) == []
    assert "P06" in {check.rule for check in found if check.blocks}


def test_a_joint_committee_is_told_where_else_its_notice_hangs(safeguarding, clerk):
    meeting = meeting_of(turned_into(safeguarding, LegalKind.JOINT), clerk)
    (told,) = [one for one in preflight.preflight(meeting, on=AT.date()) if "s.100E(2)" in one.source]
    assert "every constituent council" in told.text
    assert "those premises" in told.text
    assert not told.blocks
    turned_into(safeguarding, "joint/executive")
    found = preflight.preflight(Meeting.objects.get(pk=meeting.pk), on=AT.date())
    assert [one.source for one in found if "every constituent council" in one.text] == ["SI 2012/2089 reg 6(1)"]


def test_nothing_opens_an_agenda_after_the_meeting_not_even_rulings_on_every_item(meeting, clerk, chairman):
    for item in meeting.items.all():
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=AT, by=clerk)
    assert stops(meeting, dt.date(2022, 4, 20)) == []
    assert stops(meeting, dt.date(2022, 4, 22)) == ["R01"]


@pytest.mark.parametrize(
    ("days", "moved_on", "called"),
    [((), 0, LATE), ((28, 21), 13, LATE), ((22, 20), 13, LATE), ((14,), 11, dt.date(2022, 4, 11)), ((14,), 8, None)],
    ids=["left", "away and back", "by a day", "on the deadline day itself", "while there was time"],
)
def test_a_late_agenda_makes_no_short_call_of_a_planned_meeting_wherever_it_is_moved(
    meeting, clerk, days, moved_on, called
):
    meeting = known_since(meeting, 2021, 6, 1)
    for day in days:
        meeting = put_to(meeting, clerk, dt.date(2022, 4, day), at(2022, 4, moved_on))
    if called is None:
        called_short(meeting, clerk, dt.date(2022, 4, 8))
    else:
        not_short(meeting, clerk, "since Tuesday 1 June 2021", called)


def test_a_meeting_entered_after_the_deadline_is_called_at_shorter_notice_and_published_that_day_only(meeting, clerk):
    meeting = known_since(meeting, 2022, 4, 13)
    called_short(meeting, clerk, LATE)
    assert stops(Meeting.objects.get(pk=meeting.pk), dt.date(2022, 4, 14)) == ["R02"]


def test_the_council_is_never_called_at_shorter_notice(council, safeguarding, clerk):
    Committee.objects.filter(pk=safeguarding.pk).update(kind=LegalKind.COUNCIL)
    meeting = meeting_of(Committee.objects.get(pk=safeguarding.pk), clerk)
    with pytest.raises(Refused, match="cannot be called at shorter notice"):
        calendar.call_at_shorter_notice(meeting, called_on=dt.date(2022, 4, 13), reason="The Flood.", by=clerk)


def test_a_published_meeting_moved_too_near_is_convened_anew_at_shorter_notice(published, clerk):
    published = put_to(published, clerk, dt.date(2022, 4, 14), at(2022, 4, 12))
    assert published.called_on == dt.date(2022, 4, 12)
    last = published.versions.order_by("-number").first()
    assert last.kind == VersionKind.REARRANGED
    assert "convened at shorter notice" in last.change_note


# --- Shorter notice is not had by moving or cancelling (R02, R05, R54, R55) ------------------------------------------


@pytest.mark.parametrize("how", ["cancelled", "still there"])
def test_a_twin_of_the_same_day_counts_from_when_the_first_was_entered(meeting, clerk, how):
    meeting = known_since(meeting, 2021, 6, 1)
    leave(meeting, clerk, how, at(2022, 4, 13))
    twin = calendar.schedule(meeting.committee, dt.date(2022, 4, 21), starts=dt.time(11), by=clerk)
    merely_late(known_since(twin, 2022, 4, 13), clerk, "since Tuesday 1 June 2021")


def test_a_body_in_the_place_of_another_is_not_called_late_for_the_day_of_that_one(meeting, planning, clerk):
    known_since(meeting, 2021, 6, 1)
    between = Committee.objects.create(name="Between", short_name="B", slug="b", since=dt.date(2020, 5, 1))
    between.predecessors.add(meeting.committee)
    planning.predecessors.add(between)
    anew = known_since(calendar.schedule(planning, dt.date(2022, 4, 21), by=clerk), 2022, 4, 13)
    not_short(anew, clerk, "since Tuesday 1 June 2021")


def test_another_committees_meeting_and_an_informal_session_are_no_twins(meeting, planning, clerk):
    known_since(calendar.schedule(planning, dt.date(2022, 4, 21), by=clerk), 2021, 6, 1)
    session = calendar.schedule(meeting.committee, dt.date(2022, 4, 21), starts=dt.time(14), informal=True, by=clerk)
    known_since(session, 2021, 6, 1)
    called_short(known_since(meeting, 2022, 4, 13), clerk, LATE)


def test_a_published_meeting_moved_away_is_not_moved_back_when_notice_has_gone(published, clerk):
    published = put_to(known_since(published, 2022, 3, 1), clerk, dt.date(2022, 5, 12), at(2022, 4, 11))
    with refused("R02", "since Tuesday 1 March 2022"):
        put_to(published, clerk, dt.date(2022, 4, 21), at(2022, 4, 13))
    published.refresh_from_db()
    assert (published.date, published.called_on) == (dt.date(2022, 5, 12), None)


def test_a_published_meeting_is_not_brought_forward_once_its_deadline_has_come(published, clerk):
    """Whoever was told of 21 April in time would come too late; the snow that moves it to a later day harms nobody."""
    with refused("R02", "for Thursday 21 April 2022"):
        put_to(known_since(published, 2022, 3, 1), clerk, LATE, at(2022, 4, 11))


@pytest.mark.parametrize(
    ("how", "day", "left_on"),
    [
        ("cancelled", dt.date(2022, 4, 22), dt.date(2022, 4, 11)),
        ("moved away", dt.date(2022, 4, 20), LATE),
        ("made informal", dt.date(2022, 4, 22), LATE),
        ("lapsed", dt.date(2022, 4, 26), dt.date(2022, 4, 22)),
    ],
)
def test_a_meeting_in_place_of_one_that_was_left_too_late_is_not_called_at_shorter_notice(
    meeting, clerk, how, day, left_on
):
    """Cancelled and scheduled for the next day, it gave four clear days, on the deadline day itself as after it."""
    meeting = known_since(meeting, 2021, 6, 1)
    leave(meeting, clerk, how, at(left_on.year, left_on.month, left_on.day))
    called = max(left_on, LATE)
    not_short(another_of(meeting, clerk, day, called), clerk, "for Thursday 21 April 2022", called)


@pytest.mark.parametrize(
    ("left_on", "day", "entered"),
    [
        (dt.date(2022, 4, 8), dt.date(2022, 4, 14), dt.date(2022, 4, 8)),
        (LATE, dt.date(2022, 5, 3), dt.date(2022, 4, 29)),
        (LATE, dt.date(2022, 4, 13), dt.date(2022, 4, 8)),
    ],
    ids=["cancelled in time", "weeks before", "entered before it was late"],
)
def test_an_urgent_meeting_near_a_cancelled_one_is_called_at_shorter_notice(meeting, clerk, left_on, day, entered):
    meeting = known_since(meeting, 2021, 6, 1)
    leave(meeting, clerk, "cancelled", at(left_on.year, left_on.month, left_on.day))
    called_short(another_of(meeting, clerk, day, entered), clerk, entered)


def test_a_meeting_called_beside_one_whose_agenda_is_late_is_warned_of_and_void_once_that_is_cancelled(meeting, clerk):
    meeting = known_since(meeting, 2021, 6, 1)
    another = another_of(meeting, clerk, dt.date(2022, 4, 22), LATE)
    calendar.call_at_shorter_notice(another, called_on=LATE, reason="The Flood.", by=clerk)
    another.refresh_from_db()
    found = preflight.preflight(another, on=LATE)
    (warning,) = [check for check in found if check.rule == "R02"]
    assert not warning.blocks
    assert "The agenda for Thursday 21 April 2022 was due by Monday 11 April 2022" in warning.text
    assert notice_period.in_time(another, LATE)
    leave(meeting, clerk, "cancelled", at(2022, 4, 14))
    assert not notice_period.in_time(another, LATE)


def test_moving_a_published_meeting_by_a_day_brings_no_late_item_in_without_a_ruling(published, clerk, chairman):
    published = known_since(published, 2022, 3, 1)
    ruled = agenda.add_item(published, title="Flood", by=clerk)
    agenda.rule_urgent(ruled, chairman=chairman.person, circumstances=FLOOD, at=at(2022, 4, 13), by=clerk)
    amendments.publish_urgent_item(type(ruled).objects.get(pk=ruled.pk), at=at(2022, 4, 13), by=clerk)
    published = put_to(published, clerk, dt.date(2022, 4, 22), at(2022, 4, 20))
    assert published.called_on == dt.date(2022, 4, 20), "it was published in time: the snow moves it lawfully"
    item = agenda.add_item(published, title="Another flood", by=clerk)
    with refused("R03", "urgency ruling"):
        amendments.publish_added_item(item, at=at(2022, 4, 20), by=clerk)
    in_time = listed_in_time(published)
    assert ruled.pk not in in_time
    assert in_time == set(published.items.values_list("pk", flat=True)) - {ruled.pk, item.pk}


def moved(published, clerk, when, **changes):
    """Change time or place only, and return the next version and the words of its notice."""
    asked = {"day": published.date, "starts": published.starts, "reason": "The boiler failed.", **changes}
    calendar.rearrange(published, at=when, by=clerk, **asked)
    version = published.versions.select_related("notice", "certificate").order_by("-number").first()
    return version, " ".join(" ".join(take_in.texts(files.read(version.notice))).split())


def test_a_later_start_in_time_gives_the_old_time_and_says_nothing_of_lateness(published, clerk):
    version, printed = moved(published, clerk, at(2022, 4, 11), starts=dt.time(14))
    assert version.change_note == "Re-arranged from 10:00: The boiler failed."
    assert version.certificate.count["lawful"]
    assert "Thursday 21 April 2022, 14:00" in printed
    assert "(re-arranged from 10:00)" in printed


def test_a_change_of_time_or_place_on_the_morning_itself_counts_its_notice_anew(published, venue, clerk):
    other = Venue.objects.create(name="Council Chamber")
    version, printed = moved(published, clerk, at(2022, 4, 21, hour=8), starts=dt.time(11), venue=other)
    assert f"(re-arranged from 10:00, {venue})" in printed
    assert "This notice is given 0 clear days before the meeting, where 5 are needed." in printed
    assert (version.certificate.count["clear"], version.certificate.count["lawful"]) == (0, False)
    published.refresh_from_db()
    assert published.called_on is None, "it was known for that day: it is not convened at shorter notice"


@pytest.mark.parametrize(("kind", "rule"), [("committee", "R01"), ("executive", "R06"), ("council", "R05")])
def test_nobody_brings_a_published_meeting_forward_when_notice_has_gone(published, clerk, kind, rule):
    published.committee = turned_into(published.committee, kind)
    with refused(rule):
        moved(published, clerk, at(2022, 4, 21, hour=8), starts=dt.time(9))
    published.refresh_from_db()
    assert (published.starts, published.versions.count()) == (dt.time(10), 1)


def test_the_council_is_summoned_anew_to_another_day_or_hour_in_time_or_not_at_all(published, clerk):
    Committee.objects.filter(pk=published.committee_id).update(kind=LegalKind.COUNCIL, function="other")
    for change in ({"starts": dt.time(14)}, {"day": dt.date(2022, 4, 14)}):
        with refused("R05", "must be summoned 5 clear days"):
            moved(published, clerk, at(2022, 4, 12), **change)
    published.refresh_from_db()
    assert published.date == dt.date(2022, 4, 21)
    assert moved(published, clerk, at(2022, 4, 11), starts=dt.time(14))[0].kind == VersionKind.REARRANGED


def test_the_annual_meeting_is_the_councils_alone_and_one_a_year(safeguarding, clerk):
    meeting = meeting_of(safeguarding, clerk)

    def refused(row: Meeting, why: str) -> None:
        with pytest.raises(Refused, match=why) as refusal:
            calendar.set_details(row, annual=True, by=clerk)
        assert refusal.value.rule == "R05"

    refused(meeting, "Only the Council")
    council = turned_into(safeguarding, LegalKind.COUNCIL)
    calendar.set_details(Meeting.objects.get(pk=meeting.pk), annual=True, by=clerk)
    refused(calendar.schedule(council, dt.date(2023, 1, 19), by=clerk), "in March, April or May")
    second = calendar.schedule(council, dt.date(2022, 5, 19), by=clerk)
    refused(second, "The annual meeting of 2022 is that of Thursday 21 April 2022")
    third = calendar.schedule(council, dt.date(2023, 5, 18), by=clerk)
    third = calendar.set_details(third, annual=True, by=clerk)
    with pytest.raises(Refused, match="one in each year"):
        put_to(third, clerk, dt.date(2022, 6, 2), at(2022, 4, 1))


# --- Urgency (R03, R05, R06) ---------------------------------------------------------------------------------------


def test_an_urgent_item_needs_its_ruling_and_is_not_added_after_the_meeting(published, clerk, chairman):
    item = agenda.add_item(published, title="Flood", by=clerk)
    with refused("R03", "chairman’s ruling"):
        amendments.publish_urgent_item(item, at=at(2022, 4, 19), by=clerk)
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=at(2022, 4, 12), by=clerk)
    item = type(item).objects.get(pk=item.pk)
    with pytest.raises(Refused, match="not before the meeting"):
        amendments.publish_urgent_item(item, at=at(2022, 4, 22), by=clerk)
    assert amendments.publish_urgent_item(item, at=at(2022, 4, 19), by=clerk).kind == VersionKind.URGENT


@pytest.mark.parametrize(("kind", "rule"), [("executive", "R06"), ("joint/executive", "R06"), ("council", "R05")])
def test_cabinet_and_council_know_no_such_ruling(published, clerk, chairman, kind, rule):
    turned_into(published.committee, kind)
    item = agenda.add_item(published, title="Flood", by=clerk)
    with refused(rule):
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=at(2022, 4, 19), by=clerk)


def test_a_ruling_made_before_the_body_was_of_the_executive_clears_nothing(published, clerk, chairman):
    """It was a joint committee of Part VA when its chairman ruled; nobody has to take that back."""
    item = agenda.add_item(published, title="Flood", by=clerk)
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=at(2022, 4, 12), by=clerk)
    assert stops(published, dt.date(2022, 4, 19), for_="urgent", item=item) == []
    turned_into(published.committee, "joint/executive")
    now = Meeting.objects.get(pk=published.pk)
    assert stops(now, dt.date(2022, 4, 19), for_="urgent", item=now.items.get(pk=item.pk)) == ["R06"]


def test_nobody_rules_on_an_item_that_was_published_in_time(published, clerk, chairman):
    item = published.items.get(title="Young Carers")
    with pytest.raises(Refused, match="published, so it does not need a ruling"):
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=AT, by=clerk)


# --- Withholding (R11-R16) -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"paragraphs": ()}, "at least one paragraph"),
        ({"paragraphs": (3, 12)}, "Wales only"),
        ({"public_interest_reason": "."}, "public interest"),
        ({"not_registrable": False}, "registered"),
        ({"not_own_development": False}, "grant itself permission"),
        ({"access": "secret"}, "open, exempt, confidential, or withheld"),
        ({"access": "confidential", "confidential_reason": "Secret"}, "forbids disclosure"),
    ],
)
def test_no_paper_is_withheld_without_what_the_law_asks(meeting, clerk, change, rule):
    paper, asked = report(meeting, clerk, title="Respite"), {**EXEMPT, **change}
    with pytest.raises(Refused, match=rule):
        withholding.set_access(paper, by=clerk, **asked)
    paper.refresh_from_db()
    assert paper.access == "open"
    with pytest.raises(Refused, match=rule):
        papers.add_paper(paper.item, title="Another", data=pdf_of(1), filename="a.pdf", at=AT, by=clerk, **asked)
    assert not Paper.objects.filter(title="Another").exists()


@pytest.mark.both_databases("constraints: what the law forbids the database refuses too")
def test_the_database_itself_holds_an_exempt_paper_to_its_paragraph_and_reason(meeting):
    paper = Paper.objects.get(access="exempt")
    for field in ("paragraphs", "public_interest_reason"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**{field: ""})


def test_a_withheld_paper_cannot_be_built_into_the_public_edition_by_asking_for_its_file(published):
    hidden = Paper.objects.get(access="exempt")
    pack = build.build(published, Edition.PUBLIC, at=AT, only_files={hidden.file_id})
    assert pack.manifest == []


def test_a_hidden_title_is_not_repeated_in_what_everybody_reads(published, clerk, chairman):
    carers, hidden = published.items.get(title="Young Carers"), published.items.get(title="Prices of Zanzibar")
    words = "Waits for the PRICES of Zanzibar."
    item = agenda.add_item(published, title="Flood", by=clerk)
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=f"{FLOOD} {words}", at=at(2022, 4, 12), by=clerk)
    item = type(item).objects.get(pk=item.pk)
    for act in (
        lambda: amendments.withdraw_item(hidden, reason="The bid of Zanzibar is not in.", at=AT, by=clerk),
        lambda: amendments.correct(published, note="A word.", at=AT, by=clerk, items={carers.pk: {"lead_line": words}}),
        lambda: amendments.publish_urgent_item(item, at=at(2022, 4, 19), by=clerk),
    ):
        with refused("R16"):
            act()
    assert published.versions.count() == 1
    # Part of a word is not the word.
    amendments.withdraw_item(carers, reason="The prices of Zanzibarian mats differ.", at=AT, by=clerk)


# --- After publication (R57) ---------------------------------------------------------------------------------------


def turned(committee: Committee, clerk, on: dt.date, kind: str, function: str = "other"):
    """Change the body's legal kind on that day."""
    with time_machine.travel(at(on.year, on.month, on.day)):
        return bodies.edit_committee(
            Committee.objects.get(pk=committee.pk), kind=kind, function=function, on=timezone.localdate(), by=clerk
        )


def test_a_body_is_not_turned_into_another_while_a_published_meeting_is_to_come(published, clerk):
    Committee.objects.filter(pk=published.committee_id).update(function="scrutiny")
    with refused("R01", "21 April 2022 is to come"):
        turned(published.committee, clerk, dt.date(2022, 4, 19), LegalKind.SUB_COMMITTEE)
    assert turned(published.committee, clerk, dt.date(2022, 4, 22), LegalKind.SUB_COMMITTEE).kind == "sub_committee"
    with pytest.raises(Refused, match="published agendas"):
        turned(published.committee, clerk, dt.date(2022, 4, 22), LegalKind.INFORMAL)


def test_a_body_that_was_the_council_is_no_committee_for_one_act(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)
    turned_into(safeguarding, LegalKind.COUNCIL)
    with pytest.raises(Refused, match="21 April 2022 is to come"):
        turned(safeguarding, clerk, dt.date(2022, 4, 19), LegalKind.COMMITTEE)
    calendar.cancel(Meeting.objects.get(pk=meeting.pk), reason="Nothing to decide.", at=at(2022, 4, 19), by=clerk)
    assert turned(safeguarding, clerk, dt.date(2022, 4, 19), LegalKind.COMMITTEE).kind == "committee"


def test_what_was_never_published_is_neither_withdrawn_nor_corrected_in_public(published, clerk):
    item = agenda.add_item(published, title="Flood", by=clerk)
    with pytest.raises(Refused, match="has not been published"):
        amendments.withdraw_item(item, reason="It is No.", at=AT, by=clerk)
    with pytest.raises(Refused, match="not on the published agenda"):
        amendments.correct(published, note="That is Why.", at=AT, by=clerk, items={item.pk: {"title": "Floods"}})
    assert published.versions.count() == 1


# --- People --------------------------------------------------------------------------------------------------------


def test_a_proper_officer_with_a_long_name_and_post_can_publish(meeting, clerk):
    Post.objects.update(title="Director of " + "Governance and " * 7)
    built(meeting)
    assert publishing.publish_agenda(meeting, at=AT, by=clerk).acting_for.startswith("Petra Proper, Director of Gov")


# --- Words ---------------------------------------------------------------------------------------------------------


def test_characters_that_no_printer_knows_do_not_stop_a_pack(safeguarding, clerk, proper_officer):
    meeting = meeting_of(safeguarding, clerk)
    title = "Care\x01 & <b>bold</b>\x0bhomes\ufffe \U0001f600 \u202efebruary"
    item = agenda.add_item(meeting, title=title, lead_line="Of\x02 us", bullets="a\x03\nb\x0c", by=clerk)
    built(meeting, Edition.PUBLIC)
    plan = build.plan(meeting, Edition.PUBLIC, issued_on=AT.date())
    shown = next(one for one in plan.snapshot["items"] if one["pk"] == item.pk)
    assert not any(ord(letter) < 32 for letter in shown["title"] + shown["lead_line"] + "".join(shown["bullets"]))
