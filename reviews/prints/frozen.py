"""
Documents as plain data: `to_json` makes the data that is stored when a document is issued, `from_json` reads the data.

`digest` is the SHA-256 of the data. The same document has the same digest, so that anybody can check for changes.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from committee.richtext.tree import Cell, Listing, Run, Table, Text
from reviews.prints.content import Contents, Document, Figure, Front, Heading, Prose

KINDS: dict[str, type] = {
    kind.__name__: kind for kind in (Document, Front, Heading, Prose, Figure, Contents, Text, Run, Listing, Table, Cell)
}
TUPLES = {"runs", "body", "lines"}  # fields with tuples, which JSON stores as lists


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as data for JSON."""
    plain: dict[str, Any] = _plain(document)
    return plain


def from_json(data: Mapping[str, Any]) -> Document:
    """Return the document from stored data. Fields that are missing in the data have their defaults."""
    document = _built(data)
    assert isinstance(document, Document)
    return document


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the stored document."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        values = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        # Empty values, also 0 and False, are left out, so no field may distinguish 0 from empty. None is stored.
        return {"is": type(value).__name__} | {
            name: entry for name, entry in values.items() if entry not in ("", [], False)
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


def _built(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        kind = KINDS[value["is"]]
        by_name = {field.name: field for field in fields(kind)}
        values = {key: _built(entry, key) for key, entry in value.items() if key in by_name}
        return kind(**_empty(kind, values) | values)
    if isinstance(value, list):
        made = [_built(item) for item in value]
        return tuple(made) if name in TUPLES else made
    if name == "data":
        return base64.b64decode(value)
    return dt.date.fromisoformat(value) if name == "on" else value


def _empty(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return empty values for the fields that were left out and have no default."""
    defaults: dict[str, Any] = {"title": "", "kind": "", "words": "", "html": "", "alt": "", "text": ""}
    defaults |= {"runs": (), "body": (), "head": False, "ordered": False}
    return {
        field.name: defaults[field.name]
        for field in fields(kind)
        if field.name in defaults and field.name not in values
    }
