"""Each member's own copy of what is not for publication: their name, the day and the time, on every page."""

import datetime as dt

import pytest
import time_machine

from committee.acts.refusal import Refused
from committee.models import AccessEvent, Council, User
from meetings.models import Pack, Paper
from meetings.packs import check
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.sending import NOTED, own_words
from tests.meetings import world as worlds
from tests.meetings.agendas.test_members_pages import MEETING, address
from tests.meetings.agendas.test_public_pages import body, words
from tests.meetings.packs import looking
from tests.meetings.publishing import EXEMPT
from tests.meetings.world import SECRET
from tests.staging import staged

# A winter's and a summer's moment: the time is London's, an hour ahead of the world's in summer.
WINTER = dt.datetime(2026, 11, 25, 14, 5, tzinfo=dt.UTC)
SUMMER = dt.datetime(2026, 7, 1, 14, 5, tzinfo=dt.UTC)
MARYS = "Copy of Councillor Mary Member MBE, 25 November 2026 14:05"


@staged
def world(safeguarding, clerk, proper_officer, officer, chairman, vice_chairman):
    made = worlds.make(safeguarding, clerk, officer)
    Council.objects.update(watermark_members=True)
    return made


@pytest.fixture
def reader(client, member):
    """Mary, who opens everything on a November afternoon."""
    client.force_login(member)
    with time_machine.travel(WINTER, tick=False):
        yield client


def test_every_page_of_the_pack_bears_the_readers_name_and_the_moment(reader, world, tmp_path):
    before = (Pack.objects.count(), sorted((tmp_path / "files").rglob("*")))
    answer = reader.get(f"{MEETING}pack.pdf")
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    pages = looking.words(body(answer))
    assert len(pages) == Pack.objects.get(pk=world.meeting.versions.first().members_pack_id).pages
    assert all(MARYS in page for page in pages)
    assert any(SECRET in page for page in pages), "and it is the whole pack"
    assert (Pack.objects.count(), sorted((tmp_path / "files").rglob("*"))) == before, "nothing is built or kept for it"
    assert not AccessEvent.objects.exclude(right="Member of the committee." + NOTED).exists()
    pages = looking.words(body(reader.get(f"{MEETING}supplement-1.pdf")))
    assert pages and all(MARYS in page for page in pages)


def test_so_does_a_draft(client, world, chairman):
    client.force_login(chairman)
    pages = looking.words(body(client.get(f"/members/safeguarding/{world.coming.slug}/draft.pdf")))
    assert pages and all("Copy of Councillor Charles Chair, " in page for page in pages)
    assert AccessEvent.objects.get().right == "A draft sent for preview to the Chairman and Vice-Chairmen." + NOTED


def test_so_does_a_withheld_paper_by_itself_beside_its_marking(reader, world):
    answer = reader.get(address(world.secret_paper))
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    for page in looking.words(body(answer)):
        assert MARYS in page and SECRET in page
        assert world.secret_paper.marking.replace(" ", "") in page.replace(" ", "")
    right = AccessEvent.objects.get().right
    assert "member of the committee" in right and right.endswith(NOTED)


def test_what_is_everybodys_bears_no_name(reader, world):
    for place in (address(world.open_paper), "/committees/safeguarding/2022-04-21/pack.pdf"):
        pages = looking.words(body(reader.get(place)))
        assert pages and not any("Copy of" in page for page in pages)


def test_where_the_council_does_not_ask_for_it_no_copy_bears_a_name(reader, world):
    Council.objects.update(watermark_members=False)
    for place in (f"{MEETING}pack.pdf", f"{MEETING}supplement-1.pdf", address(world.secret_paper)):
        assert "Copy of" not in " ".join(looking.words(body(reader.get(place))))
    assert not any(event.right.endswith(NOTED) for event in AccessEvent.objects.all())


def test_the_desk_and_the_author_open_the_paper_itself_to_work_on(client, world, clerk, officer):
    client.force_login(officer)
    item = Paper.objects.get(pk=world.owed_paper.pk)
    withholding.set_access(item, **EXEMPT, by=clerk)
    data = worlds.poisoned("Fostering")
    papers.receive_file(item, data=data, filename="a.pdf", at=worlds.PUBLISHED, by=officer)
    pages = looking.words(body(client.get(f"/officers/papers/{item.pk}/file.pdf")))
    assert pages and "Copy of" not in " ".join(pages)


def test_a_pack_from_before_there_was_a_place_for_the_name_bears_it_all_the_same(reader, world):
    pack = world.meeting.versions.get(number=1).members_pack
    Pack.objects.filter(pk=pack.pk).update(reader_slots={})
    answer = reader.get(f"{MEETING}pack.pdf")
    assert answer["Cache-Control"] == "private, no-store"
    data = body(answer)
    front = pack.pages - pack.last_page
    pages = looking.words(data)
    assert len(pages) == pack.pages and all(MARYS in page for page in pages)
    assert [f"Page {number}" in page for number, page in enumerate(pages[front:], 1)] == [True] * pack.last_page
    assert check.tag_faults(data) == []


def test_a_reader_is_called_what_they_are_on_that_day(world, member, clerk, officer):
    assert own_words(member, SUMMER) == "Copy of Councillor Mary Member MBE, 1 July 2026 15:05"
    assert own_words(officer, WINTER) == "Copy of Olive Officer, 25 November 2026 14:05"
    assert own_words(User(name="Ada Admin"), WINTER) == "Copy of Ada Admin, 25 November 2026 14:05"
    member.person.terms.update(until=dt.date(2026, 1, 1))
    again = User.objects.get(pk=member.pk)
    assert own_words(again, WINTER) == "Copy of Mary Member MBE, 25 November 2026 14:05"


def test_a_copy_that_cannot_be_made_is_told_in_a_sentence_and_is_no_reading(reader, world, monkeypatch):
    def refused(*_args):
        raise Refused(f"Item 8, Report on {SECRET}: the file cannot be made ready.")

    with monkeypatch.context() as patched:
        patched.setattr("meetings.packs.watermark.of_pack", refused)
        answer = reader.get(f"{MEETING}pack.pdf")
    assert answer.status_code == 503
    assert "This copy is not available at the moment." in words(answer) and SECRET not in words(answer)
    assert not AccessEvent.objects.exists()
