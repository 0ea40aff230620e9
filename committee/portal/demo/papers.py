"""
The demonstration's papers: HTML files under fixtures/demo/papers, printed to PDF and added to the agendas.

An entry of papers.toml that is `tagged` stands for a careful author: its PDF keeps its tags, and the paper is added as
the portal's own, with its HTML. Any other entry stands for a hurried author: its PDF loses its tags, and the paper is
added as an upload.
"""

import base64
import datetime as dt
import io
import re
import tomllib
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Self

import lxml.html
from django.conf import settings
from pikepdf import Name, Pdf

from committee import printing
from committee.models import User
from meetings.models import Access, AgendaItem, Paper
from meetings.packs.intake.take_in import Intake
from meetings.papers import taking_in, text_versions
from meetings.papers import verbs as papers

FACTS = Path(settings.BASE_DIR) / "fixtures" / "demo"
FOLDER = FACTS / "papers"
LINES = ".//*[self::h1 or self::h2 or self::h3 or self::p or self::li or self::tr]"
PICTURE = re.compile(r'url\("([\w-]+\.svg)"\)')


def facts_of(name: str) -> dict[str, Any]:
    """Return the facts of a file under fixtures/demo."""
    return tomllib.loads((FACTS / f"{name}.toml").read_text("utf-8"))


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Return the entries of papers.toml by their slugs."""
    return {entry["slug"]: entry for entry in facts_of("papers/papers")["paper"]}


def source(slug: str) -> str:
    """Return one paper's HTML with its style sheet and pictures inside it, so that it can be printed on its own."""
    html = (FOLDER / f"{slug}.html").read_text("utf-8")
    return html.replace('<link rel="stylesheet" href="paper.css">', f"<style>{_style()}</style>")


@cache
def _style() -> str:
    css = (FOLDER / "paper.css").read_text("utf-8").replace("../../../static/", "/static/")

    def picture(match: re.Match[str]) -> str:
        data = base64.b64encode((FOLDER / match[1]).read_bytes()).decode()
        return f'url("data:image/svg+xml;base64,{data}")'

    return PICTURE.sub(picture, css)


def prints() -> dict[str, bytes]:
    """Return the PDF of every paper by its slug."""
    return {slug: printed(slug) for slug in catalogue()}


@cache
def printed(slug: str) -> bytes:
    """Return the PDF of one paper, printed once per process."""
    entry = catalogue()[slug]
    [pdf] = printing.print_all([printing.Job(source(slug), entry["title"], entry["language"])])
    return pdf if entry["tagged"] else _without_tags(pdf)


def _without_tags(pdf: bytes) -> bytes:
    """Return the PDF without its tags and metadata, as many authors' programs save it."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        for key in (Name.StructTreeRoot, Name.MarkInfo, Name.Metadata):
            del document.Root[key]
        out = io.BytesIO()
        document.save(out, static_id=True)
    return out.getvalue()


class Desk:
    """
    Prints the papers and runs their intake in the background, while the rest of the demonstration is loaded.

    On leaving the context manager, papers not yet started are dropped. One printing thread is enough: all papers are
    printed before the first is needed.
    """

    def __init__(self) -> None:
        self._printing = ThreadPoolExecutor(1)
        self._reading = ThreadPoolExecutor(settings.SANDBOX_CHILDREN)
        self._made: dict[str, Future[Future[Intake]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._printing.shutdown(cancel_futures=True)
        self._reading.shutdown(cancel_futures=True)

    def begin(self) -> None:
        """Start to print all papers, unless they were started before."""
        self._made = self._made or {slug: self._printing.submit(self._make, slug) for slug in catalogue()}

    def _make(self, slug: str) -> Future[Intake]:
        return self._reading.submit(taking_in.take_in, printed(slug), _filename(slug))

    def paper(self, slug: str) -> Intake:
        """Return the intake of one paper; wait until it is ready."""
        self.begin()
        return self._made[slug].result().result()


def _filename(slug: str) -> str:
    return f"{slug}.pdf"


def hand_in(item: AgendaItem, wanted: dict[str, Any], desk: Desk, *, at: dt.datetime, by: User) -> Paper:
    """Hand in one paper of an item as its fixture describes it."""
    entry = catalogue()[wanted["source"]]
    withheld: dict[str, Any] = {}
    if wanted.get("paragraphs"):
        withheld = {
            "access": Access.EXEMPT,
            "paragraphs": tuple(wanted["paragraphs"]),
            "public_interest_reason": wanted["reason"],
            "not_registrable": True,
            "not_own_development": True,
            "contract_terms": wanted.get("contract_terms", False),
            "public_title": wanted.get("public_title", ""),
        }
    paper = papers.add_paper(
        item,
        title=entry["title"],
        kind=wanted.get("kind", entry["kind"]),
        data=desk.paper(entry["slug"]),
        filename=_filename(entry["slug"]),
        at=at,
        by=by,
        ours=entry["tagged"],
        source=source(entry["slug"]) if entry["tagged"] else "",
        **withheld,
    )
    changes: dict[str, Any] = {}
    if wanted.get("background"):
        changes["background_papers"] = wanted["background"]
    if wanted.get("appendix_of"):
        changes["appendix_of"] = item.papers.get(title=catalogue()[wanted["appendix_of"]]["title"])
    if wanted.get("written_out"):
        _write_out(paper, entry["slug"], at=at, by=by)
    return papers.edit_paper(paper, by=by, **changes) or paper if changes else paper


def _write_out(paper: Paper, slug: str, *, at: dt.datetime, by: User) -> None:
    """Write the text version of a presentation without tags: the words of each slide, line by line."""
    slides = lxml.html.fromstring((FOLDER / f"{slug}.html").read_text("utf-8")).findall(".//section")
    file = paper.files.latest("number")
    for page, slide in enumerate(slides, start=1):
        lines = [" ".join(" ".join(line.itertext()).split()) for line in slide.xpath(LINES)]
        text_versions.write_page_text(file, page=page, text="\n".join(lines), at=at, by=by)
