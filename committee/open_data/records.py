"""Records of open data, one for each public row, and how their values are written."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from committee.wording.unprintable import printable

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """
    A public row as data.

    - `kind`, `thing`: the kind of row, and its id
    - `data`: the row's values. Days and times are ISO text, references to other rows are ids, and addresses of the
      portal are paths.
    - `committee`, `meeting`: ids by which lists are filtered
    - `since`: the first day on which the row is public
    """

    kind: str
    thing: int
    data: Data
    committee: int | None = None
    meeting: int | None = None
    since: dt.date | None = None

    def digest(self) -> str:
        """Return a hash of the record's whole content."""
        content = [self.data, self.committee, self.meeting, self.since]
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def cleaned(value: Any) -> Any:
    """Return `value` without unprintable characters. The text of a PDF may have some that PostgreSQL refuses."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def iso(moment: dt.date | None) -> str | None:
    """Return a day as ISO text, or a moment as ISO text in Universal Time; None for None."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return moment.isoformat() if moment else None
