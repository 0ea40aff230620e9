"""HTML to tagged PDF (PDF/UA-1), without the network and without any file outside the static folder.

Traps that veraPDF found, for whoever writes print templates: only text inside ``<a>`` (no ``<strong>``); every
``<img>`` needs a non-empty ``alt`` (decoration is a CSS background); headings start at h1 and skip no level; a data
table has ``<th scope>``.
"""

import atexit
import ctypes.util
import mimetypes
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

STATIC = Path(__file__).resolve().parent.parent / "static"
NOWHERE = "https://portal.invalid/"  # what a bare "/static/..." is resolved against; never asked for
LIBRARIES = {"pango-1.0": "pango", "pangoft2-1.0": "pangoft2", "harfbuzz-subset": "harfbuzz-subset"}

_one_at_a_time = threading.Lock()  # Pango's font map is shared by every document of the process


class PrintingError(RuntimeError):
    """The HTML cannot be printed as it stands; the text says why."""


def missing_libraries() -> list[str]:
    """Return the names of the C libraries that WeasyPrint needs and this machine lacks."""
    missing = [name for library, name in LIBRARIES.items() if ctypes.util.find_library(library) is None]
    if not missing:
        return []
    try:
        import weasyprint  # noqa: F401  (macOS finds its libraries by other means than find_library)
    except OSError:
        return missing
    return []


def render_pdf(html: str, *, title: str, language: str = "en-GB", base: str | None = None) -> bytes:
    """Print a whole HTML document as a tagged PDF, styled by static/css/print.css and its own ``<style>``.

    ``base`` is the address that relative links are resolved against. Only ``/static/...`` and ``data:`` are loaded.
    The same HTML, title and language give the same bytes.
    Raises PrintingError where the document asks for anything else, has no title, or the libraries are missing.
    """
    if not title.strip():
        raise PrintingError("A printed document needs a title: screen readers announce it.")
    try:
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError
    except OSError as error:
        raise PrintingError(
            f"PDFs cannot be printed on this machine: {', '.join(missing_libraries())} missing."
        ) from error
    with _one_at_a_time:
        fetch, font_config, stylesheet = _workshop()
        try:
            source = weasyprint.HTML(string=html, base_url=base or NOWHERE, url_fetcher=fetch)
            source.etree_element.set("lang", source.etree_element.get("lang") or language)
            document = source.render(
                font_config=font_config,
                stylesheets=[stylesheet],
                pdf_variant="pdf/ua-1",
                cache={},
                presentational_hints=True,
            )
            document.metadata.title = title.strip()
            return document.write_pdf(pdf_variant="pdf/ua-1")
        except FatalURLFetchingError as error:
            raise PrintingError(str(error)) from error


def print_template(template_name: str, context: Mapping[str, Any], title: str) -> bytes:
    """Render a template (usually ``print/...html``) and print it; ``context["language"]`` sets the language."""
    from django.template.loader import render_to_string

    language = str(context.get("language") or "en-GB")
    html = render_to_string(template_name, {"title": title, "language": language, **context})
    return render_pdf(html, title=title, language=language)


@cache
def _workshop() -> tuple[Any, Any, Any]:
    """Return the fetcher, the font configuration and the parsed stylesheet, made once a process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetch, font_config = _fetcher(), FontConfiguration()
    css = weasyprint.CSS(
        string=(STATIC / "css" / "print.css").read_text("utf-8"),
        base_url=f"{NOWHERE}static/css/print.css",
        url_fetcher=fetch,
        font_config=font_config,
    )
    return fetch, font_config, css


atexit.register(_workshop.cache_clear)  # WeasyPrint tidies its fonts away while the interpreter is still whole


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFolderOnly(URLFetcher):
        """SECURITY: a paper's HTML must not be able to read this machine's files or call out to the network."""

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
    """Return the file of the static folder that an address means, or None where it means anything else."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.path.startswith("/static/"):
        return None
    path = (STATIC / unquote(parts.path.removeprefix("/static/"))).resolve()
    return path if path.is_relative_to(STATIC) and path.is_file() else None
