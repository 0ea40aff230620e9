"""
The findings of the check of a finished pack, kept with its row: whoever asks later walks no structure again.

A verdict is of one file, by its hash, held against one `Promise`, by one version of the checks; where any of these is
another, it is no verdict on this pack. The database lets no row have the verdict of another file, nor change it. A
build keeps no pack at fault, so what is kept with a pack made here finds nothing, and says which checks found nothing.

SECURITY: only what hangs on the bytes and the row alone is kept. Whether a pack tells what is withheld hangs on what is
withheld when it is asked: that is never kept here.
"""

from collections.abc import Collection, Sequence
from typing import Any

from committee.wording import wording
from meetings.models import Pack
from meetings.packs import check, front_sheet
from meetings.packs.check import Promise
from meetings.packs.page_numbers import span_of

Verdict = dict[str, Any]


def promise_of(pack: Pack, our_files: Collection[int]) -> Promise:
    """Return the promise of a pack from its row; `our_files` are the ids of files that the portal wrote."""
    rows = list(enumerate(pack.manifest))
    about = {"date": pack.meeting.date.isoformat(), "committee": {"name": pack.meeting.committee.name}}
    about |= wording.to_freeze(wording.current())
    return Promise(
        front_pages=pack.front_pages,
        spans=tuple(span_of(row) for _, row in rows),
        ours=tuple(place for place, row in rows if row["file"] in our_files or row.get("holder")),
        title=front_sheet.title_of(about, pack.supplement),
        labels=tuple((place, row["label"]) for place, row in rows if row.get("label")),
    )


def found(sha256: str, promise: Promise, faults: Sequence[str]) -> Verdict:
    """Return the verdict to store: the faults that today's checks report for the file of that hash and a promise."""
    return {"checks": check.VERSION, "sha256": sha256, "promise": promise.key, "faults": list(faults)}


def kept(pack: Pack, promise: Promise) -> list[str] | None:
    """Return the faults found when `pack` was built; None if they must be worked out again."""
    verdict = pack.verdict
    if verdict == found(pack.stored.sha256, promise, verdict.get("faults", [])):
        return list(verdict["faults"])
    return None
