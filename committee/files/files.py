"""Private storage: bytes stored once per hash, outside any served folder, and the functions that send them."""

import errno
import hashlib
import io
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from committee.acts.refusal import Refused
from committee.models import StoredFile

ONE_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.IGNORECASE)


class _Sent(FileResponse):
    block_size = 64 * 1024


class _Part:
    """The next `length` bytes of an open file; closing the part closes the file."""

    def __init__(self, handle: IO[bytes], length: int) -> None:
        self._handle, self._left = handle, length

    def read(self, most: int = -1) -> bytes:
        block = self._handle.read(self._left if most < 0 else min(most, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        self._handle.close()


def answer(request: HttpRequest, handle: Any, size: int, *, etag: str, **about: Any) -> HttpResponseBase:
    """
    Return a response with the open binary file `handle` of `size` bytes, or with the range that `request` asks for.

    `etag` is the file's strong validator; "" matches no `If-Range`. `about` is passed to FileResponse.

    - The whole file is sent for several ranges, a range that cannot be parsed, or an `If-Range` that does not match
      (RFC 9110, 14.2).
    - A range that begins beyond the file's end gets status 416.
    """
    wanted = _wanted(request, size, etag)
    if wanted is None:
        response = _Sent(handle, **about)
    elif wanted[0] >= size:
        handle.close()
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    else:
        first, last = wanted
        handle.seek(first)
        response = _Sent(_Part(handle, last - first + 1), status=206, **about)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return the requested first and last byte, counted from 0; None where the whole file is to be sent."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    match = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None:
        return None
    first, last, tail = match.groups()
    if tail is not None:
        return (max(0, size - int(tail)), size - 1) if int(tail) else (size, size)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) if last else size, size - 1)


logger = logging.getLogger(__name__)
# SECURITY: a document must not run anything in our origin, however a browser interprets the document.
SANDBOXED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL = "There is no space left for files, so nothing was saved. Tell the portal’s administrator."
OUT_OF_REACH = (
    "File storage is not available. Nothing has been lost. Try again in a few minutes. If it "
    "happens again, tell the portal’s administrator."
)
LOST = (
    "This file is missing from storage or damaged. If it is a paper you sent, upload it again. "
    "Otherwise tell the committee team."
)
BLOCK = 1024 * 1024


class Unavailable(Refused):
    """Raised where storage is full or out of reach at present; files stored before are not lost."""


class BeingPrepared(Unavailable):
    """
    Raised where a document is not printed yet. `kind` names the document, such as "pack".

    `title` is a sentence for the page. `instead` is a link, (address, text), to another version that can be read now.
    """

    def __init__(self, kind: str, *, instead: tuple[str, str] | None = None) -> None:
        self.title, self.instead = f"The {kind} is being prepared", instead
        super().__init__(f"{self.title}. Try again in a minute.")


class Lost(FileNotFoundError):
    """Raised where storage is in reach, but lacks a file that was stored in it."""


class Altered(ValueError):
    """Raised where the bytes under a hash are not the bytes that were stored."""


def _storage() -> Storage:
    return storages["private"]


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(data: bytes, content_type: str = "application/pdf") -> StoredFile:
    """
    Store `data`, and return its record. Equal bytes are stored once, however often they are uploaded.

    A damaged or missing file under the hash is replaced. Raises Unavailable where storage is full or out of reach.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with _in_reach():
            if not _is_whole(sha256):
                _storage().save(_path(sha256), ContentFile(data))
    except Lost as error:  # the folder of the storage is gone
        raise Unavailable(OUT_OF_REACH) from error
    record, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "content_type": content_type}
    )
    return record


def _is_whole(sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        with _storage().open(_path(sha256)) as handle:
            while block := handle.read(BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == sha256


def read(record: StoredFile) -> bytes:
    """
    Return the bytes of `record`.

    Raises Lost where the bytes are missing, Altered where they are not the bytes that were stored, and Unavailable
    where storage is out of reach.
    """
    with _in_reach(), _storage().open(_path(record.sha256)) as handle:
        data = handle.read()
    if hashlib.sha256(data).hexdigest() != record.sha256:
        logger.error("stored file %s has been altered", record.sha256)
        raise Altered(f"The stored file {record.sha256[:12]} has been altered.")
    return cast(bytes, data)


def blocks(sha256: str, *, is_expected: bool = True) -> Iterator[bytes]:
    """
    Yield the bytes stored under a hash, block by block, without checking them. Raises Lost and Unavailable.

    A missing file is logged as an error, unless the caller passes `is_expected=False` because it may be erased.
    """
    with _in_reach(is_expected=is_expected):
        handle = _storage().open(_path(sha256))
    with handle:
        while True:
            with _in_reach():
                block = handle.read(BLOCK)
            if not block:
                return
            yield block


def put_back(sha256: str, content: "File[Any]") -> None:
    """Store `content`, bytes of a backup, under their hash, which has a record already. Raises Unavailable."""
    with _in_reach():
        _storage().save(_path(sha256), content)


def try_storage() -> None:
    """Store a small file, read it and delete it. Raises Unavailable where one of these fails."""
    name, data = f"tried/{secrets.token_hex(8)}", b"tried"
    with _in_reach():
        _storage().save(name, ContentFile(data))
        with _storage().open(name) as handle:
            read_back = handle.read()
        _storage().delete(name)
    if read_back != data:
        raise Unavailable(OUT_OF_REACH)


def is_in_reach() -> bool:
    """Return whether storage answers."""
    try:
        with _in_reach():
            _storage().listdir("")  # `exists` would not notice that a folder is no longer mounted
    except (Unavailable, Lost):
        return False
    return True


def is_empty(folder: str = "") -> bool:
    """Return whether storage has no files. Raises Unavailable."""
    with _in_reach():
        try:
            folders, files = _storage().listdir(folder)
        except FileNotFoundError:
            return True
    return not files and all(is_empty(f"{folder}{name}/") for name in folders)


@contextmanager
def _in_reach(*, is_expected: bool = True) -> Iterator[None]:
    """Raise Lost where a stored file is missing, and Unavailable where the storage itself fails."""
    try:
        yield
    except FileNotFoundError as error:
        if is_expected:
            logger.error("storage has lost a file: %s", error)
        raise Lost("The file is missing from storage.") from error
    except OSError as error:
        logger.error("storage is in trouble: %s", error)
        raise Unavailable(FULL if error.errno in NO_ROOM else OUT_OF_REACH) from error


def holds(record: StoredFile) -> bool:
    """Return whether storage has the file of `record`, with the recorded size; the file is not read."""
    with _in_reach():
        try:
            return _storage().size(_path(record.sha256)) == record.size
        except FileNotFoundError:
            return False  # not logged as an error, because the caller asks whether the file is missing


def erase(record: StoredFile) -> None:
    """Delete the bytes of `record`, but keep its hash and size. Call this only if no row refers to the record."""
    with _in_reach():
        _storage().delete(_path(record.sha256))


def clear_damaged(record: StoredFile) -> None:
    """Delete the stored bytes of `record` where they are damaged, so that the file counts as lost."""
    with _in_reach():
        if not _is_whole(record.sha256):
            _storage().delete(_path(record.sha256))


def file_name(*words: object) -> str:
    """Return a file name made of `words`, in small letters, digits and hyphens, ending in .pdf."""
    return "-".join(re.sub(r"[^a-z0-9]+", "-", str(word).lower()).strip("-") for word in words if word)[:120] + ".pdf"


def send(
    request: HttpRequest, record: StoredFile, name: str, *, private: bool, download: bool = False
) -> HttpResponseBase:
    """
    Return a response with the bytes of `record`, or the range that `request` asks for, under the file name `name`.

    SECURITY: call this only after the reader's right to the file has been checked. A private file has no ETag, and no
    cache stores it. A cache must revalidate a public file each time; the ETag is the file's hash.

    Raises Lost or Unavailable, which the middleware shows to the reader as a sentence.
    """
    etag = f'"{record.sha256}"'
    if not private and etag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        with _in_reach():
            handle = _storage().open(_path(record.sha256))
            response = answer(
                request,
                handle,
                handle.size,
                etag="" if private else etag,
                as_attachment=download,
                filename=name,
                content_type=record.content_type,
            )
    return _guarded(response) if private else _revalidated(response, etag)


def send_made(
    request: HttpRequest, data: bytes, name: str, *, key: str, content_type: str = "application/pdf"
) -> HttpResponseBase:
    """
    Return a response with a public file made of stored files, or the range of bytes that `request` asks for.

    `key`, a hash of everything that the file is made from, is its ETag.
    """
    etag = f'"{key}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _revalidated(HttpResponse(status=304), etag)
    about = {"as_attachment": False, "filename": name, "content_type": content_type}
    return _revalidated(answer(request, io.BytesIO(data), len(data), etag=etag, **about), etag)


def send_copy(
    data: bytes, name: str, content_type: str = "application/pdf", *, as_attachment: bool = False
) -> HttpResponseBase:
    """
    Return a response with a copy made for one reader (marked, watermarked, a picture); no cache stores the copy.

    With `as_attachment` the browser saves the copy, and the page with the form stays open.
    """
    file = io.BytesIO(data)
    return _guarded(FileResponse(file, as_attachment=as_attachment, filename=name, content_type=content_type))


def _revalidated(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = etag
    response["Content-Security-Policy"] = SANDBOXED
    return response


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOXED
    return response
