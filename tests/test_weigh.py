"""What every page weighs, compared: which are larger, which ask more."""

import pytest

from committee.public_pages.store import encoded
from script import weigh


def page(length: int, *queries: str, sent: int = 0) -> dict[str, object]:
    return {"bytes": length, "sent": sent or length, "queries": list(queries)}


def test_a_page_that_is_larger_and_one_that_asks_more_are_named_with_the_totals(capsys):
    before = {
        "front.public": page(1000, "a", sent=4000),
        "desk.carol": page(2000, "a", "b", sent=2000),
        "gone.public": page(9, "a"),
    }
    now = {
        "front.public": page(1007, "a", sent=900),
        "desk.carol": page(1900, "a", "b", "c", sent=2007),
        "new.public": page(9),
    }
    assert weigh.compared(before, now) == 1
    assert capsys.readouterr().out.splitlines() == [
        "bytes        +7   1000   1007  front.public",
        "2 pages, bytes in total: 3000 before, 2907 now",
        "sent         +7   2000   2007  desk.carol",
        "2 pages, sent in total: 6000 before, 2907 now",
        "queries      +1      2      3  desk.carol",
        "2 pages, queries in total: 3 before, 4 now",
        "1 pages are larger in gzip, 1 pages are larger as they are sent, 1 pages ask more",
        "only before: gone.public",
    ]


def test_pages_that_weigh_the_same_but_for_chance_are_no_difference(capsys):
    before, now = {"front.public": page(1000, "a", "b")}, {"front.public": page(1000 + weigh.BY_CHANCE, "a")}
    assert weigh.compared(before, now) == 0
    said = "0 pages are larger in gzip, 0 pages are larger as they are sent, 0 pages ask more"
    assert capsys.readouterr().out.splitlines()[-1] == said


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_a_page_is_weighed_as_it_was_before_it_was_compressed(encoding):
    assert weigh.unpacked(encoded(b"<h1>Agenda</h1>", encoding), encoding) == b"<h1>Agenda</h1>"
