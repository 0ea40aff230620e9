"""A printed document as an answer to a request: its PDF, or its Word document."""

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
    """Return the document as "pdf" or "docx", kept once it is made. Raises committee.printing.PrintingError."""
    kind, key, make = MAKERS[suffix]
    return derived_store.derived(kind, key(document), lambda: make(document))


def kept(document: Document, suffix: str) -> bytes | None:
    """Return the stored file, or None if not made yet: public pages must not wait for a printer."""
    kind, key, _ = MAKERS[suffix]
    return derived_store.kept(kind, key(document))


def unkept(document: Document, suffix: str) -> bytes:
    """Make the file without storing it, for a document with a name that is to be forgotten."""
    return MAKERS[suffix][2](document)


def send_private(
    document: Document, suffix: str, *words: object, print_with: Callable[[Document, str], bytes] = made
) -> HttpResponseBase:
    """
    Send the document to a permitted reader, under a file name of these `words`; no cache stores it.

    Call it only after the reader's right has been established. 404 for any other `suffix` than "pdf" and "docx". Raises
    files.Unavailable where it cannot be printed, which the middleware says to the reader in a sentence.
    """
    if suffix not in CONTENT_TYPES:
        raise Http404
    try:
        data = print_with(document, suffix)
    except PrintingError as error:
        raise files.Unavailable(str(error)) from error
    return files.send_copy(data, file_name(suffix, *words), CONTENT_TYPES[suffix])


def send_public(request: HttpRequest, data: bytes, suffix: str, *words: object, key: str) -> HttpResponseBase:
    """Send a public file, made of the document whose hash is `key`."""
    name = file_name(suffix, *words)
    return files.send_made(request, data, name, key=f"{key}{suffix}", content_type=CONTENT_TYPES[suffix])


def file_name(suffix: str, *words: object) -> str:
    """Return a plain file name of letters, digits and hyphens."""
    return files.file_name(*words).removesuffix("pdf") + suffix
