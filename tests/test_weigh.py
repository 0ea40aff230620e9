"""What every page weighs, compared: which are larger, which ask more."""

from script import weigh


def page(length: int, *queries: str) -> dict[str, object]:
    return {"bytes": length, "queries": list(queries)}


def test_a_page_that_is_larger_and_one_that_asks_more_are_named_with_the_totals(capsys):
    before = {"front.public": page(1000, "a"), "desk.carol": page(2000, "a", "b"), "gone.public": page(9, "a")}
    now = {"front.public": page(1007, "a"), "desk.carol": page(1900, "a", "b", "c"), "new.public": page(9)}
    assert weigh.compared(before, now) == 1
    assert capsys.readouterr().out.splitlines() == [
        "bytes        +7   1000   1007  front.public",
        "queries      +1      2      3  desk.carol",
        "2 pages, bytes in total: 3000 before, 2907 now",
        "2 pages, queries in total: 3 before, 4 now",
        "1 pages are larger, 1 ask more",
        "only before: gone.public",
    ]


def test_pages_that_weigh_the_same_but_for_chance_are_no_difference(capsys):
    before, now = {"front.public": page(1000, "a", "b")}, {"front.public": page(1000 + weigh.BY_CHANCE, "a")}
    assert weigh.compared(before, now) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 pages are larger, 0 ask more"
