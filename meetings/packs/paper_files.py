"""
Published papers of one agenda in one file: the papers of an item, or the papers and pages that a reader chose.

Every page keeps the number that it has in its pack. Such a file publishes nothing new, because its papers are
published. The public's file of an item is stored under a hash of its sources and may be deleted at any time; a file of
chosen pages is made for each request.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from committee.acts.refusal import Refused
from committee.models import Council
from meetings.models import Edition, Meeting, Paper
from meetings.packs import contents, derived_store, join, part_store
from meetings.packs.builds import build, faulty_part
from meetings.packs.collated import RECIPE, WHAT, CollatedFile, pieces
from meetings.packs.leak_check import meeting_check
from meetings.packs.page_numbers import Span
from meetings.packs.pdf.compile import prepare
from meetings.packs.published_files import PublishedFile

MOST_SECONDS = 10  # for taking single pages out of papers, while a reader waits


def public_item(
    meeting: Meeting, volumes: Sequence[PublishedFile], chosen: Mapping[int, str], *, title: str
) -> CollatedFile:
    """
    Return a file of one item's open papers, each page with its number; a file that is not stored is made now.

    `volumes` and `chosen` are as in `of_papers`. Raises Refused where a part cannot be read or joined, or where the
    file fails its check or the leak check.
    """
    plans = _plans_of(volumes, chosen)
    facts = [RECIPE, build.RECIPE, title, [(plan.key, build.made_of(plan), plan.span.first) for plan in plans]]
    key = hashlib.sha256(json.dumps([*facts, sorted(chosen.items())]).encode()).hexdigest()

    def build_file() -> bytes:
        parts = _parts_of(plans, Edition.PUBLIC, chosen)
        joined = faulty_part.sound(None, parts, title=title, what=WHAT, consecutive=False)
        shown = [meeting.versions.latest("number").snapshot]
        meeting_check.refuse_leaks(
            joined.pdf, meeting, shown=shown, said=[title, *chosen.values()], what="The file of the item"
        )
        return joined.pdf

    return CollatedFile(derived_store.derived("items", key, build_file), key, {})


def of_papers(
    volumes: Sequence[PublishedFile],
    edition: str,
    chosen: Mapping[int, str],
    *,
    title: str,
    runs: Mapping[int, Sequence[Span]] | None = None,
    front: bytes | None = None,
) -> tuple[join.Joined, list[Paper]]:
    """
    Return papers of an agenda joined in one file, each page with its number, and the list of these papers.

    The same arguments give the same bytes. `chosen` maps the first page of each paper that the reader may read to the
    paper's bookmark, in words that the reader may see. Of a paper in `runs`, by its first page too, only these runs of
    pages are joined. `front` is a front sheet, without links to papers.
    SECURITY: no other paper is opened. Withheld papers are marked on every page (R15), and none goes into a public
    file. A public file has only what readers can open paper by paper, so it is not searched again for leaks, which
    would take too long while a reader waits. Raises Refused where a part cannot be read or joined.
    """
    plans = _plans_of(volumes, chosen)
    parts, runs_by_page, until = list[join.Part](), runs or {}, time.monotonic() + MOST_SECONDS
    for plan, part in zip(plans, _parts_of(plans, edition, chosen), strict=True):
        first = plan.span.first
        parts += _cut(plan, part, runs_by_page[first], until) if first in runs_by_page else [part]
    try:
        joined = join.join(
            prepare(front) if front else None,
            parts,
            title=title,
            consecutive=False,
            pad_front=Council.current().duplex_padding,
            reader_slots=edition != Edition.PUBLIC,
        )
    except (ValueError, RuntimeError) as error:
        raise Refused(f"The pages could not be put into one file: {error}.") from error
    return joined, [plan.paper for plan in plans]


def _cut(plan: contents.PartPlan, part: join.Part, runs: Sequence[Span], until: float) -> Iterator[join.Part]:
    """Yield a part for each of these runs of a paper's pages. Raises Refused where this would take beyond `until`."""
    before = plan.span.first - 1
    inner = [Span(run.first - before, run.last - before, run.pages) for run in runs]
    seconds = max(until - time.monotonic(), 0.1)
    prepared_runs = part_store.prepared_runs(plan.paper.its_file.stored, inner, seconds=seconds)
    for run, prepared in zip(runs, prepared_runs, strict=True):
        label = part.label if run.first == plan.span.first else ""
        title = f"{part.title} {run.label()}"
        yield replace(part, key=f"{part.key}-{run.first}", title=title, prepared=prepared, span=run, label=label)


def _plans_of(volumes: Sequence[PublishedFile], chosen: Mapping[int, str]) -> list[contents.PartPlan]:
    plans = [piece.plan for piece in pieces(volumes) if piece.plan.span.first in chosen and not piece.plan.holder]
    return sorted(plans, key=lambda plan: plan.span.first)


def _parts_of(plans: list[contents.PartPlan], edition: str, chosen: Mapping[int, str]) -> list[join.Part]:
    parts = build.parts_of(plans, edition)
    return [replace(part, title=chosen[plan.span.first]) for plan, part in zip(plans, parts, strict=True)]
