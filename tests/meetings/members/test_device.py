"""A meeting on a member's device: the list of its copies, and copies with nothing but what anybody may read."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committee.models import Seat
from meetings.members.notes import verbs
from meetings.members.notes.encryption import NoteWords
from meetings.models import Paper
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.meetings.members.note_world import write
from tests.meetings.publishing import COUNCILLORS_ONLY, DAY, PUBLISHED, SECRET, moment

MEETING = "/members/safeguarding/2022-04-21/"
BEFORE = time_machine.travel("2022-04-13 12:00 +0100", tick=False)


def listed_copies(client: Client) -> dict[str, str]:
    """Return the copies of the meeting: address of the page -> address of the copy."""
    return {entry["address"]: entry["copy"] for entry in client.get(f"{MEETING}device.json").json()["copies"]}


@BEFORE
@pytest.mark.parametrize("reader", ["chairman", "other_member"])
def test_copies_for_a_device_have_no_words_of_withheld_papers(published, request, reader):
    client = client_of(request.getfixturevalue(reader))
    answer = client.get(f"{MEETING}device.json")
    copies = {*listed_copies(client).values()}
    assert all(client.get(copy)["Content-Type"] == "image/webp" for copy in copies if copy.endswith(".webp"))
    pages = [client.get(copy) for copy in copies if not copy.endswith(".webp")]
    assert len(pages) == 3 < len(copies), "the meeting's page, the report and the supplement's figures; a picture"
    for page in [answer, *pages]:
        text = page.content.decode().casefold()
        assert page.status_code == 200 and SECRET not in text and COUNCILLORS_ONLY not in text
    assert "chart of young carers" in pages[0].content.decode() + pages[1].content.decode() + pages[2].content.decode()
    assert answer["Cache-Control"] == "private, no-store"


@BEFORE
def test_no_copy_of_a_withheld_paper_is_given_to_a_member_who_may_read_it(published, by_member):
    published.secret_paper.refresh_from_db()
    file = published.secret_paper.file_id
    assert by_member.get(f"{MEETING}papers/{file}/paper/", follow=True).status_code == 200
    for ending in ("/", ".webp"):
        assert by_member.get(f"{MEETING}device/papers/{file}/1{ending}").status_code == 404
    assert not [address for address in listed_copies(by_member) if f"/papers/{file}/" in address]


@BEFORE
def test_copies_have_the_members_own_notes_on_open_papers_alone(published, by_member, member, chairman):
    write(published.open_paper, member, NoteWords("Young Carers report 2", text="Ask about the quincewhistle."), 2)
    write(published.secret_paper, member, NoteWords(text=f"About {SECRET}."))
    shared = write(published.open_paper, chairman, NoteWords("Young Carers report 3", text="Marzipan."), 3)
    verbs.share_note(shared, readers=[member], at=PUBLISHED, on=DAY, by=chairman)
    assert "Marzipan" in by_member.get(f"{MEETING}notes/").content.decode(), "it is shared until it is taken back"
    pages = {copy for copy in listed_copies(by_member).values() if not copy.endswith(".webp")}
    copies = "".join(by_member.get(copy).content.decode() for copy in pages)
    assert copies.count("quincewhistle") == 2, "on the meeting's page and on the paper's"
    assert "Marzipan" not in copies and SECRET not in copies
    Paper.objects.filter(pk=published.open_paper.pk).update(replaces=published.secret_paper, late_reason="Now open.")
    assert SECRET in by_member.get(f"{MEETING}notes/").content.decode()
    assert not [copy for copy in pages if SECRET in by_member.get(copy).content.decode()], "an open paper replaces it"


@BEFORE
def test_a_paper_taken_down_has_no_copy_any_more(published, by_member, clerk):
    before = listed_copies(by_member)
    takedowns.hide(
        published.open_paper, ground="personal", why="It names a child.", at=moment(2022, 4, 13, 11), by=clerk
    )
    removed = before.keys() - listed_copies(by_member).keys()
    assert removed and {by_member.get(before[address]).status_code for address in removed} == {404}


@BEFORE
def test_the_list_says_which_pages_have_other_notes_since(published, by_member, member):
    before = by_member.get(f"{MEETING}device.json").json()["copies"]
    note = write(published.open_paper, member, page=2)
    write(published.secret_paper, member)
    verbs.change_note(note, version=1, text="Never mind.", at=PUBLISHED, by=member)
    after = by_member.get(f"{MEETING}device.json").json()["copies"]
    changed = [new["address"] for old, new in zip(before, after, strict=True) if old != new]
    file = Paper.objects.get(pk=published.open_paper.pk).file_id
    paper = f"{MEETING}papers/{file}/young-carers-report/"
    assert changed == [f"{MEETING}device/", MEETING, f"{MEETING}notes/", paper]
    assert {entry["notes"] for entry in after} == {"", f"{note.pk}.2"}


@BEFORE
def test_a_device_hears_from_the_sign_in_page_that_a_right_has_ended(published, client, member):
    client.post(reverse("account_login"), {"login": member.email, "password": "a long enough password"})
    assert client.get(f"{MEETING}device.json").status_code == 200
    Seat.objects.filter(person=member.person).update(until=dt.date(2022, 4, 12))
    pages = [client.get(f"{MEETING}device.json", follow=True).content.decode() for _ in range(2)]
    assert ["data-right-ended" in page for page in pages] == [True, False], "an expired session is no ended right"


def test_the_list_names_its_user_and_is_empty_after_the_last_day(published, by_member, member, stranger):
    for time, has_copies in (("2022-05-19 12:00 +0100", True), ("2022-05-20 12:00 +0100", False)):
        with time_machine.travel(time, tick=False):
            data = by_member.get(f"{MEETING}device.json").json()
            assert (data["user"], data["until"], bool(data["copies"])) == (str(member.pk), "2022-05-19", has_copies)
            assert ("Keep this meeting on this device" in by_member.get(MEETING).content.decode()) == has_copies
            assert client_of(stranger).get(f"{MEETING}device.json").status_code == 404


def test_the_worker_is_asked_for_again_and_covers_the_members_pages_alone(by_member):
    answer = by_member.get("/members/worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "private, no-cache"
    assert "Service-Worker-Allowed" not in answer


def test_signing_out_empties_a_members_browser_and_leaves_a_clerks_alone(member, clerk):
    """Texts of minutes that a clerk has not sent are in the browser alone."""
    address = reverse("account_logout")
    assert client_of(member).post(address)["Clear-Site-Data"] == '"cache", "storage"'
    assert client_of(member).post(address, {"others": "yes"})["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client_of(clerk).post(address)


def test_the_home_screen_shows_the_members_pages_by_name(by_member):
    answer = by_member.get("/members/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == "/members/" and answer.json()["name"].endswith("Borsetshire County Council")
