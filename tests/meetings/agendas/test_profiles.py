"""What the register says of a body stands on the front sheet and on the public page of its agendas."""

import pytest
from django.core import mail
from django.urls import reverse

from committee.files import files
from committee.law.exemption import ENACTMENTS, HEARING
from committee.models import Committee, LegalKind
from committee.models.committees import SUMMONS
from committee.register import bodies
from committee.register.seats import appoint
from meetings.agendas import previewing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.room.opening import open_minutes
from meetings.models import Edition, Meeting
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from tests.answers import client_of
from tests.conftest import LONG_AGO, person
from tests.meetings import publishing as made
from tests.meetings.publishing import AT, issue, report

NOTES = "A resident may speak for three minutes. Tell us two working days before."
OPENING = "To the members of the panel."


def sheet_of(version) -> str:
    """Return the words of the public pack, spaces as one."""
    return " ".join(" ".join(take_in.texts(files.read(version.public_pack.stored))).split())


@pytest.fixture
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    meeting = made.meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    return meeting


def test_the_opening_and_the_notes_of_a_body_are_printed_and_on_the_page(meeting, clerk, client, time_machine):
    bodies.edit_committee(meeting.committee, opening=OPENING, public_notes=NOTES, on=AT.date(), by=clerk)
    version = issue(Meeting.objects.get(pk=meeting.pk), clerk)
    sheet = sheet_of(version)
    assert sheet.index(OPENING) < sheet.index("Agenda") < sheet.index(NOTES)
    bodies.edit_committee(meeting.committee, opening="Changed later.", public_notes="", on=AT.date(), by=clerk)
    time_machine.move_to(AT)
    page = client.get(reverse("public:meeting", args=["safeguarding", meeting.slug])).text
    assert OPENING in page and NOTES in page and "Changed later." not in page


def test_an_agenda_of_a_body_without_them_has_neither(meeting, clerk):
    version = issue(meeting, clerk)
    assert not {"opening", "public_notes"} & set(version.snapshot)


def test_a_member_who_sits_for_another_body_is_printed_with_it(safeguarding, clerk, proper_officer, meeting):
    ann = person("Ann", "Ash")
    appoint(safeguarding, ann, since=LONG_AGO, represents="Integrated Care Board", voting=False, by=clerk)
    version = issue(meeting, clerk)
    assert "Ann Ash (Integrated Care Board)" in sheet_of(version)
    minutes = open_minutes(meeting, at=AT, by=clerk)
    assert minutes.attendees.get(person=ann).printed == "Ann Ash (Integrated Care Board)"


def test_the_page_of_a_joint_committee_leads_to_the_council_that_runs_it(safeguarding, clerk, client):
    page = client.get("/committees/safeguarding/").text
    assert "Another council runs" not in page and "No meeting is arranged" in page
    address = "https://democracy.neighbour.example/joint"
    bodies.edit_committee(safeguarding, elsewhere_url=address, on=AT.date(), by=clerk)
    page = client.get("/committees/safeguarding/").text
    assert f'href="{address}">democracy.neighbour.example<' in page and "No meeting is arranged" not in page


def test_the_members_of_an_informal_session_get_its_agenda_and_nobody_else(
    safeguarding, clerk, chairman, member, client, django_capture_on_commit_callbacks
):
    session = calendar.schedule(safeguarding, made.MEETING_DAY, informal=True, by=clerk)
    report(session, clerk, title="Young carers")
    build.build(session, Edition.DRAFT, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        preview = previewing.send_preview(session, message="", at=AT, by=clerk)
    assert {member.person, chairman.person} <= set(preview.sent_to.all()), "not its Chairman alone"
    assert member.email in {one.to[0] for one in mail.outbox} and "draft agenda" not in mail.outbox[0].body
    pages = " ".join(take_in.texts(files.read(preview.pack.stored)))
    assert "For members only" in pages and "Draft for preview" not in pages and "Press and Public" not in pages
    address = f"/members/safeguarding/{session.slug}/draft.pdf"
    assert client_of(member).get(address).status_code == 200
    assert client.get(address, follow=True).headers["Content-Type"].startswith("text/html"), "a visitor signs in first"
    assert "Young carers" not in client.get(f"/committees/safeguarding/{session.slug}/", follow=True).text


def test_r67_the_council_is_summoned_in_words_of_its_own_or_in_ours(meeting):
    council = Committee(kind=LegalKind.COUNCIL)
    assert council.printed_opening == SUMMONS and meeting.committee.printed_opening == ""
    council.opening = "Dear Councillor, you are hereby summoned."
    assert council.printed_opening == council.opening


def test_r17_an_item_that_is_exempt_without_a_paper_has_the_public_excluded_by_motion(meeting, clerk):
    Committee.objects.filter(pk=meeting.committee_id).update(other_ground=HEARING)
    meeting = Meeting.objects.get(pk=meeting.pk)
    why = {"paragraphs": str(HEARING), "public_interest_reason": "A witness would not speak in public."}
    agenda.add_item(meeting, title="The hearing, in private", part=2, by=clerk, **why)
    version = issue(meeting, clerk)
    assert ENACTMENTS[HEARING].name in version.snapshot["exclusion_motion"]
    assert "to move" in sheet_of(version)
