"""Exempt papers on a member's device: given only where the council lets members, and entered in the reading log."""

import datetime as dt

import pytest
import time_machine

from committee.models import AccessEvent, Council, Seat
from meetings.members.notes import verbs
from meetings.members.notes.encryption import NoteWords
from meetings.models import Paper
from meetings.packs.reading import view
from tests.answers import client_of
from tests.meetings.members.note_world import write
from tests.meetings.publishing import COUNCILLORS_ONLY, DAY, PUBLISHED, SECRET

MEETING = "/members/safeguarding/2022-04-21/"
PAGE = f"{MEETING}device/exempt/"
BEFORE = time_machine.travel("2022-04-13 12:00 +0100", tick=False)


@pytest.fixture
def let(published):
    """Return the published world, where the council lets members keep exempt papers on a device."""
    Council.objects.update(exempt_on_devices=True)
    for paper in (published.secret_paper, published.councillors_paper):
        view.make_missing(Paper.objects.get(pk=paper.pk).its_file.stored)
    return published


def listed_exempt(client):
    return [entry["copy"] for entry in client.get(f"{MEETING}device.json").json()["exempt"]]


def copy_of(paper):
    return f"{PAGE}{Paper.objects.get(pk=paper.pk).file_id}/"


@BEFORE
def test_no_exempt_paper_goes_to_a_device_unless_the_council_lets_members(published, by_member):
    assert not Council.current().exempt_on_devices
    assert listed_exempt(by_member) == []
    assert by_member.get(PAGE).status_code == 404
    assert by_member.post(copy_of(published.secret_paper)).status_code == 404
    assert by_member.post(f"{copy_of(published.secret_paper)}1.webp").status_code == 404
    assert "Exempt papers are never kept on a device" in by_member.get(MEETING).content.decode()
    assert not AccessEvent.objects.exists()


@BEFORE
def test_the_kept_page_and_the_list_have_no_word_of_an_exempt_paper(let, by_member, member):
    write(let.secret_paper, member, NoteWords(text=f"About {SECRET}."))
    copies = by_member.get(f"{MEETING}device.json").json()["copies"]
    assert PAGE in [entry["copy"] for entry in copies]
    for address in (f"{MEETING}device.json", *{entry["copy"] for entry in copies}):
        text = by_member.get(address).getvalue().decode(errors="replace").casefold()
        assert SECRET not in text and COUNCILLORS_ONLY not in text and "respite" not in text, address
    assert "Confidential papers are never kept" in by_member.get(PAGE).content.decode()


@BEFORE
def test_a_member_is_given_the_papers_they_may_read_and_the_log_tells_it_from_opening(let, by_member, member):
    assert listed_exempt(by_member) == [copy_of(let.secret_paper), copy_of(let.councillors_paper)]
    for _keeping in range(2):
        answer = by_member.post(copy_of(let.secret_paper))
        assert SECRET in answer.content.decode().casefold() and answer["Cache-Control"] == "private, no-store"
        assert f"Your copy, {member}." in answer.content.decode()
    events = AccessEvent.objects.filter(subject_id=let.secret_paper.pk)
    assert [event.act.endswith(" to a device") for event in events] == [True] * 2, "once for each keeping"
    assert all(event.right.startswith("Taken to a device. A member") for event in events)
    by_member.get(f"{MEETING}papers/{Paper.objects.get(pk=let.secret_paper.pk).file_id}/paper/", follow=True)
    assert AccessEvent.objects.first().act.startswith("Mary Member opened ")
    assert by_member.get(copy_of(let.secret_paper)).status_code == 405, "no copy without an entry in the log"


@BEFORE
def test_a_picture_for_a_device_counts_with_its_paper(let, by_member):
    by_member.post(copy_of(let.secret_paper))
    answer = by_member.post(f"{copy_of(let.secret_paper)}1.webp")
    assert answer["Content-Type"] == "image/webp" and answer["Cache-Control"] == "private, no-store"
    assert by_member.post(f"{copy_of(let.secret_paper)}99.webp").status_code == 404
    assert AccessEvent.objects.count() == 1


@BEFORE
def test_another_member_takes_only_what_every_councillor_may_read(let, other_member):
    client = client_of(other_member)
    assert listed_exempt(client) == [copy_of(let.councillors_paper)]
    assert client.post(copy_of(let.secret_paper)).status_code == 404
    assert client.post(f"{copy_of(let.secret_paper)}1.webp").status_code == 404
    assert not AccessEvent.objects.exists()


@BEFORE
def test_an_open_or_confidential_paper_is_no_exempt_copy(let, by_member):
    assert by_member.post(copy_of(let.open_paper)).status_code == 404
    Paper.objects.filter(pk=let.secret_paper.pk).update(access="confidential", confidential_reason="An order.")
    assert copy_of(let.secret_paper) not in listed_exempt(by_member)
    assert by_member.post(copy_of(let.secret_paper)).status_code == 404


def test_nothing_is_listed_once_the_seat_or_the_time_on_a_device_has_ended(let, by_member, member):
    with time_machine.travel("2022-04-20 12:00 +0100", tick=False):
        data = by_member.get(f"{MEETING}device.json").json()
        assert data["exempt_until"] == "2022-04-27", "a week without contact"
    with time_machine.travel("2022-05-19 12:00 +0100", tick=False):
        assert by_member.get(f"{MEETING}device.json").json()["exempt_until"] == "2022-05-19"
        assert len(listed_exempt(by_member)) == 2
    with time_machine.travel("2022-05-20 12:00 +0100", tick=False):
        assert listed_exempt(by_member) == []
        assert by_member.post(copy_of(let.secret_paper)).status_code == 404
    with time_machine.travel("2022-04-20 12:00 +0100", tick=False):
        Seat.objects.filter(person=member.person).update(until=dt.date(2022, 4, 19))
        assert copy_of(let.secret_paper) not in listed_exempt(by_member)
        assert by_member.post(copy_of(let.secret_paper)).status_code == 404


@BEFORE
def test_the_copy_has_the_members_own_notes_alone(let, by_member, member, chairman):
    write(let.secret_paper, member, NoteWords(text="Ask about the quincewhistle."))
    shared = write(let.secret_paper, chairman, NoteWords(text="Marzipan."))
    verbs.share_note(shared, readers=[member], at=PUBLISHED, on=DAY, by=chairman)
    copy = by_member.post(copy_of(let.secret_paper)).content.decode()
    assert "quincewhistle" in copy and "Marzipan" not in copy
