"""One reader's copy of a pack."""

from functools import cache
from unicodedata import normalize

import page
import pytest

from committee.acts.refusal import Refused
from committee.printing import PrintingError
from meetings.packs import check
from meetings.packs.join import Joined
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.stamp import BOLD, Pen
from meetings.packs.watermark import NoPlace, marked, reader_copy
from tests.meetings.packs import looking, making
from tests.meetings.packs.test_join import pack_of

NAME = "Copy of Councillor Siân O’Leary-Żak MBE, 25 November 2026 14:05"


@cache
def pack() -> Joined:
    return pack_of(
        [making.tagged(3), making.landscape_deck(2), making.rotated(90), making.pdf_of(1)], reader_slots=True
    )


def test_every_page_bears_the_readers_name_and_nothing_else_is_changed() -> None:
    copy = reader_copy(pack().pdf, pack().reader_slots, NAME)
    before, after = looking.words(pack().pdf), looking.words(copy)
    assert all("Copy of Councillor Siân O’Leary-Żak MBE" in words for words in after)
    assert not any("Copy of" in words for words in before)
    assert [words.split("Copy of")[0].strip() for words in after] == [words.split(" Page ")[0] for words in before]
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []
    assert looking.opened(copy).check_pdf_syntax() == []


def test_a_copy_of_a_copy_bears_the_second_name_alone() -> None:
    first = reader_copy(pack().pdf, pack().reader_slots, "Copy of One")
    second = reader_copy(first, pack().reader_slots, "Copy of Two")
    assert second == reader_copy(pack().pdf, pack().reader_slots, "Copy of Two")
    assert "Copy of One" not in " ".join(looking.words(second))


NAMES = ["Олена Шевченко", "Nguyễn Thị Ánh", "e\u0323\u0301x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_letters_that_our_font_lacks_is_drawn_and_can_be_read_back(name: str) -> None:
    copy = reader_copy(pack().pdf, pack().reader_slots, f"Copy of {name}, 25 November 2026")
    assert all(f"Copy of {normalize('NFC', name)}, 25 November 2026" in words for words in looking.words(copy))
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []
    assert looking.opened(copy).check_pdf_syntax() == []
    assert reader_copy(copy, pack().reader_slots, NAME) == reader_copy(pack().pdf, pack().reader_slots, NAME)


def test_letters_that_join_and_run_from_the_right_are_the_printers_work() -> None:
    pen = Pen(BOLD, ["Copy of محمد علي, Ann"])
    assert list(pen._pieces("of محمد علي, Ann")) == ["o", "f", " ", "علي,", " ", "محمد", " ", "A", "n", "n"]
    assert {"علي,", "محمد"} <= set(pen.face.glyphs)
    assert pen.width("محمد", 1000) != sum(Pen(BOLD, [letter]).width(letter, 1000) for letter in "محمد"), "they join"


def test_such_a_copy_keeps_the_packs_claim_to_be_accessible() -> None:
    accessible = pack_of([making.tagged(1)], reader_slots=True)
    copy = reader_copy(accessible.pdf, accessible.reader_slots, "Copy of Олена Шевченко")
    assert accessible.claims_ua and check.belied(copy) == []
    assert page.is_pdf_compliant_bytes(copy, profile="ua1")


def test_a_letter_that_no_font_has_becomes_a_question_mark_and_a_name_typed_in_parts_is_whole(monkeypatch) -> None:
    assert "Copy of ?b" in looking.words(reader_copy(pack().pdf, pack().reader_slots, "Copy of \U0010fffdb"))[0]
    monkeypatch.setattr("committee.printing.print_all", None)  # nothing is printed for it
    copy = reader_copy(pack().pdf, pack().reader_slots, "Copy of Sia\u0302n Zoe\u0308")
    assert "Copy of Siân Zoë" in looking.words(copy)[0]


def test_a_name_that_cannot_be_printed_now_is_refused_and_no_copy_names_nobody(monkeypatch) -> None:
    def fails(jobs: object) -> None:
        raise PrintingError("the printers are away.")

    monkeypatch.setattr("committee.printing.print_all", fails)
    with pytest.raises(Refused, match="the printers are away"):
        reader_copy(pack().pdf, pack().reader_slots, "Copy of Ольга")


@pytest.mark.parametrize("word", ["Ж" + "\u0301" * 3000, "\u1676" * 24])
def test_a_word_that_reaches_farther_than_a_glyph_can_leaves_the_others_as_they_are(word: str) -> None:
    """A heap of marks on one letter or in one place, or very wide letters: such a name once stopped the whole pack."""
    copy = reader_copy(pack().pdf, pack().reader_slots, f"Copy of {word} Олена")
    assert all("Олена" in words and "Copy of ?" in words for words in looking.words(copy))
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []


def test_a_pack_that_keeps_no_place_for_a_name_is_refused() -> None:
    plain = pack_of([making.pdf_of(2)])
    assert plain.reader_slots == {}
    with pytest.raises(NoPlace):
        reader_copy(plain.pdf, plain.reader_slots, NAME)


def test_one_paper_as_a_readers_own_copy_bears_a_name_in_any_letters() -> None:
    own = marked(prepare(making.tagged(1)), "NOT FOR PUBLICATION", title="A", copy_of="Copy of Олена Шевченко")
    (words,) = looking.words(own)
    assert "NOT FOR PUBLICATION" in words and words.count("Copy of Олена Шевченко") == 2
