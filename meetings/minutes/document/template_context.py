"""Context of the templates templates/_minutes*.html, for web pages, PDFs and the page of one minute."""

from collections.abc import Collection
from datetime import date
from typing import Any

from committee.richtext import prose
from committee.wording.dates import clock_time, full_date
from committee.wording.wording import as_frozen, chair
from meetings.minutes.document import wording
from meetings.minutes.document.document import Document, Entry, as_read, number_of
from meetings.models import Edition, ItemKind

DRAFT = "Draft, subject to confirmation"
MEMBERS = "Members’ edition: holds minutes that are not for publication"
CERTIFIED = (
    "The proper officer has certified that the published minutes are a reasonably fair and coherent record of what was "
    "done at the meeting (Local Government Act 1972, section 100C(2))."
)
PARTS = {1: "PART ONE", 2: "PART TWO"}


def context(
    document: Document,
    edition: str = Edition.PUBLIC,
    *,
    draft: bool,
    address: str = "",
    opened: Collection[int] = (),
) -> dict[str, Any]:
    """
    Return the context of `_minutes.html`; the public edition shows only public words.

    `opened` are ids of withheld minutes that this reader of the public edition may read in full.
    `address` is the address of the minutes: where given, each minute's heading links to the minute's own page.
    """
    public = edition == Edition.PUBLIC
    shown = as_read(document, opened) if public else document
    entries = [
        entry_context(entry, shown, public=public and entry["pk"] not in opened, address=address)
        for entry in shown["entries"]
    ]
    part = 0
    for entry in entries:
        entry["opens"] = PARTS[entry["part"]] if entry["part"] != part else ""
        part = entry["part"]
    listed = any(entry["kind"] == ItemKind.DECLARATIONS for entry in entries)
    signed = shown["signature"]
    return {
        "document": shown,
        "draft": DRAFT if draft else "",
        "edition_line": "" if public or not withholds(shown) else MEMBERS,
        "public": public,
        "day": date.fromisoformat(shown["meeting"]["date"]),
        "also": wording.joined([person["printed"] for person in shown["also"]]),
        "apologies": wording.joined([person["printed"] for person in shown["apologies"]]),
        "entries": entries,
        "declared": [] if listed else [row["words"] for row in shown["declarations"]],
        "certified": CERTIFIED if public and shown["fair_record"] and withholds(shown) else "",
        "signed": signed,
        **_at_the_end(shown),
    }


def _at_the_end(document: Document) -> dict[str, str]:
    """Return the end time, the chair's title and the words on the signature, as worded when the document was frozen."""
    signed = document["signature"]
    with as_frozen(document):
        return {
            "ended": clock_time(document["ended"]),
            "presiding": chair(),
            "signed_words": signed_words(signed) if signed else "",
        }


def withholds(document: Document) -> bool:
    """Return whether any minute of the document is not for publication."""
    return any(entry["access"] != "open" for entry in document["entries"])


def entry_context(
    entry: Entry, document: Document, *, public: bool, address: str = "", level: int = 4, alone: bool = False
) -> Entry:
    """
    Return the context of one minute in `_minutes_entry.html`; `level` is the level of the first heading in its text.

    The ids of its limbs are `minute-39-b`, or `b` where the minute is `alone` on its page.
    """
    declares = entry["kind"] == ItemKind.DECLARATIONS
    declared = [row["words"] for row in document["declarations"]] if declares else []
    anchor = f"minute-{entry['number']}" if entry["number"] else f"item-{(entry['item'] or {}).get('number', 0)}"
    with as_frozen(document):
        corrected = [corrected_words(row) for row in entry["corrections"]]
    return {
        **entry,
        "anchor": anchor,
        "url": f"{address}{entry['number']}/" if address and entry["number"] else "",
        "mark": numbered(entry),
        "printed_number": number_of(entry),
        "declared": declared or ([wording.NONE_DECLARED] if declares and not entry["text"] else []),
        "html": prose.html(entry["text"], level=level),
        "summary": prose.html(entry["public_summary"], level=level) if public else "",
        "withheld": entry["access"] != "open",
        "hidden": public and entry["access"] != "open",
        "corrected": corrected,
        "resolutions": [
            resolution_context(row, ("" if alone else f"{anchor}-") + (f"{place}-" if place > 1 else ""))
            for place, row in enumerate(entry["resolutions"], 1)
        ],
    }


def numbered(entry: Entry) -> str:
    """Return the number before the minute's heading: "39.", or in a note of decisions "Item 4."."""
    if number := number_of(entry):
        return f"{number}."
    return f"Item {entry['item']['number']}." if entry["item"] else ""


def resolution_context(row: dict[str, Any], before: str = "") -> dict[str, Any]:
    """
    Return a resolution's context: `first` is the first word of its lead (printed bold), `rest` the other words.

    Each limb of a carried resolution gets an id, its `anchor`, which begins with `before`.
    """
    first, _, rest = row["lead"].partition(" ")
    limbs = [
        {**limb, "anchor": f"{before}{limb['letter']}" if row["result"] == "carried" else ""} for limb in row["limbs"]
    ]
    return {**row, "first": first, "rest": rest, "limbs": limbs}


def corrected_words(row: dict[str, str]) -> str:
    """Return the sentence on a correction made before the minutes were confirmed."""
    what = f"was replaced by “{row['new']}”" if row["new"] else "was taken out"
    return f"Corrected at the meeting of {_day(row['on'])}: “{row['old']}” {what}."


def signed_words(signed: dict[str, str]) -> str:
    """Return the sentence on the minutes' confirmation and signature."""
    words = f"Confirmed at the meeting of {_day(signed['meeting'])} and signed on {_day(signed['on'])}"
    if "signed_in" in signed:
        return f"{words} by the person who presided at the meeting of {_day(signed['signed_in'])}"
    return words


def _day(value: str) -> str:
    return full_date(date.fromisoformat(value))
