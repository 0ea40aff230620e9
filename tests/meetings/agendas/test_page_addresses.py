"""The address of a page: `.../p/57/` says what it is and opens it in whichever file holds it, for ever."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from committee.models import Council
from meetings.agendas import amendments, publishing, supplements
from meetings.agendas.views import page_index, public_files
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, Paper
from tests.meetings import publishing as made
from tests.meetings import world as worlds
from tests.meetings.agendas.test_public_pages import words
from tests.meetings.packs import looking
from tests.meetings.world import SECRET, moment
from tests.staging import staged

PUBLIC = "/committees/safeguarding/2022-04-21/"
MEMBERS = "/members/safeguarding/2022-04-21/"
# In the world's packs: 1 to 4 are the open report (4 a blank back), 5 and 6 are secret, 7 and 8 are for every
# councillor, and supplement 1 holds 9 to 12 (12 a blank back).
OPEN, WITHHELD = (1, 2, 3, 4, 9, 10, 11, 12), (5, 6, 7, 8)


@staged
def world(safeguarding, planning, clerk, proper_officer, officer, chairman):
    return worlds.make(safeguarding, clerk, officer)


@staged
def with_holders(safeguarding, planning, clerk, proper_officer, officer, chairman):
    Council.objects.update(withheld_papers="holders")
    return worlds.make(safeguarding, clerk, officer)


def opened_at(client, address: str) -> tuple[str, str]:
    """Return the label and words of the page that `address` opens in a reader of PDFs."""
    answer = client.get(address)
    assert answer.status_code == 302, address
    path, _, fragment = answer["Location"].partition("#page=")
    sent = client.get(path)
    assert sent.status_code == 200, path
    pdf = b"".join(sent.streaming_content)
    document, place = looking.opened(pdf), int(fragment) - 1
    return document.pages[place].label, looking.words(pdf)[place]


def withheld_since(paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(access="confidential", confidential_reason="A court order.")


def test_every_numbered_page_opens_at_its_number_in_whichever_file_holds_it(client, with_holders, member):
    for number in (1, 4, 5, 8, 9, 12):
        label, said = opened_at(client, f"{PUBLIC}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}") and SECRET not in said
    client.force_login(member)
    for number in (1, 4, 5, 8, 9, 12):
        label, said = opened_at(client, f"{MEMBERS}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}")
        assert (SECRET in said) == ("Not for publication by virtue of paragraph 1" in said) == (number == 5)


def test_a_page_says_its_item_its_paper_and_its_file(client, world):
    page = words(client.get(PUBLIC + "p/10/"))
    assert re.search(r"<dd>Supplement 1 <span[^>]*>\(PDF, 6 pages, ", page)
    assert "Page 10</h1>" in page and "4. Young Carers" in page
    assert "Young Carers figures: page 2 of 3" in page
    assert f"{PUBLIC}items/4/#page-10" in page and f'{PUBLIC}p/9/" rel="prev"' in page
    assert re.search(rf"{PUBLIC}papers/\d+/young-carers-figures.pdf#page=2", page)
    assert "<dd>The main pack <span" in words(client.get(PUBLIC + "p/2/"))


def test_an_items_page_has_an_anchor_for_every_page_that_leads_to_it_blank_backs_too(client, world):
    page = words(client.get(PUBLIC + "items/4/"))
    for number in OPEN:
        assert f'id="page-{number}"' in page and f'href="{PUBLIC}p/{number}/"' in page
    assert f"{PUBLIC}items/4/item.pdf" in page
    assert 'id="page-' not in words(client.get(PUBLIC + "items/7/")), "a withheld paper's pages are not told"
    page = words(client.get(PUBLIC + "p/4/"))
    assert "intentionally left blank" in page and "#page=4" not in page, "a blank back is in the pack alone"
    assert opened_at(client, PUBLIC + "p/4.pdf")[1].startswith("This page is intentionally left blank")


def test_where_the_public_may_not_know_of_a_page_there_is_none_and_it_says_which_are(client, world, other_member):
    for number in (*WITHHELD, 13, 999):
        for address in (f"{PUBLIC}p/{number}/", f"{PUBLIC}p/{number}.pdf"):
            assert client.get(address).status_code == 404, address
    assert "Page 9" in words(client.get(PUBLIC + "p/4/")), "the next page is the next that there is"
    answer = client.get(PUBLIC + "p/99999/")
    assert answer.status_code == 404
    assert "There is no page 99999 here. The pages are 1 to 4 and 9 to 12." in words(answer)
    assert f'action="{PUBLIC}p/"' in words(answer) and 'value="99999"' in words(answer)
    client.force_login(other_member)
    page = words(client.get(MEMBERS + "p/5/"))
    assert "There is no page 5 here." in page and SECRET not in page


def test_a_page_that_is_held_back_says_so_and_why(client, with_holders, other_member, member):
    page = words(client.get(PUBLIC + "p/5/"))
    assert "Page 5 is withheld" in page and "paragraph 1" in page and "A placement: report" in page
    assert SECRET not in page and f"{PUBLIC}papers/" not in page
    client.force_login(other_member)
    page = words(client.get(MEMBERS + "p/5/"))
    assert "Page 5 is withheld" in page and SECRET not in page
    assert client.get(MEMBERS + "p/5.pdf").status_code == 404
    client.force_login(member)
    page = words(client.get(MEMBERS + "p/5/"))
    assert f"Report on {SECRET}: page 1 of 2" in page and "is withheld." not in page


def test_a_councillor_of_another_committee_reads_the_pages_that_the_law_opens_and_no_others(
    client, world, other_member
):
    client.force_login(other_member)
    assert [client.get(f"{MEMBERS}p/{number}/").status_code for number in (1, 5, 7, 9)] == [200, 404, 200, 200]
    assert re.fullmatch(rf"{MEMBERS}papers/\d+/fees-report.pdf#page=2", client.get(MEMBERS + "p/8.pdf")["Location"])
    page = words(client.get(MEMBERS + "p/7/"))
    assert "pack.pdf" not in page and SECRET not in page
    for typed in ("5", "6"):
        assert "There is no page" in words(client.get(MEMBERS + "p/", {"page": typed}))


def test_nothing_that_comes_later_moves_a_page(
    client, safeguarding, planning, clerk, proper_officer, officer, chairman
):
    world = worlds.make(safeguarding, clerk, officer, supplement=False)
    before = {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in (1, 2, 3, 4)}
    late = worlds.papers.receive_file(
        world.late_paper, data=worlds.pdf_of(1), filename="f.pdf", at=moment(2022, 4, 13, 9), by=clerk
    )
    supplements.publish_supplement(world.meeting, reason="Too Late.", at=moment(2022, 4, 13, 10), by=clerk)
    item = world.open_paper.item
    corrected = {item.pk: {"lead_line": "Report of the Cabinet Member"}}
    amendments.correct(world.meeting, note="A wrong name.", at=moment(2022, 4, 14, 9), by=clerk, items=corrected)
    amendments.withdraw_item(item, reason="It is not needed.", at=moment(2022, 4, 14, 10), by=clerk)
    assert {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in before} == before
    assert client.get(PUBLIC + "p/9.pdf")["Location"] == PUBLIC + "supplement-1.pdf#page=3" and late
    page = words(client.get(PUBLIC + "p/1/"))
    assert "Item 4 was withdrawn on Thursday 14 April 2022: It is not needed." in page


def test_a_page_withheld_since_is_no_longer_published_and_its_neighbours_open_by_themselves(client, world, clerk):
    item = made.item_of(world.meeting, "Young Carers")
    assert {world.open_paper.item_id, world.late_paper.item_id} == {item.pk}
    withheld_since(world.open_paper)
    for address in ("p/1/", "p/1.pdf", "p/4/"):
        answer = client.get(PUBLIC + address)
        assert answer.status_code == 410 and "can no longer be published" in words(answer)
    assert client.get(PUBLIC + "p/9/").status_code == 200
    corrected = {item.pk: {"lead_line": "Report of the Director of Children"}}
    amendments.correct(world.meeting, note="A word.", at=moment(2022, 4, 14, 9), by=clerk, items=corrected)
    assert client.get(PUBLIC + "p/1/").status_code == 410


def test_where_another_paper_of_the_file_was_withheld_a_page_opens_in_its_paper_alone(
    client, safeguarding, clerk, proper_officer
):
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk, title="Fostering", pages=2)
    other = made.report(meeting, clerk, title="Adoption", pages=2)
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    withheld_since(other)
    assert re.fullmatch(rf"{PUBLIC}papers/\d+/fostering-report.pdf#page=2", client.get(PUBLIC + "p/2.pdf")["Location"])
    assert "pack.pdf" not in words(client.get(PUBLIC + "p/2/"))


def test_the_old_address_of_a_page_leads_to_the_meeting_where_it_was_moved(client, world, clerk):
    day = timezone.localdate() + dt.timedelta(days=90)
    Meeting.objects.filter(pk=world.meeting.pk).update(date=day - dt.timedelta(days=1))
    moved = Meeting.objects.get(pk=world.meeting.pk)
    old = moved.slug
    calendar.rearrange(moved, day=day, starts=dt.time(10), reason="Heavy Snow.", at=timezone.now(), by=clerk)
    for address in ("p/9/", "p/9.pdf", "p/", "items/4/item.pdf", "everything-by-date.pdf"):
        answer = client.get(f"/committees/safeguarding/{old}/{address}")
        assert (answer.status_code, answer["Location"]) == (301, f"/committees/safeguarding/{day}/{address}")
        assert client.get(answer["Location"]).status_code in (200, 302)


@pytest.mark.parametrize(
    ("typed", "path", "fault"),
    [
        *((typed, "p/9/", "") for typed in ("9", " 9 ", "Page 9", "page  9", "p. 9", "p9", "009")),
        ("ii", "pack.pdf#page=2", ""),
        ("ix", "", "The front sheet has no page ix."),
        ("page", "", "Enter a page number, such as 57."),
        ("57", "", "There is no page 57 here. The pages are 1 to 4 and 9 to 12."),
        ("5", "", "There is no page 5 here. The pages are 1 to 4 and 9 to 12."),
        ("0", "", "There is no page 0 here."),
        ("9" * 300, "", "There is no page 999999999999 here."),
        ("-3", "", "“-3” is not a page number."),
        ("٣", "", "“٣” is not a page number."),
    ],
)
def test_a_page_is_found_by_its_number_however_it_is_typed_else_the_fault_is_said(world, typed, path, fault):
    where, said = page_index.asked(public_files.reader_of(world.meeting), typed)
    assert where == (PUBLIC + path if path else "") and said.startswith(fault)


def test_what_is_no_page_is_said_and_what_was_typed_stays(client, world):
    assert client.get(PUBLIC + "p/", {"page": "9"})["Location"] == PUBLIC + "p/9/"
    answer = client.get(PUBLIC + "p/", {"page": "<b>x</b>"})
    page = words(answer)
    assert answer.status_code == 200 and "“&lt;b&gt;x&lt;/b&gt;” is not a page number." in page
    assert 'href="#go-to-page"' in page and "<title>Error: " in page and 'value="&lt;b&gt;x&lt;/b&gt;"' in page


def test_a_number_that_padding_skipped_is_in_no_file(client, safeguarding, clerk, proper_officer):
    Council.objects.update(duplex_padding=False)
    meeting = made.meeting_of(safeguarding, clerk)
    item = made.report(meeting, clerk, title="Fostering", pages=9).item
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    Council.objects.update(duplex_padding=True)
    late = {"data": worlds.pdf_of(2), "filename": "a.pdf", "at": moment(2022, 4, 13, 9), "by": clerk}
    worlds.papers.add_paper(item, title="Figures", kind="appendix", **late)
    supplements.publish_supplement(meeting, reason="Too Late.", at=moment(2022, 4, 13, 10), by=clerk)
    assert [client.get(f"{PUBLIC}p/{number}/").status_code for number in (9, 10, 11)] == [200, 404, 200]
    assert f'{PUBLIC}p/11/" rel="next"' in words(client.get(PUBLIC + "p/9/"))
    assert f'{PUBLIC}p/9/" rel="prev"' in words(client.get(PUBLIC + "p/11/"))
