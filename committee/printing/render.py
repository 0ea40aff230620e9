"""
Print one document in this process.

Rules for authors of print templates, so that veraPDF finds no fault:

- ``<a>`` contains only text, no ``<strong>``
- every ``<img>`` has an ``alt`` that is not empty (decoration is a CSS background)
- headings start at h1 and skip no level
- a data table has ``<th scope>``

For large print the HTML is changed where a style sheet is not enough: wide tables, columns, spaced-out capitals. The
style sheet static/css/large_print.css follows UKAAF's and RNIB's advice on clear print, at 18 point or more.
"""

import atexit
import ctypes.util
import hashlib
import logging
import mimetypes
import re
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from committee.printing import tables
from committee.printing.job import PrintingError

SIDE_BY_SIDE = re.compile(r"\bdisplay\s*:\s*(?:inline-)?(?:flex|grid)\b", re.I)
SPACED_OUT = re.compile(r"^\s*(?:[A-Z] ){2,}[A-Z]\s*$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def enlarge(html: Element) -> None:
    """
    Change a parsed document for large print.

    - The document gets one column.
    - A heading of several words in capitals is written in small letters.
    - A table that is too wide for the page is written out row by row, with each cell under the name of its column.
    """
    for element in html.iter():
        if element.tag == "style" and element.text:
            element.text = SIDE_BY_SIDE.sub("display: block", element.text)
        if "style" in element.attrib:
            del element.attrib["style"]
        if element.tag in HEADINGS:
            _calm(element)
    tables.fit(html)


def _calm(heading: Element) -> None:
    """
    Change a heading “A G E N D A” to “Agenda”, and “PART ONE” to “Part One”.

    A single word stays in capitals, because it may be an abbreviation.
    """
    words = "".join(heading.itertext())
    if not words.isupper() or len(words.split()) < 2:
        return
    for element in heading.iter():
        element.text = _in_small_letters(element.text)
        if element is not heading:
            element.tail = _in_small_letters(element.tail)


def _in_small_letters(text: str | None) -> str | None:
    if not text:
        return text
    return (text.replace(" ", "") if SPACED_OUT.match(text) else text).title()


STATIC = Path(__file__).resolve().parent.parent.parent / "static"
NOWHERE = "https://portal.invalid/"  # base address of "/static/..."; never requested
NEEDED = {"pango-1.0": "pango", "pangoft2-1.0": "pangoft2"}  # C libraries, and the names to report them by
SUBSETTER = "harfbuzz-subset"
ENDLESS = re.compile(r"[^ \t\n\f\r]{400}(?=[^ \t\n\f\r])")

logger = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # Pango's font map is shared by every document of the process

# Without the subsetter WeasyPrint uses fontTools, and warns at its start and for every font. script/setup warns once,
# and says how to install the subsetter.
warnings.filterwarnings("ignore", "HarfBuzz-Subset will be required", DeprecationWarning)
logging.getLogger("weasyprint").addFilter(lambda record: "HarfBuzz-Subset" not in str(record.msg))


@dataclass(frozen=True, slots=True)
class Snug:
    """A tighter style for a document. It is used if a later page has at most `lines` lines, and if it saves a page."""

    css: str
    lines: int = 3


def missing_libraries() -> list[str]:
    """Return the names of the C libraries that WeasyPrint needs and this machine lacks."""
    missing = [name for library, name in NEEDED.items() if ctypes.util.find_library(library) is None]
    if not missing:
        return []
    try:
        import weasyprint  # noqa: F401  (macOS finds its libraries by other means than find_library)
    except OSError:
        return missing
    return []


def has_subsetter() -> bool:
    """Return whether HarfBuzz's font subsetter is installed; without it, printing takes longer."""
    if ctypes.util.find_library(SUBSETTER):
        return True
    try:
        from weasyprint.text.ffi import harfbuzz_subset  # macOS: see missing_libraries
    except OSError:
        return False
    return harfbuzz_subset is not None


def render_pdf(
    html: str,
    *,
    title: str,
    language: str = "en-GB",
    large: bool = False,
    headroom: float = 0,
    snug: Snug | None = None,
) -> bytes:
    """
    Return a whole HTML document as a tagged PDF, styled by static/css/print.css and its own ``<style>``.

    - ``large`` asks for large print, which overrides the document's own style; ``headroom`` is as in `Job`
    - ``snug`` is a tighter style that may save an almost empty page

    Only ``/static/...`` and ``data:`` addresses are loaded. The same HTML, title and language give the same bytes.
    Raises PrintingError where the document loads any other address, has no title, or makes WeasyPrint fail, or where
    libraries are missing.
    """
    if not title.strip():
        raise PrintingError("A printed document needs a title: screen readers announce it.")
    try:
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise PrintingError(
            f"PDFs cannot be printed on this machine: {', '.join(missing_libraries())} missing."
        ) from error
    with _one_at_a_time:
        try:
            return _print(html, title.strip(), language, large, headroom, snug)
        except FatalURLFetchingError as error:
            raise PrintingError(str(error)) from error
        except MemoryError:
            raise
        except Exception as error:  # the user needs a message for any error of WeasyPrint
            logger.exception("“%s” could not be printed", title)
            raise PrintingError(f"“{title.strip()}” could not be printed: WeasyPrint failed on it.") from error


def _print(html: str, title: str, language: str, large: bool, headroom: float, snug: Snug | None) -> bytes:
    import weasyprint

    source = weasyprint.HTML(string=html, base_url=NOWHERE, url_fetcher=_fetcher())
    source.etree_element.set("lang", source.etree_element.get("lang") or language)
    _take_soft_hyphens(source.etree_element)
    _part_endless_words(source.etree_element)
    if large:
        enlarge(source.etree_element)

    def laid_out(*more: str) -> Any:
        return source.render(
            font_config=_font_config(),
            stylesheets=[*_sheets(large, headroom), *(weasyprint.CSS(string=css) for css in more)],
            pdf_variant="pdf/ua-1",
            cache={},
            presentational_hints=True,
        )

    document = laid_out()
    if snug and not large and any(_lines(page) <= snug.lines for page in document.pages[1:]):
        tighter = laid_out(snug.css)
        document = tighter if len(tighter.pages) < len(document.pages) else document
    document.metadata.title = title
    return cast(bytes, document.write_pdf(pdf_variant="pdf/ua-1", finisher=_say_what_headers_head))


def _say_what_headers_head(_document: Any, pdf: Any) -> None:
    """Give each header cell its Scope, which WeasyPrint leaves out and some screen readers rely on."""
    tags = {tag.reference: tag for tag in pdf.objects if hasattr(tag, "get") and tag.get("S") in ("/TR", "/TH", "/TD")}
    for row in tags.values():
        cells = [tags[cell] for cell in row["K"] if cell in tags]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if row["S"] == "/TR" and cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _take_soft_hyphens(root: Any) -> None:
    """
    Remove soft hyphens: WeasyPrint's time grows with the cube of their number in a word of a table.

    A word of 4,000 letters with a soft hyphen after each letter would take an hour to print.
    """
    for element in root.iter():
        element.text, element.tail = (text and text.replace("\u00ad", "") for text in (element.text, element.tail))


def _part_endless_words(root: Any) -> None:
    """
    Break words of more than 400 characters in tables, by a space after every 400 characters.

    A line can break at a zero-width space, a hyphen or a slash. WeasyPrint's time grows with the cube of the number of
    such characters in a word.
    """
    for cell in (*root.iter("td"), *root.iter("th")):
        for element in cell.iter():
            element.text = element.text and ENDLESS.sub(r"\g<0> ", element.text)
            if element is not cell:
                element.tail = element.tail and ENDLESS.sub(r"\g<0> ", element.tail)


def _lines(page: Any) -> int:
    """Return the number of lines on a page; lines in its margins do not count."""
    from weasyprint.formatting_structure.boxes import LineBox

    return sum(isinstance(box, LineBox) for box in page._page_box.children[0].descendants())


def _sheets(large: bool, headroom: float) -> list[Any]:
    sheets = [_sheet("print.css"), _sheet("large_print.css")] if large else [_sheet("print.css")]
    if headroom:
        import weasyprint

        sheets.append(weasyprint.CSS(string=f"@page {{ margin-top: {headroom:.1f}mm !important }}"))
    return sheets


def template_html(template_name: str, context: Mapping[str, Any], title: str) -> str:
    """Return the whole HTML document of a template (usually ``print/...html``), ready to be printed."""
    from django.template.loader import render_to_string

    language = str(context.get("language") or "en-GB")
    return render_to_string(template_name, {"title": title, "language": language, **context})


def key_of(html: str, title: str, language: str = "en-GB") -> str:
    """
    Return a hash of a document, its title and language, our style sheets and WeasyPrint's version.

    These decide the bytes of a PDF of `render_pdf` that is printed without `large`, `headroom` and `snug`.
    """
    return hashlib.sha256("\0".join([html, title, language, _style_key()]).encode()).hexdigest()


@cache
def _style_key() -> str:
    import weasyprint

    folder = STATIC / "css"
    sheets = b"".join(path.read_bytes() for path in sorted(folder.glob("*.css")))
    return f"{hashlib.sha256(sheets).hexdigest()} {weasyprint.__version__}"


def print_template(
    template_name: str, context: Mapping[str, Any], title: str, *, large: bool = False, snug: Snug | None = None
) -> bytes:
    """Return the PDF of a rendered template; ``context["language"]`` sets the language."""
    language = str(context.get("language") or "en-GB")
    html = template_html(template_name, context, title)
    return render_pdf(html, title=title, language=language, large=large, snug=snug)


@cache
def _font_config() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _sheet(name: str) -> Any:
    import weasyprint

    return weasyprint.CSS(
        string=(STATIC / "css" / name).read_text("utf-8"),
        base_url=f"{NOWHERE}static/css/{name}",
        url_fetcher=_fetcher(),
        font_config=_font_config(),
    )


# WeasyPrint must free its fonts before the interpreter shuts down.
atexit.register(_font_config.cache_clear)
atexit.register(_sheet.cache_clear)


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFolderOnly(URLFetcher):
        """A fetcher of static files. SECURITY: a paper's HTML must reach neither other files nor the network."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url.lower().startswith("data:"):
                return super().fetch(url)
            path = static_file(url)
            if path is None:
                raise FatalURLFetchingError(
                    f"The printed page asks for {url[:200]!r}. "
                    "Only files of the static folder, written as /static/..., may be used."
                )
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return StaticFolderOnly(allowed_protocols={"data"}, fail_on_errors=True)


def static_file(url: str) -> Path | None:
    """Return the file of the static folder at an address; None for any other address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.path.startswith("/static/"):
        return None
    path = (STATIC / unquote(parts.path.removeprefix("/static/"))).resolve()
    return path if path.is_relative_to(STATIC) and path.is_file() else None
