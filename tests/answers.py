"""Who asks, and everything that an answer gives away."""

import hashlib
import io
import zipfile
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from committee.acts.refusal import Refused
from committee.models import User


def client_of(user: User | None, **options: Any) -> Client:
    """Return a client signed in as `user`, or as nobody."""
    client = Client(**options)
    if user:
        client.force_login(user)
    return client


def words(answer: Any) -> str:
    """Return the text of an answer, each run of blanks as one."""
    return " ".join(answer.content.decode().split())


def body(answer: Any) -> bytes:
    """Return the bytes of an answer, of one that is streamed too."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def refused(rule: str, match: str = "") -> Any:
    """Expect a refusal under that rule of law."""
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == rule)


@cache
def words_in(digest: str, data: bytes) -> str:
    """Everything a PDF says: its pages as read, and every string in it (names, bookmarks, tags, metadata)."""
    document = pypdfium2.PdfDocument(data)
    said = [page.get_textpage().get_text_range() for page in document]
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        options = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
        pdf.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **options)
    # Strings are in one byte a letter or in UTF-16: without its noughts that reads the same.
    return " ".join([*said, plain.getvalue().replace(b"\0", b"").decode("latin-1")])


def everything_in(answer: Any) -> str:
    """All that an answer gives away: its headers, its words, and what a PDF in it holds."""
    return " ".join(f"{name}: {value}" for name, value in answer.headers.items()) + everything_of(body(answer))


def everything_of(data: bytes) -> str:
    """All that a file says: the words and strings of a PDF, the members of an archive (as Word's are), or the text."""
    if data.startswith(b"%PDF"):
        return words_in(hashlib.sha256(data).hexdigest(), data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(name + everything_of(archive.read(name)) for name in archive.namelist())
    return data.decode(errors="replace")
