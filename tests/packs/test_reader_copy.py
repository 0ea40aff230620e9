"""One reader's copy of a pack."""

from functools import cache

import pytest

from meetings.packs import check
from meetings.packs.join import Joined
from meetings.packs.reader_copy import NoPlace, reader_copy
from tests.packs import looking, making
from tests.packs.test_join import pack_of

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
    assert check.check(copy, pack().spans, front_pages=pack().front_pages) == []
    assert looking.opened(copy).check_pdf_syntax() == []


def test_a_copy_of_a_copy_bears_the_second_name_alone() -> None:
    first = reader_copy(pack().pdf, pack().reader_slots, "Copy of One")
    second = reader_copy(first, pack().reader_slots, "Copy of Two")
    assert second == reader_copy(pack().pdf, pack().reader_slots, "Copy of Two")
    assert "Copy of One" not in " ".join(looking.words(second))


def test_a_letter_that_the_font_lacks_becomes_a_question_mark() -> None:
    assert "Copy of ??" in looking.words(reader_copy(pack().pdf, pack().reader_slots, "Copy of 漢字"))[0]


def test_a_pack_that_keeps_no_place_for_a_name_is_refused() -> None:
    plain = pack_of([making.pdf_of(2)])
    assert plain.reader_slots == {}
    with pytest.raises(NoPlace):
        reader_copy(plain.pdf, plain.reader_slots, NAME)
