"""What is gathered from several packs, and each member’s own copy of what is withheld, their name on every page."""

import datetime as dt

import pytest
import time_machine
from django.core.files.storage import storages

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import AccessEvent, Council, User
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.models import Pack, Paper
from meetings.packs import check
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.sending import NOTED, own_words
from tests.answers import body, words
from tests.meetings import publishing as made
from tests.meetings.agendas.test_public_pages import address as address_of
from tests.meetings.packs import looking, making
from tests.meetings.publishing import COUNCILLORS_ONLY, EXEMPT, SECRET, moment
from tests.staging import staged

PUBLIC = "/committees/safeguarding/2022-04-21/"
MEMBERS = "/members/safeguarding/2022-04-21/"
EVERYTHING = ("everything-by-item.pdf", "everything-by-date.pdf")
ADDRESSES = (*EVERYTHING, "items/4/item.pdf")
MARK = "Not for publication by virtue of paragraph 1"


def pdf_at(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", address
    return b"".join(answer.streaming_content)


def labels(pdf: bytes) -> list[str]:
    document = looking.opened(pdf)
    return [page.label for page in document.pages]


def title_of(pdf: bytes) -> str:
    document = looking.opened(pdf)
    return str(document.docinfo["/Title"])


def withdrawn_from_storage(paper: Paper) -> None:
    stored = Paper.objects.get(pk=paper.pk).file.stored.sha256
    storages["private"].delete(f"{stored[:2]}/{stored[2:4]}/{stored}")


def test_by_item_each_items_papers_stand_together_with_the_numbers_of_their_own_files(client, published):
    pdf = pdf_at(client, PUBLIC + "everything-by-item.pdf")
    assert labels(pdf) == ["i", "ii", "1", "2", "3", "4", "9", "10", "11", "12"]
    assert looking.stamped(pdf) == ["", "", *(f"Page {number}" for number in (1, 2, 3, 4, 9, 10, 11, 12))]
    said = looking.words(pdf)
    assert "4. Young Carers (Pages 1–4, 9–12)" in said[0]
    assert "Supplement 1: Young Carers figures (Pages 9–12)" in said[0]
    assert said[2].startswith("Young Carers report 1") and said[6].startswith("Figures of young carers 1")
    assert [(page, leads) for page, leads in looking.inner_targets(pdf) if page == 0] == [(0, 2), (0, 6)]


def test_by_date_the_main_pack_comes_first_then_each_supplement_behind_its_cover(client, published):
    pdf = pdf_at(client, PUBLIC + "everything-by-date.pdf")
    assert labels(pdf) == ["i", "ii", "1", "2", "3", "4", "iii", "iv", "9", "10", "11", "12"]
    said = looking.words(pdf)
    main, supplement = pdf_at(client, PUBLIC + "pack.pdf"), pdf_at(client, PUBLIC + "supplement-1.pdf")
    assert said[:6] == looking.words(main), "as it was published"
    assert said[6:] == looking.words(supplement)
    assert "Supplement 1 to the agenda" in said[6] and "4. Young Carers (Pages 9–12)" in said[6]
    assert "Young Carers figures (Pages 9–12)" in said[6], "the cover says which paper belongs to which item"
    assert (6, 8) in looking.inner_targets(pdf)


def test_with_holder_pages_everything_has_them_and_the_item_alone_has_only_what_can_be_read(
    client, safeguarding, planning, clerk, proper_officer, officer, chairman
):
    Council.objects.update(withheld_papers="holders")
    made.make(safeguarding, clerk, officer)
    for address in EVERYTHING:
        pdf = pdf_at(client, PUBLIC + address)
        said = dict(zip(labels(pdf), looking.words(pdf), strict=True))
        assert MARK in said["5"] and "A placement: report" in said["5"]
        assert SECRET.encode() not in looking.everything(pdf)
    assert client.get(PUBLIC + "items/7/item.pdf").status_code == 404


def test_members_have_every_paper_marked_and_each_pack_is_noted_as_read(published, by_member):
    for address in EVERYTHING:
        before = AccessEvent.objects.count()
        pdf = pdf_at(by_member, MEMBERS + address)
        assert AccessEvent.objects.count() == before + 2, "the main pack and the supplement"
        said = dict(zip(labels(pdf), looking.words(pdf), strict=True))
        assert (list(said).index("9") < list(said).index("5")) == (address == EVERYTHING[0]), "items in their order"
        assert SECRET in said["5"] and MARK in said["5"] and said["5"].endswith("Page 5")
        assert MARK not in said["1"] and "Figures" in said["9"]


def test_an_item_alone_bears_the_numbers_of_its_packs_and_has_no_front_sheet(client, published, member):
    for side in (PUBLIC, MEMBERS):
        answer = client.get(side + "items/4/item.pdf")
        assert "safeguarding-2022-04-21-item-4" in answer["Content-Disposition"]
        pdf = b"".join(answer.streaming_content)
        assert labels(pdf) == ["1", "2", "3", "4", "9", "10", "11", "12"]
        assert looking.stamped(pdf)[4] == "Page 9"
        assert title_of(pdf) == "Item 4, Young Carers: Safeguarding Overview and Scrutiny Committee, 21 April 2022"
        client.force_login(member)


def test_of_an_item_each_reader_gets_what_the_law_opens_to_them(
    client, safeguarding, planning, clerk, proper_officer, member, other_member
):
    meeting = made.meeting_of(safeguarding, clerk)
    item = made.report(meeting, clerk, title="Respite care", pages=2).item
    exempt = {**made.EXEMPT, "data": making.pdf_of(2, f"About {SECRET}"), "filename": "a.pdf", "at": made.AT}
    for paragraphs, word in (((1,), SECRET), ((3,), COUNCILLORS_ONLY)):
        data = making.pdf_of(2, f"About {word}")
        fields = {**exempt, "paragraphs": paragraphs, "data": data, "public_title": f"Prices {paragraphs[0]}"}
        papers.add_paper(item, title=f"Bid of {word}", kind="appendix", by=clerk, **fields)
    made.issue(meeting, clerk)
    address = f"items/{item.number}/item.pdf"
    assert labels(pdf_at(client, PUBLIC + address)) == ["1", "2"]
    for somebody, pages, noted in ((other_member, ["1", "2", "5", "6"], 1), (member, list("123456"), 2)):
        client.force_login(somebody)
        before = AccessEvent.objects.count()
        pdf = pdf_at(client, MEMBERS + address)
        assert labels(pdf) == pages
        assert (SECRET.encode() in looking.everything(pdf)) == (somebody == member)
        assert AccessEvent.objects.count() == before + noted
        said = dict(zip(labels(pdf), looking.words(pdf), strict=True))
        assert "Not for publication by virtue of paragraph 3" in said["5"] and "Not for publication" not in said["1"]


def test_an_item_that_is_wholly_withheld_is_not_there_for_those_without_the_right(
    client, published, other_member, by_member
):
    for number in (7, 8, 1, 99):
        assert client.get(f"{PUBLIC}items/{number}/item.pdf").status_code == 404
    client.force_login(other_member)
    assert client.get(MEMBERS + "items/7/item.pdf").status_code == 404
    pdf = pdf_at(client, MEMBERS + "items/8/item.pdf")
    assert COUNCILLORS_ONLY in looking.words(pdf)[0]
    assert title_of(pdf).startswith("Item 8, Fees:"), (
        "the item's own title is hidden from who does not sit on the committee"
    )
    assert SECRET in looking.words(pdf_at(by_member, MEMBERS + "items/7/item.pdf"))[0]


def test_members_copies_bear_their_name_where_the_council_says_so(published, by_member):
    Council.objects.update(watermark_members=True)
    for address in (*EVERYTHING, "items/7/item.pdf"):
        said = looking.words(pdf_at(by_member, MEMBERS + address))
        assert all("Copy of Councillor Mary Member" in page for page in said), address
    assert not any("Copy of" in page for page in looking.words(pdf_at(by_member, MEMBERS + "items/4/item.pdf")))


def test_the_same_file_is_sent_until_something_new_is_published(client, published, clerk):
    tags = {address: client.get(PUBLIC + address)["ETag"] for address in ADDRESSES}
    assert len(set(tags.values())) == 3
    for address, tag in tags.items():
        assert client.get(PUBLIC + address)["ETag"] == tag
        assert client.get(PUBLIC + address, headers={"If-None-Match": tag}).status_code == 304
    late = {"data": making.pdf_of(1, "More"), "filename": "m.pdf", "at": moment(2022, 4, 14, 9), "by": clerk}
    papers.add_paper(published.open_paper.item, title="More", kind="appendix", **late)
    amendments.publish_supplement(published.meeting, reason="Sent Later.", at=moment(2022, 4, 14, 10), by=clerk)
    for address, tag in tags.items():
        answer = client.get(PUBLIC + address)
        assert answer["ETag"] != tag
        assert labels(b"".join(answer.streaming_content))[-2:] == ["13", "14"], address


def test_a_paper_withheld_since_takes_everything_off_and_leaves_the_item_what_is_open(client, published):
    Paper.objects.filter(pk=published.open_paper.pk).update(access="confidential", confidential_reason="A court order.")
    for address in EVERYTHING:
        answer = client.get(PUBLIC + address)
        assert answer.status_code == 410 and "can no longer be published" in words(answer)
    assert labels(pdf_at(client, PUBLIC + "items/4/item.pdf")) == ["9", "10", "11", "12"]


def test_what_was_withdrawn_or_hidden_since_is_so_on_every_sheet_that_is_printed_anew(client, published, clerk):
    amendments.withdraw_item(published.open_paper.item, reason="Not needed.", at=moment(2022, 4, 14, 9), by=clerk)
    item = agenda.AgendaItem.objects.get(meeting=published.meeting, title="Declarations of Interest")
    hidden = {item.pk: {"title": "Declarations of Interest", "public_title": "An item"}}
    amendments.correct(published.meeting, note="A title.", at=moment(2022, 4, 14, 9), by=clerk, items=hidden)
    for address in EVERYTHING:
        said = " ".join(looking.words(pdf_at(client, PUBLIC + address)))
        assert "An item" in said and "Declarations of Interest" not in said
    front = looking.words(pdf_at(client, PUBLIC + "everything-by-item.pdf"))[0]
    assert "4. Young Carers (withdrawn) (Pages 1–4, 9–12)" in front and "Withdrawn: Not needed." in front


def test_with_a_file_lost_or_storage_away_a_sentence_says_so_and_gives_nothing_away(published, monkeypatch, by_member):
    def away(*args, **more):
        raise files.Unavailable(files.OUT_OF_REACH)

    addresses = PUBLIC + EVERYTHING[0], PUBLIC + "items/4/item.pdf", MEMBERS + EVERYTHING[1]
    with monkeypatch.context() as patched:
        patched.setattr(files, "holds", away)
        for address in addresses:
            answer = by_member.get(address)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60"), address
            assert "File storage is not available" in words(answer) and "can be read" not in words(answer), address
    withdrawn_from_storage(published.open_paper)
    for address in addresses:
        answer = by_member.get(address)
        assert answer.status_code == 503 and "is not available at the moment" in words(answer), address
        assert "Young Carers" not in words(answer)


def test_a_file_that_fails_the_leak_gate_is_never_sent_nor_kept(client, published, monkeypatch):
    def leaking(*_args, **_facts):
        raise Refused("It holds words of the withheld paper of item 7.", rule="R16")

    monkeypatch.setattr("meetings.packs.leak_check.meeting_check.refuse_leaks", leaking)
    for address in ADDRESSES:
        assert client.get(PUBLIC + address).status_code == 503, address
    monkeypatch.undo()
    for address in ADDRESSES:
        assert client.get(PUBLIC + address).status_code == 200, "what was refused was not kept"


def test_what_the_portal_wrote_stays_tagged_and_claims_to_be_accessible(client, safeguarding, clerk, proper_officer):
    meeting = made.meeting_of(safeguarding, clerk)
    item = made.report(meeting, clerk, title="Fostering", data=making.tagged(3)).item
    made.issue(meeting, clerk)
    late = {"data": making.tagged(2, "Late"), "filename": "f.pdf", "at": moment(2022, 4, 13, 9), "by": clerk}
    papers.add_paper(item, title="Figures", kind="appendix", **late)
    amendments.publish_supplement(meeting, reason="Too Late.", at=moment(2022, 4, 13, 10), by=clerk)
    for address in (*EVERYTHING, f"items/{item.number}/item.pdf"):
        pdf = pdf_at(client, PUBLIC + address)
        assert b"pdfuaid:part>1" in looking.everything(pdf), address
        assert check.tag_faults(pdf) == []


# A winter's and a summer's moment: the time is London's, an hour ahead of the world's in summer.
WINTER = dt.datetime(2026, 11, 25, 14, 5, tzinfo=dt.UTC)
SUMMER = dt.datetime(2026, 7, 1, 14, 5, tzinfo=dt.UTC)
MARYS = "Copy of Councillor Mary Member MBE, 25 November 2026 14:05"


@staged
def world(safeguarding, clerk, proper_officer, officer, chairman, vice_chairman):
    published = made.make(safeguarding, clerk, officer)
    Council.objects.update(watermark_members=True)
    return published


@pytest.fixture
def reader(client, member):
    """Mary, who opens everything on a November afternoon."""
    client.force_login(member)
    with time_machine.travel(WINTER, tick=False):
        yield client


def test_every_page_of_the_pack_bears_the_readers_name_and_the_moment(reader, world, tmp_path):
    before = (Pack.objects.count(), sorted((tmp_path / "files").rglob("*")))
    answer = reader.get(f"{MEMBERS}pack.pdf")
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    pages = looking.words(body(answer))
    assert len(pages) == Pack.objects.get(pk=world.meeting.versions.first().members_pack_id).pages
    assert all(MARYS in page for page in pages)
    assert any(SECRET in page for page in pages), "and it is the whole pack"
    assert (Pack.objects.count(), sorted((tmp_path / "files").rglob("*"))) == before, "nothing is built or kept for it"
    assert not AccessEvent.objects.exclude(right="Member of the committee." + NOTED).exists()
    pages = looking.words(body(reader.get(f"{MEMBERS}supplement-1.pdf")))
    assert pages and all(MARYS in page for page in pages)


def test_so_does_a_draft(client, world, chairman):
    client.force_login(chairman)
    pages = looking.words(body(client.get(f"/members/safeguarding/{world.coming.slug}/draft.pdf")))
    assert pages and all("Copy of Councillor Charles Chair, " in page for page in pages)
    assert AccessEvent.objects.get().right == "A draft sent for preview to the Chairman and Vice-Chairmen." + NOTED


def test_so_does_a_withheld_paper_by_itself_beside_its_marking(reader, world):
    answer = reader.get(address_of(world.secret_paper))
    assert SECRET not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer
    for page in looking.words(body(answer)):
        assert MARYS in page and SECRET in page
        assert world.secret_paper.marking.replace(" ", "") in page.replace(" ", "")
    right = AccessEvent.objects.get().right
    assert "member of the committee" in right and right.endswith(NOTED)


def test_what_is_everybodys_bears_no_name(reader, world):
    for place in (address_of(world.open_paper), "/committees/safeguarding/2022-04-21/pack.pdf"):
        pages = looking.words(body(reader.get(place)))
        assert pages and not any("Copy of" in page for page in pages)


def test_where_the_council_does_not_ask_for_it_no_copy_bears_a_name(reader, world):
    Council.objects.update(watermark_members=False)
    for place in (f"{MEMBERS}pack.pdf", f"{MEMBERS}supplement-1.pdf", address_of(world.secret_paper)):
        pages = looking.words(body(reader.get(place)))
        assert "Copy of" not in " ".join(pages)
    assert all(MARK in page for page in pages)
    assert not any(event.right.endswith(NOTED) for event in AccessEvent.objects.all())


def test_the_desk_and_the_author_open_the_paper_itself_to_work_on(world, clerk, officer, by_officer):
    item = Paper.objects.get(pk=world.owed_paper.pk)
    withholding.set_access(item, **EXEMPT, by=clerk)
    data = made.poisoned("Fostering")
    papers.receive_file(item, data=data, filename="a.pdf", at=made.PUBLISHED, by=officer)
    pages = looking.words(body(by_officer.get(f"/officers/papers/{item.pk}/file.pdf")))
    assert pages and "Copy of" not in " ".join(pages)


def test_a_pack_from_before_there_was_a_place_for_the_name_bears_it_all_the_same(reader, world):
    pack = world.meeting.versions.get(number=1).members_pack
    Pack.objects.filter(pk=pack.pk).update(reader_slots={})
    answer = reader.get(f"{MEMBERS}pack.pdf")
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
        answer = reader.get(f"{MEMBERS}pack.pdf")
    assert answer.status_code == 503
    assert "This copy is not available at the moment." in words(answer) and SECRET not in words(answer)
    assert not AccessEvent.objects.exists()
