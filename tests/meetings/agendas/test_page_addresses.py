"""The address of a page: `.../p/57/` says what it is and opens it in whichever file holds it, for ever."""

import re

import pytest

from committee.models import Council
from meetings.agendas import amendments, publishing
from meetings.agendas.views import page_index, public_files
from meetings.models import Paper
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
    for number in (1, 5, 12):
        label, said = opened_at(client, f"{PUBLIC}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}") and SECRET not in said
    client.force_login(member)
    for number in (1, 5, 12):
        label, said = opened_at(client, f"{MEMBERS}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}")
        assert (SECRET in said) == ("Not for publication by virtue of paragraph 1" in said) == (number == 5)


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


def test_where_the_public_may_not_know_of_a_page_there_is_none_and_it_says_which_are(client, world, other_member):
    for number in (5, 8, 13):
        for address in (f"{PUBLIC}p/{number}/", f"{PUBLIC}p/{number}.pdf"):
            assert client.get(address).status_code == 404, address
    assert "Page 9" in words(client.get(PUBLIC + "p/4/")), "the next page is the next that there is"
    answer = client.get(PUBLIC + "p/99999/")
    assert answer.status_code == 404
    assert "There is no page 99999 here. The pages are 1 to 4 and 9 to 12." in words(answer)
    page = words(client.get(PUBLIC + "p/", {"page": "<b>x</b>"}))
    assert "“&lt;b&gt;x&lt;/b&gt;” is not a page number." in page and 'value="&lt;b&gt;x&lt;/b&gt;"' in page
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


def test_nothing_that_comes_later_moves_a_page(client, world, clerk):
    before = {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in (1, 4, 9)}
    item = world.open_paper.item
    corrected = {item.pk: {"lead_line": "Report of the Cabinet Member"}}
    amendments.correct(world.meeting, note="A wrong name.", at=moment(2022, 4, 14, 9), by=clerk, items=corrected)
    amendments.withdraw_item(item, reason="It is not needed.", at=moment(2022, 4, 14, 10), by=clerk)
    assert {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in before} == before
    assert before[9] == PUBLIC + "supplement-1.pdf#page=3"
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


@pytest.mark.parametrize(
    ("typed", "path", "fault"),
    [
        *((typed, "p/9/", "") for typed in (" 9 ", "page  9", "p. 9", "009")),
        ("ii", "pack.pdf#page=2", ""),
        ("ix", "", "The front sheet has no page ix."),
        ("page", "", "Enter a page number, such as 57."),
        ("5", "", "There is no page 5 here. The pages are 1 to 4 and 9 to 12."),
        ("9" * 300, "", "There is no page 999999999999 here."),
        ("-3", "", "“-3” is not a page number."),
        ("٣", "", "“٣” is not a page number."),
    ],
)
def test_a_page_is_found_by_its_number_however_it_is_typed_else_the_fault_is_said(world, typed, path, fault):
    where, said = page_index.asked(public_files.reader_of(world.meeting), typed)
    assert where == (PUBLIC + path if path else "") and said.startswith(fault)
