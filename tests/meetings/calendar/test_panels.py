"""A panel drawn from a committee for one meeting: who is listed, counts, attends and reads its exempt papers (R69)."""

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import Committee, Seat
from meetings.access import papers as rights
from meetings.calendar import panels
from meetings.minutes.registers.registers import counts
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.models import Meeting, Minutes, MinutesState, PanelMember, Paper
from tests.answers import client_of, refused, words
from tests.conftest import LONG_AGO, person
from tests.meetings.publishing import AT, LAST_DAY, MEETING_DAY, exempt, issue, meeting_of, report

SINCE = LONG_AGO


@pytest.fixture
def drawn(safeguarding, clerk, proper_officer, chairman, member, other_member):
    """Return a meeting with an exempt paper and a panel of two of the five on the committee; the member presides."""
    Committee.objects.filter(pk=safeguarding.pk).update(panel_size=2, quorum=2)
    meeting = meeting_of(Committee.objects.get(pk=safeguarding.pk), clerk)
    report(meeting, clerk, title="A premises licence")
    Paper.objects.filter(pk=exempt(meeting, clerk).pk).update(contract_terms=True)
    for forename in ("Fay", "Guy", "Hal"):
        Seat.objects.create(committee=safeguarding, person=person(forename, "Pool"), since=SINCE, voting_ground="other",
                            voting_authority="Licensing Act 2003, section 6")  # fmt: skip
    fay = Seat.objects.get(person__forename="Fay").person
    panels.draw_panel(meeting, people=[member.person, fay], chairman=member.person, by=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def names(seats):
    return [seat.printed for seat in seats]


def test_r69_they_alone_are_on_the_front_sheet_and_in_the_room_with_their_own_chairman(drawn, clerk, member):
    assert names(drawn.seated()) == [f"{member.person.printed_name} (Chairman)", "Fay Pool"]
    version = issue(drawn, clerk)
    assert [row["name"] for row in version.snapshot["membership"]] == names(drawn.seated())
    minutes = opening.open_minutes(drawn, at=AT, by=clerk)
    assert [row.name for row in minutes.attendees.all()] == [member.person.printed_name, "Fay Pool"]
    assert minutes.quorum == 2
    assert "The panel is published" in words(client_of(clerk).get(_page(drawn)))
    with pytest.raises(Refused, match="list another member"):
        panels.draw_panel(drawn, people=[], chairman=member.person, by=clerk)


def test_r69_they_alone_read_its_exempt_papers_by_their_seat(drawn, clerk, chairman, member):
    issue(drawn, clerk)
    paper = Paper.objects.get(access="exempt")
    for user, may in ((member, True), (chairman, False), (clerk, True)):
        fresh = type(user).objects.get(pk=user.pk)
        assert rights.may_read_in_full(fresh, drawn, LAST_DAY) is may, user
        assert Paper.objects.readable_by(fresh, LAST_DAY).filter(pk=paper.pk).exists() is may, user
        assert rights.readers_in_full(drawn, LAST_DAY).filter(pk=user.pk).exists() is may, user
    Seat.objects.filter(person=member.person).update(until=LAST_DAY)
    fresh = type(member).objects.get(pk=member.pk)
    assert not rights.may_read_in_full(fresh, drawn, MEETING_DAY), "the right ends with the seat"


def test_r69_who_was_not_drawn_is_not_absent_and_another_member_stands_in(drawn, clerk, chairman, member):
    minutes = opening.open_minutes(drawn, at=AT, by=clerk)
    fay, guy = (Seat.objects.get(person__forename=name).person for name in ("Fay", "Guy"))
    assert set(attendance.able_substitutes(drawn).values_list("forename", flat=True)) >= {"Guy", "Hal"}
    assert fay not in attendance.able_substitutes(drawn)
    attendance.substitute(minutes, person=guy, replaces=fay, by=clerk)
    Minutes.objects.filter(pk=minutes.pk).update(
        state=MinutesState.PUBLISHED, numbered_at=AT, presiding=member.person, ended_at=AT
    )
    possible = {one.person: one.possible for one in counts(drawn.committee, SINCE, MEETING_DAY)}
    assert (possible[member.person], possible[fay], possible[chairman.person]) == (1, 1, 0)


def test_r69_the_agenda_waits_for_its_panel_and_the_clerk_draws_it_on_a_page(drawn, clerk, member, chairman):
    drawn.panel.all().delete()
    desk = client_of(clerk)
    checks = words(desk.get(reverse("desk:agenda-preflight", args=["safeguarding", drawn.slug])))
    assert "The panel of 2 members has not been drawn" in checks
    page = desk.get(_page(drawn)).context["form"]
    begun = page["began_from"].value()
    sent = {"people": [member.person.pk], "chairman": member.person.pk, "began_from": begun}
    assert "Choose 2 members." in desk.post(_page(drawn), sent).text
    sent["people"] = [member.person.pk, chairman.person.pk]
    assert (
        desk.post(_page(drawn), sent | {"chairman": Seat.objects.get(person__forename="Hal").person.pk}).status_code
        == 422
    )
    assert desk.post(_page(drawn), sent).status_code == 302
    assert list(PanelMember.objects.filter(chairs=True).values_list("person", flat=True)) == [member.person.pk]


def test_r69_nobody_is_drawn_who_has_no_vote_there(drawn, clerk, member):
    Seat.objects.filter(person__forename="Guy").update(voting=False)
    guy = Seat.objects.get(person__forename="Guy").person
    with refused("R69", "Guy Pool has no seat with a vote"):
        panels.draw_panel(drawn, people=[member.person, guy], chairman=member.person, by=clerk)


def test_a_committee_that_sits_as_a_whole_has_no_panel(planning, clerk, member):
    meeting = meeting_of(planning, clerk)
    with pytest.raises(Refused, match="All members"):
        panels.draw_panel(meeting, people=[member.person], chairman=member.person, by=clerk)


def _page(meeting):
    return reverse("desk:meeting-panel", args=[meeting.committee.slug, meeting.slug])
