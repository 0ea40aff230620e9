"""Dates and day lists for the law tests: no database, no settings."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from committee.law.clear_days import DayList

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
ORDINARY = DayList()
day = date.fromisoformat


def closed(dates: list[str], name: str = "Christmas") -> DayList:
    return DayList(closures={day(text): name for text in dates})
