"""Kept pages, in the memory of each process: those not requested for longest are given up first."""

import datetime as dt
import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import brotli

from committee.public_pages.stamps import Stamp

BROTLI_QUALITY, GZIP_LEVEL, SMALLEST = 5, 6, 200  # levels that pack 17 KB within a millisecond; bytes worth packing
type Key = tuple[str, str, str]  # scheme, host, path
OF_A_PAGE = 2048  # bytes of memory beside its bodies


def encoded(body: bytes, encoding: str) -> bytes:
    """Return a body encoded for sending: "br", "gzip", or "" for unchanged."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    if encoding == "gzip":
        # Not gzip.compress, which writes the time of day: equal pages have equal bytes.
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        return packer.compress(body) + packer.flush()
    return body


def etag(body: bytes, encoding: str) -> str:
    """Return the ETag of a body in an encoding, made from its hash."""
    digest = hashlib.sha256(body).hexdigest()[:24]
    return f'"{digest}-{encoding}"' if encoding else f'"{digest}"'


@dataclass(slots=True)
class Page:
    """A cached page: the stamp and the day it is valid for, its headers, and its bodies and ETags by encoding."""

    stamp: Stamp | None
    day: dt.date
    headers: dict[str, str]
    body: bytes
    encodings: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def ready(self, encoding: str) -> tuple[bytes, str]:
        """Return the body and validator in an encoding, made on first use."""
        if encoding not in self.encodings:  # two threads may both make it: they make the same
            self.encodings[encoding] = encoded(self.body, encoding), etag(self.body, encoding)
        return self.encodings[encoding]

    @property
    def cost(self) -> int:
        """Return about how many bytes of memory it takes, with every encoding of it."""
        return OF_A_PAGE + 2 * len(self.body)


class Store:
    """The pages that this process keeps, of at most so many bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.used = limit, 0
        # The council's record, and the `everything` of the stamp it was read under: other pages need not read it again.
        self.council: tuple[int, Any] | None = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> Page | None:
        """Return the page cached last; the caller checks whether it is still true."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Keep it, and give up others where there is no room; one that is larger than a tenth of it all is not kept."""
        if page.cost * 10 > self.limit:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.used += page.cost
            while self.used > self.limit:
                self._drop(next(iter(self._pages)))

    def forget(self) -> None:
        """Give up all of them."""
        with self._lock:
            self._pages.clear()
            self.used, self.council = 0, None

    def _drop(self, key: Key) -> None:
        if (page := self._pages.pop(key, None)) is not None:
            self.used -= page.cost

    def __len__(self) -> int:
        return len(self._pages)
