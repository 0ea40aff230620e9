"""
Write the SQL of a migration that installs triggers, for both databases, out of what is declared today.

    python -m tests.freeze_triggers meetings 0003_a_paper_says_who_wrote_it [meetings_paper ...]

It holds what is declared and not frozen so far, the triggers that stand on or name one of the tables given, and drops
what is frozen and not declared any more. The migration has `InstallTriggers(__file__)` for it, or, where it changes
tables that triggers are on or name, `AlterGuardedTables(__file__, [AddField(...), ...])`.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("committee", "meetings", "workprogramme", "reviews")


def declared(app: str, vendor: str) -> list[str]:
    """Return the statements that an app declares, each once."""
    from committee.models import triggers as of_committee
    from meetings.models import triggers as of_meetings
    from reviews.models import triggers as of_reviews
    from workprogramme.models import triggers as of_workprogramme

    by_app: dict[str, Callable[[str], list[str]]] = {
        "committee": of_committee.declared,
        "meetings": of_meetings.declared,
        "workprogramme": of_workprogramme.declared,
        "reviews": of_reviews.declared,
    }
    return list(dict.fromkeys(statement.strip() for statement in by_app[app](vendor)))


def to_freeze(app: str, vendor: str, folder: Path, migration: str, tables: Iterable[str] = ()) -> list[str]:
    """Return the statements for a migration's file, as this module's docstring explains."""
    from committee.database.frozen_triggers import all_of, dropping, made_by

    now = declared(app, vendor)
    frozen = all_of(folder, vendor, before=f"{migration}.{vendor}.sql")
    named = re.compile("|".join(rf"\b{table}\b" for table in tables) or "(?!)")
    wanted = {made_by(one)[1] for one in now if one not in frozen.values() or named.search(one)}
    kept = {made_by(one)[:2] for one in now}
    gone = [dropping(one, vendor).replace(" IF EXISTS", "") for key, one in frozen.items() if key not in kept]
    found = [one for one in now if made_by(one)[1] in wanted]
    uses = {name for one in found for name in re.findall(r"EXECUTE FUNCTION (\w+)\(", one)}
    return [*filter(None, gone), *(one for one in now if one in found or made_by(one)[1] in uses)]


def freeze(app: str, migration: str, tables: Iterable[str]) -> None:
    """Write the files of a migration."""
    from committee.database.frozen_triggers import VENDORS, file_of, written

    folder = ROOT / app / "migrations"
    for vendor in VENDORS:
        path = file_of(folder / f"{migration}.py", vendor)
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(to_freeze(app, vendor, folder, migration, tables)), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in APPS:
        sys.exit("usage: python -m tests.freeze_triggers APP MIGRATION [TABLE ...]")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    import django

    django.setup()
    freeze(sys.argv[1], sys.argv[2], sys.argv[3:])
