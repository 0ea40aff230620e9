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

pytestmark = pytest.mark.both_databases("queries: what a committee says of itself is read everywhere")

LIVE = "https://webcast.example/live"
NAME = "Safeguarding Overview and Scrutiny Committee"
WORDS = {
    "webcast": (f"The council films the meetings of the {NAME} and webcasts them live.", LIVE, True),
    "filmed": (f"The council films the meetings of the {NAME}. It does not webcast them.", "", True),
    "neither": (f"The council does not film or webcast the meetings of the {NAME}.", "", False),
}
OTHERS = ("webcasts them", "It does not webcast", "does not film")


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member) -> Meeting:
    row = meeting_of(safeguarding, clerk)
    report(row, clerk)
    return row


def say(committee: Committee, address: str, filmed: bool | None) -> None:
    Committee.objects.filter(pk=committee.pk).update(webcast_url=address, filmed=filmed)


def sheet(meeting: Meeting) -> str:
    """Return the words of the front sheet of the meeting's public pack."""
    pack = build.build(Meeting.objects.get(pk=meeting.pk), Edition.PUBLIC, at=AT)
    return " ".join(" ".join(take_in.texts(files.read(pack.stored))).split())


@pytest.mark.parametrize("how", WORDS)
def test_every_sheet_and_page_says_what_the_committee_says(meeting, clerk, member, client, time_machine, how):
    words, address, filmed = WORDS[how]
    say(meeting.committee, address, filmed)
    printed = sheet(meeting)
    assert words in printed
    assert ("A recording is kept" in printed) == filmed
    assert (LIVE in printed) == bool(address)
    if how == "filmed":  # its pages differ from the others' as its sheet does
        return
    built(Meeting.objects.get(pk=meeting.pk))
    version = publishing.publish_agenda(Meeting.objects.get(pk=meeting.pk), at=AT, by=clerk)
    assert version.snapshot["filming"].startswith(words)
    time_machine.move_to(AT)
    where = ["safeguarding", meeting.slug]
    client.force_login(clerk)
    pages = {
        "public:meeting": client.get(reverse("public:meeting", args=where)),
        "public:committee": client.get(reverse("public:committee", args=["safeguarding"])),
        "public:filming": client.get(reverse("public:filming")),
        "desk:meeting": client.get(reverse("desk:meeting", args=where)),
    }
    client.force_login(member)
    pages["members:meeting"] = client.get(reverse("members:meeting", args=where))
    for name, answer in pages.items():
        page = " ".join(answer.content.decode().split())
        assert answer.status_code == 200, name
        assert (LIVE if name == "members:meeting" and address else words) in page, name
        for other in OTHERS:
            assert (other in page) <= (other in words), (name, other)
        if not address:
            assert "webcast live" not in page and ">Webcast<" not in page, name


def test_where_nobody_has_said_nothing_is_claimed(meeting):
    say(meeting.committee, "", None)
    printed = sheet(meeting)
    assert "webcast" not in printed and "The council films" not in printed and "does not film" not in printed


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
