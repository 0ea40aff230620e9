"""
A document as plain data that is kept as it was issued, and the document that such data holds.

`digest` is the SHA-256 of the data: the same document has the same, so that anybody can tell that it was not changed.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from committee.richtext.tree import Cell, Listing, Run, Table, Text
from reviews.prints.content import Contents, Document, Figure, Front, Heading, PageBreak, Prose

KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Document, Front, Heading, Prose, Figure, PageBreak, Contents),
        *(Text, Run, Listing, Table, Cell),
    )
}
TUPLES = {"runs", "body", "lines"}  # fields that hold tuples, where JSON knows lists alone


def to_json(document: Document) -> dict[str, Any]:
    """The document as JSON holds it."""
    plain: dict[str, Any] = _plain(document)
    return plain


def from_json(data: Mapping[str, Any]) -> Document:
    """The document that was kept. What was added to documents since has its usual value."""
    document = _built(data)
    assert isinstance(document, Document)
    return document


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of what is kept."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        # What is empty is left out. None stays; a 0 goes as False does, so no field may hold one that says something.
        return {"is": type(value).__name__} | {name: kept for name, kept in told.items() if kept not in ("", [], False)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


def _built(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        kind = KINDS[value["is"]]
        known = {field.name: field for field in fields(kind)}
        told = {key: _built(kept, key) for key, kept in value.items() if key in known}
        return kind(**_empty(kind, told) | told)
    if isinstance(value, list):
        made = [_built(one) for one in value]
        return tuple(made) if name in TUPLES else made
    if name == "data":
        return base64.b64decode(value)
    return dt.date.fromisoformat(value) if name == "on" else value


def _empty(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was left out because it was empty, of fields that have no usual value."""
    left: dict[str, Any] = {"title": "", "kind": "", "words": "", "html": "", "alt": "", "text": ""}
    left |= {"runs": (), "body": (), "head": False, "ordered": False}
    return {field.name: left[field.name] for field in fields(kind) if field.name in left and field.name not in told}
