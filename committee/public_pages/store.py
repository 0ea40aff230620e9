"""Cached pages in the memory of each process. The page that was not requested for longest is evicted first."""

import datetime as dt
import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import brotli

from committee.public_pages.stamps import Stamp

BROTLI_QUALITY, GZIP_LEVEL = 5, 6  # compressing 17 KB takes a millisecond
SMALLEST = 200  # bytes: a smaller body is not compressed
type Key = tuple[str, str, str]  # scheme, host, path
OF_A_PAGE = 2048  # bytes of memory that a page takes besides its bodies


def encoded(body: bytes, encoding: str) -> bytes:
    """Return `body` compressed by `encoding` ("br" or "gzip"); unchanged for ""."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    if encoding == "gzip":
        # gzip.compress would write the time of day into the body; here equal pages have equal bytes.
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        return packer.compress(body) + packer.flush()
    return body


def etag(body: bytes, encoding: str) -> str:
    """Return the ETag of a body in an encoding, made from its hash."""
    digest = hashlib.sha256(body).hexdigest()[:24]
    return f'"{digest}-{encoding}"' if encoding else f'"{digest}"'


@dataclass(slots=True)
class Page:
    """A cached page: the stamp and the day for which it is valid, its headers, and (body, ETag) by encoding."""

    stamp: Stamp | None
    day: dt.date
    headers: dict[str, str]
    body: bytes
    encodings: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def ready(self, encoding: str) -> tuple[bytes, str]:
        """Return the body in an encoding, and its ETag; both are made on first use."""
        if encoding not in self.encodings:  # two threads may both make the body: the results are equal
            self.encodings[encoding] = encoded(self.body, encoding), etag(self.body, encoding)
        return self.encodings[encoding]

    @property
    def cost(self) -> int:
        """Estimated bytes of memory for the page in all its encodings."""
        return OF_A_PAGE + 2 * len(self.body)


class Store:
    """The pages that this process caches, in at most `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.used = limit, 0
        # The number `everything` of a stamp, and the council's record read under that stamp, so that the views of other
        # pages with the same number need not read the record.
        self.council: tuple[int, Any] | None = None
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> Page | None:
        """Return the cached page of a key; the caller checks whether the page is still current."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Cache the page and evict others where there is no room; ignore a page above a tenth of the limit."""
        if page.cost * 10 > self.limit:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.used += page.cost
            while self.used > self.limit:
                self._drop(next(iter(self._pages)))

    def forget(self) -> None:
        """Empty the cache."""
        with self._lock:
            self._pages.clear()
            self.used, self.council = 0, None

    def _drop(self, key: Key) -> None:
        if (page := self._pages.pop(key, None)) is not None:
            self.used -= page.cost

    def __len__(self) -> int:
        return len(self._pages)
