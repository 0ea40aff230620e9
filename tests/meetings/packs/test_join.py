"""Front sheet and parts into one pack, kept parts made once, page counts to numbers and ranges."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import String

from committee.acts.refusal import Refused
from committee.files import files
from meetings.packs import derived_store, page_numbers, part_store
from meetings.packs.intake import take_in as intake
from meetings.packs.intake.take_in import take_in
from meetings.packs.join import Joined, Part, join
from meetings.packs.page_numbers import Span, number
from meetings.packs.pdf import links
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import load
from tests.meetings.packs import looking, making

TITLE = "Safeguarding, 21 April 2022: agenda reports pack"


def parts_of(documents: Sequence[bytes]) -> list[Part]:
    """Return a part for each document, keyed a, b, c ..."""
    counts = [len(looking.opened(document).pages) for document in documents]
    spans = page_numbers.number(counts)
    return [
        Part(key, f"Item {key}", prepare(document, prefix=key), span)
        for key, document, span in zip("abcdefghij", documents, spans, strict=False)
    ]


def pack_of(documents: Sequence[bytes], *, front_pages: int = 2, **options: object) -> Joined:
    """Join documents behind a front sheet that links to each."""
    parts = parts_of(documents)
    front = making.front_sheet(tuple(part.key for part in parts), front_pages)
    return join(prepare(front), parts, title=TITLE, **options)  # type: ignore[arg-type]


def test_the_five_uploads_of_april_2022_are_stamped_as_their_ranges_promise() -> None:
    pack = pack_of([making.pdf_of(count, f"Upload {count}") for count in (6, 12, 10, 32, 8)])
    texts = looking.words(pack.pdf)
    assert len(texts) == pack.pages == 70
    assert [text.endswith(f"Page {number}") for number, text in enumerate(texts[2:], 1)] == [True] * 68
    assert texts[2 + 6].startswith("Upload 12 1") and texts[2 + 60].startswith("Upload 8 1")
    assert looking.faults(pack.pdf, pack.spans, front_pages=2, title=TITLE) == []
    document = looking.opened(pack.pdf)
    assert [document.pages[index].label for index in (0, 1, 2, 69)] == ["i", "ii", "1", "68"] and "Page" not in texts[0]
    assert [target for page, target in looking.inner_targets(pack.pdf) if page == 0] == [2, 8, 20, 30, 62]
    assert not any(address.startswith("pack:") for address in looking.addresses(pack.pdf))


def test_each_item_has_a_bookmark_with_the_headings_of_its_own_beneath() -> None:
    pack = pack_of([making.tagged(3, "First report"), making.pdf_of(2)])
    marks = links.bookmarks(looking.opened(pack.pdf))
    assert [(mark.title, mark.page) for mark in marks] == [("Front sheet", 0), ("Item a", 2), ("Item b", 6)]
    assert [(mark.title, mark.page) for mark in marks[1].children][:2] == [("Section 1", 2), ("Section 2", 3)]


def test_a_blank_back_says_that_it_is_blank_and_is_stamped_and_a_front_sheet_has_one_unless_told_otherwise() -> None:
    pack = pack_of([making.tagged(3), making.pdf_of(1)])
    texts = looking.words(pack.pdf)
    assert texts[2 + 3] == "This page is intentionally left blank. Page 4"
    assert texts[2 + 5] == "This page is intentionally left blank. Page 6"
    assert pack_of([making.pdf_of(2)], front_pages=1).front_pages == 2
    assert pack_of([making.pdf_of(2)], front_pages=1, pad_front=False).front_pages == 1


def test_an_untagged_upload_is_named_and_nothing_is_claimed() -> None:
    pack = pack_of([making.tagged(2), making.pdf_of(2), making.landscape_deck(2)])
    assert pack.untagged == ("b", "c") and not pack.claims_ua
    assert b"pdfuaid:part>" not in looking.everything(pack.pdf)
    assert looking.faults(pack.pdf, pack.spans, front_pages=2, ours=[0]) == []


def test_links_inside_a_part_lead_to_the_same_part() -> None:
    pack = pack_of([making.tagged(4), making.tagged(4)])
    second = [(page, target) for page, target in looking.inner_targets(pack.pdf) if page >= 6]
    assert second == [(6, 6), (7, 6), (8, 6), (9, 6)]


def test_a_draft_is_marked_across_every_page() -> None:
    pack = pack_of([making.pdf_of(1)], watermark="Draft for preview")
    assert all("Draft for preview" in text for text in looking.words(pack.pdf))


@pytest.mark.parametrize(
    "data",
    [making.rotated(90), making.landscape_deck(2), making.pdf_of(2, UserUnit=2)],
    ids=["quarter", "deck", "user unit"],
)
def test_the_stamp_stands_upright_at_the_foot_of_any_page(data: bytes) -> None:
    pack = pack_of([data])
    (width, height), grey = looking.pixels(pack.pdf, 2, scale=1)
    plain = looking.pixels(data, 0, scale=1)[1]
    changed = [index for index, (a, b) in enumerate(zip(grey, plain, strict=True)) if abs(a - b) > 60]
    rows, columns = [index // width for index in changed], [index % width for index in changed]
    assert min(rows) > height * 0.9 and max(rows) < height - 5
    assert abs((min(columns) + max(columns)) / 2 - width / 2) < 3
    assert max(columns) - min(columns) > 2 * (max(rows) - min(rows))
    assert looking.words(pack.pdf)[2].endswith("Page 1")


def test_a_page_that_leaves_its_drawing_open_is_closed_at_intake_so_that_the_stamp_lands_right() -> None:
    pack = pack_of([take_in(making.unbalanced(2), "a.pdf").pdf])
    (_, height), grey = looking.pixels(pack.pdf, 2, scale=1)
    foot = grey[int(len(grey) * 0.96) :]
    assert min(foot) < 60, "the number is not at the foot of the page"
    assert height == 842


def test_a_hidden_layer_stays_hidden_and_the_clerk_is_told() -> None:
    data = making.with_hidden_layer()
    part = take_in(data, "a.pdf")
    pack = pack_of([part.pdf])
    assert any("layers" in note.miss for note in part.notes)
    dark = [min(looking.pixels(pdf, page)[1][: 400 * 150]) for pdf, page in ((data, 0), (pack.pdf, 2))]
    assert abs(dark[0] - dark[1]) < 20
    (width, _), grey = looking.pixels(pack.pdf, 2, scale=1)
    assert grey[400 * width + 200] > 200, "the square of the hidden layer shows"


@pytest.mark.parametrize(
    "names",
    [[String("Überschrift 1".encode("latin-1")), String("a(b)\\c\r\n100%")], [String("the same"), String("the same")]],
)
def test_odd_names_of_tags_do_not_cost_a_paper_its_tags(names: list[object]) -> None:
    part = load(take_in(making.with_named_tags(names), "a.pdf").prepared)
    assert part.tagged and part.claims_ua


def test_own_tag_names_become_standard_ones_and_a_wrong_parent_tree_is_put_right() -> None:
    twice = pack_of([take_in(making.with_own_tags(second_mcid=0), "a.pdf").pdf])
    assert looking.faults(twice.pdf, twice.spans, front_pages=2) == [], "content of two tags belongs to the first"
    part = take_in(making.with_own_tags(), "a.pdf")
    assert part.tagged and part.language == "cy"
    pack = pack_of([part.pdf, part.pdf])
    assert pack.untagged == () and not pack.claims_ua
    assert looking.faults(pack.pdf, pack.spans, front_pages=2, ours=[0, 1]) == []
    document = looking.opened(pack.pdf)
    tree = document.Root.StructTreeRoot
    heading, body = tree.K.K[1].K[0], tree.K.K[1].K[1]
    assert (str(heading.S), str(body.S), str(tree.K.K[1].Lang)) == ("/H1", "/NonStruct", "cy")
    assert str(heading.A[0].TextAlign) == "/Center" and "/RoleMap" not in tree
    assert bytes(heading.ID) != bytes(tree.K.K[2].K[0].ID)


def test_the_same_input_gives_the_same_bytes() -> None:
    documents = [making.tagged(3), making.landscape_deck(2)]
    assert pack_of(documents, watermark="Draft").pdf == pack_of(documents, watermark="Draft").pdf


def test_an_agenda_without_papers_is_a_front_sheet_alone() -> None:
    pack = join(prepare(making.front_sheet(())), [], title=TITLE)
    assert (pack.pages, pack.front_pages, pack.claims_ua) == (1, 1, True)
    assert looking.faults(pack.pdf, [], front_pages=1) == []


@pytest.mark.parametrize("prefix", ["", "again1"])
def test_a_part_that_nobody_has_kept_is_made_from_its_file(db, prefix):
    stored = files.keep(making.tagged(3))
    made = part_store.prepared(stored, prefix)
    pdf = join(None, [Part("a", "A", made, Span(1, 3, 3))], title="A").pdf
    assert len(looking.words(pdf)) == 3
    assert part_store.prepared(stored, prefix) == made


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 half of what was"])
def test_what_a_power_cut_left_half_written_is_never_sent_but_made_again(damage):
    whole = b"%PDF-1.7 all of it"
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    storages["private"].save("derived/items/ab/abc", ContentFile(damage))
    assert derived_store.derived("items", "abc", lambda: whole) == whole
    assert derived_store.derived("items", "abc", lambda: b"made needlessly") == whole


def test_a_file_of_ours_is_taken_in_once_under_the_same_name_and_what_is_refused_is_not_kept(db, monkeypatch):
    names, whole = [], intake.take_in
    monkeypatch.setattr(intake, "take_in", lambda data, filename: names.append(filename) or whole(data, filename))
    data = making.pdf_of(2, "Ask every pupil who cares for someone.")
    first = part_store.take_in_ours(data, "report.pdf")
    assert part_store.take_in_ours(data, "report.pdf") == first == whole(data, "report.pdf")
    assert part_store.take_in_ours(making.pdf_of(1, "Other words."), "report.pdf") != first
    assert names == ["report.pdf"] * 2
    for _ in range(2):
        with pytest.raises(Refused, match="not a PDF"):
            part_store.take_in_ours(b"Minutes", "other.pdf")
    assert names[2:] == ["other.pdf"] * 2


COUNTS = st.lists(st.integers(1, 300), max_size=40)


def labels(counts: list[int], **options: object) -> list[str]:
    return [span.label() for span in number(counts, **options)]  # type: ignore[arg-type]


def test_an_odd_item_gets_a_blank_back_that_counts_in_its_range() -> None:
    assert number([5, 1, 2]) == [Span(1, 6, 5, True), Span(7, 8, 1, True), Span(9, 10, 2)]


def test_without_duplex_nothing_is_padded_and_one_page_reads_page_9() -> None:
    assert labels([8, 1, 3], duplex=False) == ["(Pages 1–8)", "(Page 9)", "(Pages 10–12)"]


@given(COUNTS, st.integers(1, 2_000), st.booleans())
def test_ranges_are_contiguous_hold_every_page_and_number_each_once(
    counts: list[int], start: int, duplex: bool
) -> None:
    spans = number(counts, start=start, duplex=duplex)
    assert [span.pages for span in spans] == counts
    for before, after in pairwise(spans):
        assert after.first == before.last + 1
    for span in spans:
        assert span.last - span.first + 1 == span.pages + span.blank


@given(COUNTS, st.integers(1, 2_000))
def test_with_duplex_every_item_starts_odd_ends_even_and_is_padded_by_one_page_at_most(
    counts: list[int], start: int
) -> None:
    for span in number(counts, start=start):
        assert span.first % 2 == 1 and span.last % 2 == 0
        assert span.blank == (span.pages % 2 == 1)
