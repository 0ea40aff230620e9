"""Changes between two editions of a paper: by words, with the page, and never more than a page can show."""

from meetings.packs.reading import changes as reading_changes
from meetings.packs.reading.view import Page


def pages(*texts: str) -> list[Page]:
    """Return a page for each text, with a paragraph for each of its lines."""
    return [Page("tags", [["paragraph", [[line, ""]]] for line in text.split("\n")]) for text in texts]


def test_changed_words_are_shown_with_their_page_and_a_new_break_is_no_change():
    old = pages("Introduction\nThe budget is tight.", "Fees rise by 3 per cent.\nThe end.")
    new = pages("Introduction\nThe budget\nis tight.", "Fees rise by 5 per cent.\nThe end.\nA note.")
    passages, is_complete = reading_changes.changes(old, new)
    assert is_complete
    words = [[(piece.kind, piece.text) for piece in passage.pieces if piece.kind != "same"] for passage in passages]
    assert words == [[("gone", "3"), ("new", "5")], [("new", "A note.")]]
    assert [passage.page for passage in passages] == [2, 2]


def test_words_deleted_at_the_end_are_shown_on_the_last_page_and_of_a_whole_paper_on_the_first():
    for old, new, page in ((pages("A", "B", "C\nD"), pages("A", "B", "C"), 3), (pages("A"), pages(""), 1)):
        passages, _ = reading_changes.changes(old, new)
        assert [passage.page for passage in passages] == [page]


def test_more_changes_than_a_page_can_show_are_left_out(monkeypatch):
    monkeypatch.setattr(reading_changes, "MOST_LETTERS", 20)
    old, new = pages("one\nsame\ntwo\nsame again\nthree"), pages("1 one\nsame\n2 two\nsame again\n3 three")
    passages, is_complete = reading_changes.changes(old, new)
    assert (len(passages), is_complete) == (2, False)
