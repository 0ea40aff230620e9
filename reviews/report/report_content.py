"""The report of a review as a tree of content: its sections in order, with parts made from the review's rows."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from committee.files import files
from committee.richtext import cleaning, tree
from committee.richtext.tree import Block, Text
from committee.wording.dates import full_date
from reviews.evidence.publication import participants_section
from reviews.models import COMMUNITY_IMPACT, Recommendation, ReportImage, ReportSection, Review, SectionKind
from reviews.prints.content import Contents, Document, Figure, Front, Heading, Node, Prose
from reviews.proposing.scope import scope_section
from reviews.report import from_rows, left_out

IMPACT, SCHEDULE = "Community impact", "Schedule of recommendations"
PLACED = re.compile(r"\[(image|table) (\d{1,3})\]", re.IGNORECASE)
# Nodes that a text can place, by ("image" or "table", number).
ToPlace = dict[tuple[str, int], list[Node]]
DRAFT = "Draft. Not published."


def document(review: Review, *, on: dt.date, draft: bool = False) -> Document:
    """
    Return the report, made from its present sections and rows. `on` is the date of the report.

    A section without text and without parts from rows is left out. With `draft` the front is marked as a draft.
    """
    committees = [parent.committee.name for parent in review.parents.select_related("committee").order_by("pk")]
    kind = f"Report of a {review.kind_words[0].lower()}{review.kind_words[1:]}"
    title = review.title_for_public
    lines = (*committees, full_date(on), *([DRAFT] if draft else []))
    return Document(
        title=f"{title}: {kind[0].lower()}{kind[1:]}",
        front=Front(kind, title, lines, own_page=True),
        body=(Contents(), *_numbered(_sections(review))),
        on=on,
        running=f"{title}{', draft' if draft else ''}",
    )


def _numbered(sections: Iterator[tuple[str, str, list[Node]]]) -> Iterator[Node]:
    """Yield the sections under their headings, numbered from 1 after the foreword."""
    number = 0
    for anchor, words, nodes in sections:
        foreword = anchor == SectionKind.FOREWORD
        number += not foreword
        yield Heading(words if foreword else f"{number}. {words}", 2, anchor)
        yield from nodes


def _sections(review: Review) -> Iterator[tuple[str, str, list[Node]]]:
    """Yield (anchor, heading, content) of every section with content, in the report's order."""
    written = {section.kind: section for section in review.sections.all()}
    to_place = _to_place(review)
    placed: set[tuple[str, int]] = set()
    recommended = from_rows.standing(review)
    made = _made(review, recommended)
    for kind in SectionKind:
        if kind in COMMUNITY_IMPACT:
            if kind == COMMUNITY_IMPACT[0] and (nodes := _impact(written, to_place, placed)):
                yield "community-impact", IMPACT, nodes
            continue
        prose = section_nodes(written.get(kind), to_place, placed)
        rows = made[kind]() if kind in made and (prose or kind != SectionKind.FOREWORD) else []
        if kind == SectionKind.FINDINGS:
            unplaced = [nodes for key, nodes in to_place.items() if key[0] == "table" and key not in placed]
            rows = [*from_rows.findings(review), *(node for nodes in unplaced for node in nodes)]
        if nodes := [*prose, *rows]:
            yield str(kind), kind.label, nodes
        if kind == SectionKind.METHODS and (nodes := left_out.section(review)):
            yield "left-out", left_out.HEADING, nodes
        if kind == SectionKind.THANKS and (table := from_rows.schedule(recommended)):
            yield "schedule", SCHEDULE, table


def _made(review: Review, recommended: list[Recommendation]) -> dict[SectionKind, Callable[[], list[Node]]]:
    """Return, by kind of section, the function that makes nodes from rows. The nodes follow the section's text."""
    return {
        SectionKind.FOREWORD: lambda: from_rows.signature(review),
        SectionKind.CONCLUSIONS: lambda: list(from_rows.recommendations(recommended)),
        SectionKind.SCOPE: lambda: scope_section(review),
        SectionKind.MEMBERSHIP: lambda: from_rows.membership(review),
        SectionKind.METHODS: lambda: [*from_rows.methods(review), *participants_section(review)],
        SectionKind.BACKGROUND: lambda: from_rows.published_evidence(review),
    }


def _impact(written: dict[str, ReportSection], to_place: ToPlace, placed: set[tuple[str, int]]) -> list[Node]:
    nodes: list[Node] = []
    for kind in COMMUNITY_IMPACT:
        if prose := section_nodes(written.get(kind), to_place, placed, level=4):
            nodes += [Heading(kind.label, 3, str(kind)), *prose]
    return nodes


def section_nodes(
    section: ReportSection | None, to_place: ToPlace, placed: set[tuple[str, int]], *, level: int = 3
) -> list[Node]:
    """Return the nodes of a section. Replace "[image 3]" and "[table 1]" by nodes, and add their keys to `placed`."""
    nodes: list[Node] = []
    pending: list[Block] = []
    for block in cleaning.blocks(section.text) if section else []:
        key = _placed_by(block)
        if key not in to_place:
            pending.append(block)
            continue
        placed.add(key)
        nodes += [*_prose(pending, level), *to_place[key]]
        pending = []
    return [*nodes, *_prose(pending, level)]


def _to_place(review: Review) -> ToPlace:
    images = {("image", image.number): [_figure(image)] for image in review.images.select_related("file")}
    return {**images, **{("table", number): nodes for number, nodes in from_rows.figures(review).items()}}


def _prose(blocks: list[Block], level: int) -> list[Node]:
    return [Prose(tree.render(blocks), level)] if blocks else []


def _placed_by(block: Block) -> tuple[str, int]:
    """Return the kind and number of the image or table that a paragraph places, else ("", 0)."""
    match = PLACED.fullmatch("".join(run.text for run in block.runs).strip()) if isinstance(block, Text) else None
    return (match[1].lower(), int(match[2])) if match else ("", 0)


def _figure(image: ReportImage) -> Node:
    return Figure(image.alt, image.caption, data=files.read(image.file), content_type=image.file.content_type)
