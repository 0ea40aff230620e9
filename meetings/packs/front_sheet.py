"""The front sheet of a pack, and the cover of a supplement, printed from a snapshot."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from committee import printing
from committee.acts.refusal import Refused
from committee.models import Council
from committee.printing import PrintingError
from committee.wording import wording
from committee.wording.dates import full_date
from meetings.models import Access, Edition
from meetings.models.agenda import details_of
from meetings.packs import derived_store
from meetings.packs import snapshot as snapshots
from meetings.packs.page_numbers import span_of


@contextmanager
def refused_unless_printed() -> Iterator[None]:
    """Raise Refused where printing a front sheet inside this context fails."""
    try:
        yield
    except PrintingError as error:
        raise Refused(f"The front sheet could not be printed: {error} Tell the portal’s administrator.") from error


def title_of(snapshot: snapshots.Snapshot, supplement: int) -> str:
    """Return the title of the PDF, such as "Agenda: Audit Committee, 4 May 2026"."""
    day = date.fromisoformat(snapshot["date"])
    what = f"Supplement {supplement} to the agenda" if supplement else "Agenda"
    with wording.as_frozen(snapshot):
        return f"{what}: {snapshot['committee']['name']}, {full_date(day)}"


def render(
    snapshot: snapshots.Snapshot,
    *,
    edition: str,
    supplement: int,
    keys: dict[int, str],
    council: Council,
    reason: str = "",
) -> bytes:
    """
    Return the PDF of the front sheet. Raises Refused where it cannot be printed.

    `keys` gives the link target of each paper bound in this pack, by the paper's first page. For the public edition,
    `snapshot` must already be the public copy. `reason` says why the papers of a supplement come late.
    """
    items = [_printed(item, supplement, keys) for item in snapshot["items"]]
    if supplement:
        items = [item for item in items if item["bound"] or item["urgent"]]
    title = title_of(snapshot, supplement)
    context = context_of(snapshot, items, edition=edition, council=council)
    context |= {"supplement": supplement, "reason": reason}
    template = "print/supplement.html" if supplement else "print/front_sheet.html"
    with wording.as_frozen(snapshot):
        html = printing.template_html(template, context, title)
    key = printing.key_of(html, title)
    with refused_unless_printed():
        return derived_store.derived("sheets", key, lambda: printing.render_pdf(html, title=title))


def context_of(
    snapshot: snapshots.Snapshot, items: list[dict[str, Any]], *, edition: str, council: Council
) -> dict[str, Any]:
    """Return the template context of a front sheet; `items` are the snapshot's items with their ranges and links."""
    return {
        "snapshot": snapshot,
        "day": date.fromisoformat(snapshot["date"]),
        "issued_on": date.fromisoformat(snapshot["issued_on"]),
        "rearranged": snapshot["rearranged_words"],
        "items": [item for item in items if item["part"] == 1],
        "part_two": [item for item in items if item["part"] == 2],
        "private": snapshots.private_words(snapshot),
        "edition": edition,
        "edition_name": Edition(edition).label,
        "council": council,
    }


def _instead(paper: dict[str, Any]) -> str:
    """Return ", in place of pages ..." for a corrected paper, naming the replaced pages; "" for any other paper."""
    if not (place := paper.get("replaces")):
        return ""
    pages = span_of(place).label().strip("()").lower()
    return f", in place of {pages} of " + (f"supplement {place['pack']}" if place["pack"] else "the agenda pack")


def _printed(item: dict[str, Any], supplement: int, keys: dict[int, str]) -> dict[str, Any]:
    """Return an item as this pack shows it; page numbers of a withheld paper appear only where its pages are bound."""
    papers = [paper for paper in item["papers"] if not supplement or paper["pack"] == supplement]
    shown = with_links(item | {"papers": papers}, "first", keys, lambda paper: span_of(paper).label() + _instead(paper))
    # A supplement is read apart from the agenda, so it names the late papers under each item.
    late = [f"{paper['title']} {paper['range']}" for paper in shown["opened"] if supplement]
    return shown | {"range": snapshots.range_of(item, supplement), "elsewhere": late}


def with_links(
    item: dict[str, Any], name: str, keys: Mapping[int, str], range_of: Callable[[dict[str, Any]], str]
) -> dict[str, Any]:
    """
    Return an item with its papers and links, under further keys.

    - "bound": all bound papers, each with "key" (its link target) and "range" (its pages in words).
    - "opened": the bound papers that are open.
    - "first_key": the link target of the first open paper; "" without one.
    - "withheld": all withheld papers, bound or not.
    - "details": details of an application, motion or referral, as `details_of` returns them.

    `keys` gives the link target of a paper by the paper's value of `name` in the snapshot ("first" or "file");
    `range_of` returns the paper's pages in words.
    """
    bound = {
        paper[name]: {**paper, "key": keys[paper[name]], "range": range_of(paper)}
        for paper in item["papers"]
        if paper[name] in keys
    }
    opened = [paper for paper in bound.values() if paper["access"] == Access.OPEN]
    return {
        **item,
        "bound": list(bound.values()),
        "opened": opened,
        "first_key": opened[0]["key"] if opened else "",
        "withheld": [bound.get(paper[name], paper) for paper in item["papers"] if paper["access"] != Access.OPEN],
        "details": details_of(item),
    }
