"""Whether a committee's meetings are filmed or webcast: its own data, and every sheet and page agrees with it."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Committee, Council
from committee.register.council import save_council
from meetings.agendas import publishing
from meetings.agendas.preflight import preflight
from meetings.calendar import verbs as calendar
from meetings.models import Edition, Meeting
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from tests.meetings.publishing import AT, built, meeting_of, report
from tests.staging import staged

LIVE = "https://webcast.example/live"
NAME = "Safeguarding Overview and Scrutiny Committee"


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member) -> Meeting:
    row = meeting_of(safeguarding, clerk)
    report(row, clerk)
    return row


def say(committee: Committee, address: str, filmed: bool | None) -> None:
    Committee.objects.filter(pk=committee.pk).update(webcast_url=address, filmed=filmed)


@pytest.mark.parametrize(
    ("address", "filmed", "words"),
    [
        ("", True, f"The council films the meetings of the {NAME}. It does not webcast them."),
        ("", False, f"The council does not film or webcast the meetings of the {NAME}."),
        ("", None, ""),
    ],
)
def test_an_agenda_says_of_filming_what_its_committee_says(meeting, address, filmed, words):
    say(meeting.committee, address, filmed)
    plan = build.plan(Meeting.objects.get(pk=meeting.pk), Edition.PUBLIC, issued_on=AT.date())
    said = plan.snapshot["filming"]
    assert said.startswith(words) if words else said == ""
    assert ("A recording is kept" in said) == bool(filmed)


def test_every_sheet_and_page_says_what_the_committee_says(meeting, clerk, client, time_machine):
    words = f"The council films the meetings of the {NAME} and webcasts them live."
    say(meeting.committee, LIVE, True)
    meeting = Meeting.objects.get(pk=meeting.pk)
    built(meeting)
    version = publishing.publish_agenda(meeting, at=AT, by=clerk)
    sheet = " ".join(" ".join(take_in.texts(files.read(version.public_pack.stored))).split())
    assert words in sheet and LIVE in sheet
    time_machine.move_to(AT)
    for name, where in (("meeting", ["safeguarding", meeting.slug]), ("committee", ["safeguarding"]), ("filming", [])):
        page = " ".join(client.get(reverse(f"public:{name}", args=where)).content.decode().split())
        assert words in page and "does not film" not in page, name


def test_a_meeting_follows_its_committee_and_may_have_an_address_of_its_own(meeting, clerk):
    own = "https://webcast.example/21-april"
    with pytest.raises(Refused, match="are not webcast"):
        calendar.set_details(meeting, webcast_url=own, by=clerk)
    say(meeting.committee, LIVE, None)
    row = Meeting.objects.get(pk=meeting.pk)
    assert row.webcast_address == LIVE
    assert calendar.set_details(row, webcast_url=own, by=clerk).webcast_address == own
    say(meeting.committee, "", True)
    assert Meeting.objects.get(pk=meeting.pk).webcast_address == ""
    later = calendar.schedule(meeting.committee, dt.date(2022, 5, 19), by=clerk)
    assert later.webcast_url == ""


def test_the_notice_for_every_committee_does_not_say_that_meetings_are_webcast(council, administrator):
    for words in ("Meetings are filmed and webcast.", "We LIVE STREAM all meetings."):
        with pytest.raises(Refused, match="printed for every committee"):
            save_council(by=administrator, filming_notice=words)
    save_council(by=administrator, filming_notice="Anyone may film. Seats are out of view of the cameras.")
    assert Council.current().filming_notice.startswith("Anyone may film")


def test_a_notice_from_before_that_speaks_of_webcasts_is_told_before_publication(meeting, council):
    Council.objects.update(filming_notice="Meetings held in public are filmed and webcast.")
    say(meeting.committee, "", False)
    (told,) = [one for one in preflight(Meeting.objects.get(pk=meeting.pk), on=AT.date()) if one.rule == "P09"]
    assert "are not webcast" in told.text and not told.blocks
    say(meeting.committee, LIVE, None)
    assert "P09" not in {one.rule for one in preflight(Meeting.objects.get(pk=meeting.pk), on=AT.date())}
