"""The sheets of a gathered pack: a front sheet with the pages of every file, or those that were published."""

from typing import Any

from committee import printing
from committee.acts.refusal import Refused
from committee.models import Council
from committee.printing import PrintingError
from committee.wording import wording
from meetings.models import Access
from meetings.packs import front_sheet
from meetings.packs import snapshot as snapshots
from meetings.packs.page_numbers import Span, label_of, runs_of

TITLES = {"item": "Agenda and supplements by item", "date": "Agenda and supplements by date"}


def title_of(snapshot: snapshots.Snapshot, order: str) -> str:
    """Return the title of the PDF; `order` is "item" or "date"."""
    return f"{TITLES[order]}: {front_sheet.title_of(snapshot, 0).partition(': ')[2]}"


def by_item(snapshot: snapshots.Snapshot, keys: dict[int, str], edition: str, council: Council) -> bytes:
    """
    Return the front sheet of everything by item, from the agenda as it now stands.

    `keys` gives the link target of each paper in it, by its first page. Raises Refused where it cannot be printed.
    """
    items = [_item(item, keys) for item in snapshot["items"]]
    context = front_sheet.context_of(snapshot, items, edition=edition, council=council)
    try:
        with wording.as_frozen(snapshot):
            return printing.print_template("print/gathered.html", context, title_of(snapshot, "item"))
    except PrintingError as error:
        raise _refused(error) from error


def of_volume(
    snapshot: snapshots.Snapshot, supplement: int, keys: dict[int, str], edition: str, council: Council, reason: str
) -> bytes:
    """
    Return the front sheet or cover of one file, as published, a supplement's with its `reason`.

    Raises Refused where it cannot be printed.
    """
    try:
        return front_sheet.render(
            snapshot, edition=edition, supplement=supplement, keys=keys, council=council, reason=reason
        )
    except PrintingError as error:
        raise _refused(error) from error


def _refused(error: PrintingError) -> Refused:
    return Refused(f"The front sheet could not be printed: {error} Tell the portal’s administrator.")


def _item(item: dict[str, Any], keys: dict[int, str]) -> dict[str, Any]:
    """Return an item with the pages of its papers in every file; each run leads to its first paper."""
    bound = [
        {**paper, "key": keys[paper["first"]], "range": _span(paper).label()}
        for paper in item["papers"]
        if paper["first"] in keys
    ]
    opened = sorted((paper for paper in bound if paper["access"] == Access.OPEN), key=lambda paper: paper["first"])
    spans = [_span(paper) for paper in opened]
    by_first = {paper["first"]: paper for paper in bound}
    return {
        **item,
        "range": label_of(spans) or ("(To Follow)" if item["to_follow"] else ""),
        "runs": [{"key": keys[run.first], "pages": run.said()} for run in runs_of(spans)],
        "runs_word": "Page" if label_of(spans).startswith("(Page ") else "Pages",
        "withheld": [by_first.get(paper["first"], paper) for paper in item["papers"] if paper["access"] != Access.OPEN],
        "elsewhere": [
            f"Supplement {paper['pack']}: {paper['title']} {paper['range']}" for paper in opened if paper["pack"]
        ],
    }


def _span(paper: dict[str, Any]) -> Span:
    return Span(paper["first"], paper["last"], paper["last"] - paper["first"] + 1)
