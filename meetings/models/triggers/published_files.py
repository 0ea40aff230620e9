"""
Triggers that guard the files of published papers and packs, and the certificate of publication.

- A published paper or pack keeps its file (R21, R16): only a standing takedown replaces the file (R60).
- The record of a stored file keeps the hash of the file's bytes for ever.
- A certificate of publication is never deleted. A correction of a complete certificate must add its earlier details.
- The verdict of the checks on a built pack is stored for this pack's file only, and never changes.
"""

from collections.abc import Iterable

from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from meetings.models.triggers.takedowns import stands_beside

FILE, PACK, RECORD, CERTIFICATE = (
    *("meetings_paperfile", "meetings_pack"),
    *("committee_storedfile", "meetings_certificate"),
)
_SAYS = "What was published keeps the file that it was published with."
_RECORD = "The record of a file stands for its bytes and is not changed."
_STAYS = "A certificate of publication stays, with whatever it said before it was corrected."
_FOUND = "What the checks found of a built pack is of its own file, and stays as it was found."
_OUT = "EXISTS (SELECT 1 FROM meetings_publishedpaper p WHERE p.paper_file_id = {row}.id)"
_BOUND = (
    "EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = {row}.id OR v.members_pack_id = {row}.id)"
)
_OFFICES = (
    *("posted_by", "posted_at", "posted_where", "inspection_by", "inspection_at", "inspection_where"),
    *("count", "completed_by_id"),
)
_TOLD = """(CAST(NEW.count AS text) LIKE '%"corrected": [%' AND CAST(NEW.count AS text) <> CAST(OLD.count AS text))"""


def _changed(*names: str) -> str:
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names) + ")"


def _file_kept(table: str, out: str, fixed: Iterable[str], file: Iterable[str]) -> Condition:
    changed = f"({_changed(*fixed)} OR ({_changed(*file)} AND NOT {stands_beside(table)}))"
    return Condition("kept", table, UPDATE, f"{out.format(row='OLD')} AND {changed}", _SAYS)


def _in_the_way(table: str, same: str, and_so: str = "1 = 1") -> str:
    return f"EXISTS (SELECT 1 FROM {table} was WHERE (was.id = NEW.id OR {same}) AND {and_so})"


CONDITIONS = (
    _file_kept(
        FILE,
        _OUT,
        ("id", "paper_id", "number", "pages", "received_at", "received_by_id"),
        ("stored_id", "source_id", "original_name"),
    ),
    Condition("kept", FILE, DELETE, _OUT.format(row="OLD"), _SAYS),
    Condition(
        "kept", FILE, INSERT,
        _in_the_way(FILE, "(was.paper_id = NEW.paper_id AND was.number = NEW.number)", _OUT.format(row="was")), _SAYS,
    ),
    _file_kept(PACK, _BOUND, ("id", "meeting_id", "edition", "supplement", "first_page", "last_page"), ("stored_id",)),
    Condition("kept", PACK, DELETE, _BOUND.format(row="OLD"), _SAYS),
    Condition("kept", PACK, INSERT, _in_the_way(PACK, "1 = 0", _BOUND.format(row="was")), _SAYS),
    Condition("found", PACK, UPDATE, _changed("verdict"), _FOUND),
    Condition(
        "found", PACK, INSERT,
        "(NEW.verdict ->> 'sha256') IS NOT NULL AND (NEW.verdict ->> 'sha256') "
        f"IS DISTINCT FROM (SELECT f.sha256 FROM {RECORD} f WHERE f.id = NEW.stored_id)",
        _FOUND,
    ),
    Condition("kept", RECORD, UPDATE, _changed("id", "sha256", "size", "content_type"), _RECORD),
    Condition("kept", RECORD, INSERT, _in_the_way(RECORD, "1 = 0"), _RECORD),
    Condition(
        "kept", CERTIFICATE, UPDATE,
        f"{_changed('id', 'version_id', 'website_at')} "
        f"OR ({_changed('opened')} AND NOT {stands_beside(CERTIFICATE)}) "
        f"OR (OLD.completed_by_id IS NOT NULL AND {_changed(*_OFFICES)} AND NOT {_TOLD} "
        f"AND NOT {stands_beside(CERTIFICATE)})",
        _STAYS,
    ),
    Condition("kept", CERTIFICATE, DELETE, "1 = 1", _STAYS),
    Condition("kept", CERTIFICATE, INSERT, _in_the_way(CERTIFICATE, "was.version_id = NEW.version_id"), _STAYS),
)  # fmt: skip
