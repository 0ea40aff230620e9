"""The demonstration's papers: HTML under fixtures/demo/papers, printed to PDFs and handed in as uploads."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

from committee.models import User
from meetings.models import Access, AgendaItem, Paper
from meetings.procedure import papers

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo" / "papers"


def catalogue() -> dict[str, dict[str, Any]]:
    """What papers.toml says of each source, by its slug."""
    entries = tomllib.loads((FOLDER / "papers.toml").read_text("utf-8"))["paper"]
    return {entry["slug"]: entry for entry in entries}


def printed(entry: dict[str, Any]) -> bytes:
    """The PDF of one source, tagged or (on purpose) not, as a careful or a hurried author would hand it in."""
    import weasyprint

    variant = {"pdf_variant": "pdf/ua-1"} if entry["tagged"] else {}
    return weasyprint.HTML(filename=str(FOLDER / f"{entry['slug']}.html")).write_pdf(**variant)


def hand_in(item: AgendaItem, wanted: dict[str, Any], *, at: dt.datetime, by: User) -> Paper:
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
        data=printed(entry),
        filename=f"{entry['slug']}.pdf",
        at=at,
        by=by,
        **withheld,
    )
    changes: dict[str, Any] = {}
    if wanted.get("background"):
        changes["background_papers"] = wanted["background"]
    if wanted.get("appendix_of"):
        changes["appendix_of"] = item.papers.get(title=catalogue()[wanted["appendix_of"]]["title"])
    return papers.edit_paper(paper, by=by, **changes) or paper if changes else paper
