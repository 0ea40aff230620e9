"""What intake made of a file that the portal printed itself, kept: whoever puts it on an agenda waits for nothing."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from meetings.packs import derived_store, part_store
from meetings.packs.intake.author_advice import Note
from meetings.packs.intake.take_in import Intake, take_in
from meetings.packs.pdf import fingerprint

KIND = f"intakes-1-{part_store.RECIPE}-{fingerprint.VERSION}"  # what was made by another recipe is made again
BYTES = ("pdf", "prepared", "fingerprint")  # kept behind the facts, one after another


def take_in_ours(data: bytes, filename: str) -> Intake:
    """
    Return the intake of a file of our own, worked out once per bytes and name. Raises Refused.

    Never call it for a stranger's file.
    """
    key = sha256(filename.encode() + b"\0" + data).hexdigest()
    return _unpacked(derived_store.derived(KIND, key, lambda: _packed(take_in(data, filename))))


def _packed(taken: Intake) -> bytes:
    facts = asdict(taken)
    parts = [facts.pop(name) for name in BYTES]
    facts["lengths"] = [len(part) for part in parts]
    return b"\n".join([json.dumps(facts).encode(), b"".join(parts)])


def _unpacked(packed: bytes) -> Intake:
    head, _, rest = packed.partition(b"\n")
    facts: dict[str, Any] = json.loads(head)
    for name, length in zip(BYTES, facts.pop("lengths"), strict=True):
        facts[name], rest = rest[:length], rest[length:]
    facts["cleaned"], facts["silent_pages"] = tuple(facts["cleaned"]), tuple(facts["silent_pages"])
    facts["notes"] = tuple(Note(*note) for note in facts["notes"])
    return Intake(**facts)
