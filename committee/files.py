"""Private storage: bytes kept once by their hash, outside any served folder, with one door out."""

import hashlib
import io
import re

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from committee.models import StoredFile

# SECURITY: a document must not run anything in our origin, whatever a browser makes of it.
SANDBOXED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def _storage() -> Storage:
    return storages["private"]


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def keep(data: bytes, content_type: str = "application/pdf") -> StoredFile:
    """Keep `data` and return its record; the same bytes are kept once, however often they come."""
    sha256 = hashlib.sha256(data).hexdigest()
    storage = _storage()
    if not storage.exists(_path(sha256)):
        storage.save(_path(sha256), ContentFile(data))
    record, _ = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "content_type": content_type}
    )
    return record


def read(record: StoredFile) -> bytes:
    """
    The bytes of `record`.

    Raises FileNotFoundError where storage has lost them, and ValueError where they are not what was kept.
    """
    with _storage().open(_path(record.sha256)) as handle:
        data = handle.read()
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise ValueError(f"The stored file {record.sha256[:12]} has been altered.")
    return data


def file_name(*words: object) -> str:
    """A plain file name of letters, digits and hyphens, ending in .pdf."""
    return "-".join(re.sub(r"[^a-z0-9]+", "-", str(word).lower()).strip("-") for word in words if word)[:120] + ".pdf"


def send(
    request: HttpRequest, record: StoredFile, name: str, *, private: bool, download: bool = False
) -> HttpResponseBase:
    """
    The one door out: answer `request` with the bytes of `record` under the file name `name`.

    Call it only after the reader's right has been established. SECURITY: what is private is never stored by a cache
    and carries no validator; what is public is revalidated by its hash.
    """
    etag = f'"{record.sha256}"'
    if not private and etag in request.headers.get("If-None-Match", ""):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            handle = _storage().open(_path(record.sha256))
        except FileNotFoundError as error:
            raise Http404("The file is missing from storage.") from error
        response = FileResponse(handle, as_attachment=download, filename=name, content_type=record.content_type)
    if private:
        return _guarded(response)
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = etag
    response["Content-Security-Policy"] = SANDBOXED
    return response


def send_copy(data: bytes, name: str) -> HttpResponseBase:
    """The same door for a copy made for one reader (marked, watermarked): never kept by a cache."""
    return _guarded(FileResponse(io.BytesIO(data), filename=name, content_type="application/pdf"))


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOXED
    return response
