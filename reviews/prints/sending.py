"""Responses with a printed document: its PDF or its Word document."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

from committee.files import files
from committee.printing import PrintingError
from meetings.packs import derived_store
from reviews.prints import pdf, word
from reviews.prints.content import Document

CONTENT_TYPES = {"pdf": "application/pdf", "docx": word.CONTENT_TYPE}
MAKERS = {"pdf": (pdf.KIND, pdf.key, pdf.made), "docx": (word.KIND, word.key, word.made)}


def made(document: Document, suffix: str) -> bytes:
    """Return the document as "pdf" or "docx", from the cache if possible. Raises committee.printing.PrintingError."""
    kind, key, make = MAKERS[suffix]
    return derived_store.derived(kind, key(document), lambda: make(document))


def kept(document: Document, suffix: str) -> bytes | None:
    """Return the cached file; None if no file is cached. Never prints, because public pages must not wait."""
    kind, key, _ = MAKERS[suffix]
    return derived_store.kept(kind, key(document))


def unkept(document: Document, suffix: str) -> bytes:
    """Return the file without caching it, for a document that contains a name that will be deleted."""
    return MAKERS[suffix][2](document)


def send_private(
    document: Document, suffix: str, *words: object, print_with: Callable[[Document, str], bytes] = made
) -> HttpResponseBase:
    """
    Send the document to a permitted reader, under a file name of these `words`. No cache stores the response.

    Check the reader's right before the call. Raises Http404 where `suffix` is neither "pdf" nor "docx". Raises
    files.Unavailable where the document cannot be printed. The middleware shows the reader the reason.
    """
    if suffix not in CONTENT_TYPES:
        raise Http404
    try:
        data = print_with(document, suffix)
    except PrintingError as error:
        raise files.Unavailable(str(error)) from error
    return files.send_copy(data, file_name(suffix, *words), CONTENT_TYPES[suffix])


def send_public(request: HttpRequest, data: bytes, suffix: str, *words: object, key: str) -> HttpResponseBase:
    """Send a public file. `key` is the hash of its document."""
    name = file_name(suffix, *words)
    return files.send_made(request, data, name, key=f"{key}{suffix}", content_type=CONTENT_TYPES[suffix])


def file_name(suffix: str, *words: object) -> str:
    """Return a plain file name of letters, digits and hyphens."""
    return files.file_name(*words).removesuffix("pdf") + suffix
