"""Serve static files compressed, even without `collectstatic`: on a developer's machine and in the demonstration."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from committee.public_pages.store import SMALLEST, encoded

WORTH_IT = (".css", ".js", ".svg", ".json", ".txt")
SUFFIXES = {"br": ".br", "gzip": ".gz"}


class ServeStaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc] # it has no types
    """
    WhiteNoise, which sends the files that `collectstatic` has compressed.

    Without `collectstatic`, each file is compressed on its first request. The result is stored under the hash of the
    file's content, so that all processes share it until the file changes.
    """

    def __init__(self, get_response: Any = None) -> None:
        self.sources: dict[str, str] = {}
        super().__init__(get_response)

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Record the source file of an address, to compress it on its first request."""
        super().add_file_to_dictionary(url, path, stat_cache)
        if self.use_finders and path.endswith(WORTH_IT):
            self.sources[url] = path

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return a static file, compressed where the browser accepts compression; pass other requests on."""
        if source := self.sources.pop(request.path_info, None):
            with contextlib.suppress(OSError):  # where the disk is full, the file is sent uncompressed
                self.files[request.path_info] = self._compressed(request.path_info, source)
        answer: HttpResponseBase = super().__call__(request)
        return answer

    def _compressed(self, url: str, path: str) -> StaticFile:
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings=compressed(Path(path)))


def compressed(source: Path) -> dict[str, str]:
    """Return the paths of a file's compressed copies by encoding, made on first use; none for a tiny file."""
    body = source.read_bytes()
    if len(body) < SMALLEST:
        return {}
    folder = settings.VAR_DIR / "static-compressed"
    folder.mkdir(exist_ok=True)
    name = hashlib.sha256(body).hexdigest()
    paths = {encoding: folder / f"{name}{suffix}" for encoding, suffix in SUFFIXES.items()}
    for encoding, path in paths.items():
        if not path.exists():
            half = folder / f"{name}.{secrets.token_hex(8)}"
            half.write_bytes(encoded(body, encoding))
            os.replace(half, path)  # so that no other process reads an unfinished file
    return {encoding: str(path) for encoding, path in paths.items()}
