"""
Remove hidden shapes, animations, sounds and actions from a presentation, and list the text of its hidden slides.

Hidden slides stay in the file, and LibreOffice leaves them out of the PDF (its option `ExportHiddenSlides`).

Runs in the child process that takes an upload in.
"""

from typing import Any

from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import local, paragraphs, remove
from meetings.packs.intake.office.left_out import Pair

TAKEN_OUT = frozenset(["timing", "transition", "controls", "hlinkMouseOver", "custDataLst", "modifyVerifier"])
LINK_KINDS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "")


def clean(parts: dict[str, Any], out: list[Pair]) -> list[Pair]:
    """Clean every slide; add the texts left out to `out`, and return the texts that the PDF must contain."""
    texts: list[Pair] = []
    for name, root in parts.items():
        if name.startswith("ppt/slides/") and not name.endswith(".rels"):
            texts += _clean_slide(root, out)
        elif name.startswith("ppt/slide") or name == "ppt/presentation.xml":
            _clean(root, [])
        elif name.startswith(("ppt/diagrams/data", "ppt/charts/chart")):
            texts += [(left_out.DRAWN, text) for text in paragraphs(root)]
    return texts


def _clean_slide(root: Any, out: list[Pair]) -> list[Pair]:
    if root.get("show") in ("0", "false"):
        out.append((left_out.HIDDEN_SLIDES, " / ".join(paragraphs(root)) or "A slide without text"))
        return []
    _clean(root, out)
    return [(left_out.BODY, text) for text in paragraphs(root)]


def _clean(root: Any, out: list[Pair]) -> None:
    for element in list(root.iter()):
        name = local(element)
        if name in TAKEN_OUT:
            remove(element)
        elif name == "cNvPr" and element.get("hidden") in ("1", "true"):
            shape = element.getparent().getparent()
            out.append((left_out.HIDDEN, " / ".join(paragraphs(shape))))
            remove(shape)
        elif name == "hlinkClick" and element.get("action", "") not in LINK_KINDS:
            remove(element)
        elif name == "oleObj":
            out.append((left_out.OBJECTS, ""))
