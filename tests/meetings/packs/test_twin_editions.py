"""The public and the members’ edition number pages alike, however papers are withheld; small pictures of pages."""

import dataclasses
import datetime as dt
import io
import re
from itertools import pairwise

import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from committee.files import files
from committee.models import AccessEvent, Council, WithheldPapers
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight
from meetings.models import AgendaItem, Edition, Meeting, Pack, Paper, PaperFile
from meetings.packs import contents, derived_store, thumbnails
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build, tasks
from meetings.packs.intake import sandbox
from meetings.packs.snapshot import Ground
from meetings.papers import verbs as papers
from tests.answers import words
from tests.meetings import publishing as made
from tests.meetings.packs import looking, making
from tests.meetings.publishing import SECRET, poisoned
from tests.staging import staged

LAST, HOLDERS = WithheldPapers.LAST, WithheldPapers.HOLDERS
PUBLIC, MEMBERS = Edition.PUBLIC, Edition.MEMBERS
LATER = made.AT + dt.timedelta(days=2)
WORDS = "Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A"
DESCRIBED = "Information relating to the financial or business affairs of any particular person"
PAGE = "/committees/safeguarding/2022-04-21/"


# Which pages: known from counts alone, so nothing is built and nothing is stored.


def ground_of(agenda_of: list[list[tuple[int, bool]]], shown: str, *, duplex: bool) -> Ground:
    """Return an unsaved agenda: for each item, its papers as (pages, withheld)."""
    items, known = [], 0
    for number, counts in enumerate(agenda_of, 1):
        item = AgendaItem(pk=number, number=number, title=f"Item {number}")
        own = []
        for pages, withheld in counts:
            known += 1
            access = {"access": "exempt", "paragraphs": "3"} if withheld else {}
            file = PaperFile(pk=known, pages=pages)
            own.append(Paper(pk=known, item=item, title=f"Paper {known}", state="received", file=file, **access))
        item._prefetched_objects_cache = {"papers": own}
        items.append(item)
    return Ground(Meeting(), items, Council(duplex_padding=duplex), {}, [], shown)


AGENDAS = st.lists(st.lists(st.tuples(st.integers(1, 60), st.booleans()), max_size=4), max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(AGENDAS, st.sampled_from(WithheldPapers.values), st.booleans())
def test_whatever_the_agenda_both_editions_number_open_papers_alike_and_holders_stand_for_others_alone(
    agenda_of, shown, duplex
):
    ground = ground_of(agenda_of, shown, duplex=duplex)
    public, members = (contents.gather(ground, edition) for edition in (PUBLIC, MEMBERS))
    opened = {paper.pk for item in ground.items for paper in item.papers.all() if not paper.is_withheld}
    assert {pk: span for pk, span in public.spans.items() if pk in opened} == {
        pk: span for pk, span in members.spans.items() if pk in opened
    }
    assert opened <= set(public.spans)
    for edition in (public, members):
        assert edition.start == 1
        assert all(after.span.first == before.span.last + 1 for before, after in pairwise(edition.parts))
        assert not duplex or all(part.span.first % 2 for part in edition.parts)
    assert not any(part.holder for part in members.parts)
    if shown == HOLDERS:
        assert public.spans == members.spans
        assert [part.paper.pk for part in members.parts] == sorted(members.spans), "in the order of the agenda"
        assert [part.holder for part in public.parts] == [part.paper.is_withheld for part in public.parts]
    else:
        assert not any(part.paper.is_withheld for part in public.parts), "it does not even list one"
        order = [part.paper.is_withheld for part in members.parts]
        assert order == sorted(order)


def test_the_agenda_builder_says_the_pages_of_open_papers_and_of_those_held_back():
    ground = ground_of([[(3, False), (2, True), (1, False)], [(1, True)], []], HOLDERS, duplex=False)
    for edition in (PUBLIC, MEMBERS):
        assert contents.live_ranges(ground, edition) == {
            1: "(Pages 1–3, 6) (Pages 4–5, not for publication)",
            2: "(Page 7, not for publication)",
            3: "",
        }
    ground = dataclasses.replace(ground, withheld_papers=LAST)
    assert contents.live_ranges(ground, MEMBERS) == {1: "(Pages 1–4)", 2: "", 3: ""}


# The packs themselves, read back.


def respite(meeting: Meeting, clerk) -> AgendaItem:
    """Add an item with a report, an exempt appendix (the poison word on three pages) and an open appendix."""
    item = made.report(meeting, clerk, title="Respite care", pages=8).item
    secret(item, clerk)
    appendix(item, clerk, "Figures of respite care")
    return item


def appendix(item: AgendaItem, clerk, title: str, *, pages: int = 1, at: dt.datetime = made.AT) -> None:
    """Add an open appendix, each page of which says its title."""
    data = making.pdf_of(pages, title)
    papers.add_paper(item, title=title, kind="appendix", data=data, filename="a.pdf", at=at, by=clerk)


def secret(item: AgendaItem, clerk, *, pages: int = 3, title: str = f"Bid of {SECRET}") -> Paper:
    """Add a withheld paper with the poison word in its pages, titles, file name and metadata."""
    data = poisoned(SECRET, pages)
    return papers.add_paper(item, title=title, data=data, filename=f"{SECRET}.pdf", at=made.AT, by=clerk, **made.EXEMPT)


@staged
def meeting(safeguarding, clerk, proper_officer) -> Meeting:
    """Item by item: eight open pages, three withheld, one open; two withheld; four open."""
    row = made.meeting_of(safeguarding, clerk)
    respite(row, clerk)
    made.report(row, clerk, title="Young Carers", pages=4)
    item = agenda.add_item(row, title=f"Prices of {SECRET}", public_title="A contract", part=2, by=clerk)
    secret(item, clerk, pages=2)
    return row


def shown_as(shown: str, *, duplex: bool = True) -> None:
    Council.objects.update(withheld_papers=shown, duplex_padding=duplex)


def read(pack: Pack) -> tuple[str, dict[int, str]]:
    """Return the words of a pack's front sheet, and of each page by its stamped number."""
    texts = looking.words(files.read(pack.stored))
    front = pack.pages - (pack.last_page - pack.first_page + 1)
    numbered = {}
    for text in texts[front:]:
        stamped = re.findall(r"Page (\d+)$", text)
        assert stamped, f"no number at the foot of: {text}"
        numbered[int(stamped[-1])] = text
    return " ".join(texts[:front]), numbered


def both(meeting: Meeting) -> tuple[Pack, Pack]:
    """Build both editions."""
    public, members = (build.build(meeting, edition, at=made.AT) for edition in (PUBLIC, MEMBERS))
    return public, members


def test_open_papers_bear_the_same_numbers_and_withheld_ones_their_words_on_every_page(meeting):
    shown_as(LAST)
    public, members = both(meeting)
    (front, held), (members_front, whole) = read(public), read(members)
    assert SECRET not in f"{front} {' '.join(held.values())}"
    assert "Respite care (Pages 1–10)" in front and "Respite care (Pages 1–10)" in members_front
    assert "(Pages 15–18): Not for publication" in members_front and "(Pages 19–20): Not for" in members_front
    assert "Pages 15" not in front and "Pages 19" not in front
    for text in ("About Respite care", "Figures of respite care", "About Young Carers"):
        pages = {number for number, page in whole.items() if text in page}
        assert pages and pages == {number for number, page in held.items() if text in page}
    assert list(whole) == list(range(1, members.last_page + 1))
    assert list(held) == list(range(1, public.last_page + 1))
    withheld = [row for row in members.manifest if row["access"] != "open"]
    for row in withheld:
        for number in range(row["first"], row["last"] + 1):
            assert WORDS in whole[number] and DESCRIBED in whole[number], f"page {number}: {whole[number]}"
    assert len(withheld) == 2
    assert sum(WORDS in page for page in whole.values()) == sum(row["last"] - row["first"] + 1 for row in withheld)


def test_holder_pages_say_the_paragraph_and_nothing_of_the_paper(meeting):
    shown_as(HOLDERS, duplex=False)
    public, members = both(meeting)
    assert (public.first_page, public.last_page) == (members.first_page, members.last_page)
    for pack in (members, public):
        front, pages = read(pack)
        assert "Respite care (Pages 1–8, 12)" in front and f"(Pages 9–11): {WORDS}" in front
        assert "Young Carers (Pages 13–16)" in front and f"(Pages 17–18): {WORDS}" in front
    rows = [row for row in public.manifest if row["holder"]]
    assert [(row["first"], row["last"]) for row in rows] == [
        (row["first"], row["last"]) for row in members.manifest if row["access"] != "open"
    ]
    for row in rows:
        assert (row["file"], row["sha256"]) == (None, "")
        for number in range(row["first"], row["last"] + 1):
            assert WORDS in pages[number] and DESCRIBED in pages[number]
            assert "Contract for respite care" in pages[number]
    data = files.read(public.stored)
    assert SECRET not in " ".join(looking.words(data))
    assert SECRET not in str(public.manifest)
    unpacked = looking.everything(data)
    assert SECRET.encode() not in unpacked and SECRET.encode("utf-16-be") not in unpacked


def test_a_withheld_paper_replaced_by_one_as_long_leaves_the_public_edition_current(meeting, clerk):
    shown_as(HOLDERS)
    public, members = both(meeting)
    paper = Paper.objects.exclude(access="open").first()
    papers.receive_file(paper, data=poisoned(SECRET + " again", 3), filename="b.pdf", at=LATER, by=clerk)
    assert build.is_stale(members) and not build.is_stale(public)
    papers.receive_file(paper, data=poisoned(SECRET, 4), filename="b.pdf", at=LATER, by=clerk)
    assert build.is_stale(public)
    public = build.build(meeting, PUBLIC, at=LATER)
    shown_as(LAST)
    assert build.is_stale(public), "the council has changed its mind"


# Published: once, in one way, for ever.


def published(meeting: Meeting, clerk, shown: str):
    shown_as(shown)
    both(meeting)
    return publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_what_was_published_with_holder_pages_goes_on_so_and_supplements_carry_the_numbering_on(meeting, clerk):
    version = published(meeting, clerk, HOLDERS)
    assert version.snapshot["withheld_papers"] == "holders"
    public = snapshots.for_public(version.snapshot)
    assert SECRET not in str(public)
    (paper,) = [p for item in public["items"] if item["title"] == "Respite care" for p in item["papers"][1:2]]
    assert (paper["first"], paper["last"], paper["pack"], paper["title"]) == (9, 12, 0, "Contract for respite care")
    assert (paper["pk"], paper["file"], paper["pages"], paper["size"]) == (None, None, 0, 0)
    shown_as(LAST)
    item = made.item_of(meeting, "Respite care")
    secret(item, clerk, pages=1, title=f"More of {SECRET}")
    appendix(item, clerk, "More figures", pages=2, at=LATER)
    after = amendments.publish_supplement(meeting, reason="They came late.", at=LATER, by=clerk)
    assert after.snapshot["withheld_papers"] == "holders"
    start = version.members_pack.last_page + 1
    for pack in (after.public_pack, after.members_pack):
        front, pages = read(pack)
        assert list(pages) == [start, start + 1, start + 2, start + 3]
        assert f"(Pages {start}–{start + 1}): {WORDS}" in front
        assert f"Respite care (Pages {start + 2}–{start + 3})" in front
        assert WORDS in pages[start] and WORDS in pages[start + 1]
        assert "More figures" in pages[start + 2]
    assert SECRET not in " ".join(looking.words(files.read(after.public_pack.stored)))


def test_bound_last_nobody_but_the_committee_learns_which_pages_they_are(
    client, meeting, clerk, other_member, by_member
):
    published(meeting, clerk, LAST)
    Paper.objects.filter(access="exempt").update(contract_terms=True)
    mine = f"/members{PAGE.removeprefix('/committees')}"
    assert WORDS in words(client.get(PAGE)) and "Pages 15" not in words(client.get(PAGE))
    client.force_login(other_member)
    assert WORDS in words(client.get(mine)) and "Pages 15" not in words(client.get(mine))
    assert "Pages 15–18 of the members’ pack" in words(by_member.get(mine))


# Pre-flight reads the files back in either way.


def stops(meeting: Meeting, rule: str) -> list[str]:
    return [check.text for check in preflight(meeting, on=made.LAST_DAY) if check.rule == rule and check.blocks]


def test_pre_flight_stops_holder_pages_that_are_not_what_they_should_be(meeting):
    shown_as(HOLDERS)
    public, members = both(meeting)
    assert [check.text for check in preflight(meeting, on=made.LAST_DAY) if check.blocks] == []
    hashes = {row["paper"]: row["sha256"] for row in members.manifest}
    moved = [{**row, "last": row["last"] + 2} if row["holder"] else row for row in public.manifest]
    opened = [{**row, "sha256": hashes[row["paper"]]} for row in public.manifest]
    for change, rule, says in (
        ({"manifest": moved}, "R50", "do not stand where the members’ has the papers"),
        ({"manifest": opened}, "R16", "is in the public edition, though it is withheld"),
        ({"stored": files.keep(making.pdf_of(public.pages, "Plain words"))}, "R15", "of the public edition"),
    ):
        before = {name: getattr(public, name) for name in change}
        Pack.objects.filter(pk=public.pk).update(**change)
        assert any(says in text for text in stops(meeting, rule))
        Pack.objects.filter(pk=public.pk).update(**before)


ON_TIME = time_machine.travel("2022-04-11 09:30 +0100", tick=False)


@staged
def illustrated(safeguarding, clerk, proper_officer, chairman):
    row = made.meeting_of(safeguarding, clerk)
    made.report(row, clerk)
    made.exempt(row, clerk)
    return row


def at(name, **more):
    where = {"committee": "safeguarding", "meeting": "2022-04-21", "edition": "members"}
    return reverse(f"desk:{name}", kwargs=where | more)


def built(meeting, clerk):
    tasks.build_pack.func(tasks.request_build(meeting, Edition.MEMBERS, at=made.AT, by=clerk).pk)
    return build.current_pack(meeting, Edition.MEMBERS)


@ON_TIME
def test_a_build_draws_the_pages_and_the_desk_sees_them(illustrated, clerk, desk):
    pack = built(illustrated, clerk)
    page = desk.get(at("pack-pages"))
    assert page.content.decode().count("<img") == pack.pages
    assert AccessEvent.objects.filter(user=clerk).count() == 1, "the members' pack holds a withheld paper"
    png = desk.get(at("pack-page", number=pack.pages))
    assert Image.open(io.BytesIO(b"".join(png.streaming_content))).width == thumbnails.WIDTH
    assert png["Cache-Control"] == "private, no-store"
    for other in ({"number": pack.pages + 1}, {"edition": "public", "number": 1}):
        assert desk.get(at("pack-page", **other)).status_code == 404
    derived_store.forget_made_of(["0" * 64])
    assert thumbnails.picture(pack.stored, 1), "something else was taken down"
    derived_store.forget_made_of([pack.stored.sha256])
    assert thumbnails.picture(pack.stored, 1) is None, "what is taken down takes the pictures with it"


@ON_TIME
def test_a_pack_whose_pages_cannot_be_drawn_is_built_all_the_same(illustrated, clerk, monkeypatch, desk):
    run = sandbox.run

    def crashes(path, *args, **kwargs):
        if path.endswith("draw_small"):
            raise TimeoutError("too slow")
        return run(path, *args, **kwargs)

    monkeypatch.setattr(sandbox, "run", crashes)
    assert built(illustrated, clerk)
    assert "Build the pack again" in desk.get(at("pack-pages")).content.decode()
