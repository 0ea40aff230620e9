"""Parts of files: tablets read a long PDF piece by piece, and a broken download goes on where it stopped (RFC 9110)."""

import re
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

ONE_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.IGNORECASE)


class _Sent(FileResponse):
    block_size = 64 * 1024


class _Part:
    """The next `left` bytes of an open file, which is closed with it."""

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
    Answer with the open binary file `handle` of `size` bytes, or with the one range that `request` asks for.

    `etag` is the file's strong validator, "" where it has none: then no `If-Range` matches and the whole is sent.
    `about` goes to FileResponse. A range that begins behind the end is answered with 416; several ranges, or one that
    cannot be read, with the whole (RFC 9110, 14.2).
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
    """Return the first and last byte asked for, both counted from 0; None where the whole is to be sent."""
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
