"""
Verdict on a finished pack: the findings of its check, stored in the pack's row, so that the check is not repeated.

A verdict is valid for one file (by hash), one `Promise` and one version of the checks. Where any of these differs, the
pack is checked again. A database trigger refuses a verdict with the hash of another file, and any change of a
verdict. A build never saves a pack that fails, so the verdict of a build lists no faults.

SECURITY: only findings that depend on the bytes and the row alone are stored. A leak depends on the papers that are
withheld at the time of the check, so the result of the leak check is never stored here.
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
    """Return the promise against which a stored pack is checked; `our_files` are ids of files that the portal wrote."""
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
    """Return the verdict to store: the faults that the current checks report for a file (by hash) and a promise."""
    return {"checks": check.VERSION, "sha256": sha256, "promise": promise.key, "faults": list(faults)}


def kept(pack: Pack, promise: Promise) -> list[str] | None:
    """Return the faults in the stored verdict on `pack`; None where the verdict is invalid."""
    verdict = pack.verdict
    if verdict == found(pack.stored.sha256, promise, verdict.get("faults", [])):
        return list(verdict["faults"])
    return None
