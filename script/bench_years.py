"""
Measure how the portal slows down from one year of a council's work to ten, for `script/bench years`.

The council has a tenth and all of 8,000 meetings, in a PostgreSQL database that is dropped afterwards; minutes are
confirmed and actions closed as the years pass. The table has seconds at both sizes and their ratio: 1 where ten years
cost nothing, 10 where time grows with the years. No page is kept between two requests. Nothing is asserted.
"""

# ruff: noqa: S608 - the names in SQL are our own

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from script.bench_pages import ROOT, WHOLE, database

TURNS, SEARCHES = 7, 20
ENTRIES, READINGS = 50, 20  # rows of the trail and of the reading log for each meeting
SITE = "localhost"
# Pages by what a user calls them: who opens them (a sign-in of the demonstration, or nobody), and their address.
PAGES = {
    "home": ("", "/"),
    "calendar": ("", "/calendar/"),
    "committees": ("", "/committees/"),
    "a committee": ("", "/committees/scrutiny-20/"),
    "decisions": ("", "/decisions/"),
    "clerk: desk": ("clerk", "/desk/"),
    "clerk: find a meeting": ("clerk", "/desk/find/?q=scrutiny"),
    "clerk: actions": ("clerk", "/desk/actions/"),
    "member: my meetings": ("member", "/members/"),
    "officer: my reports": ("officer", "/officers/"),
    "administrator: register": ("administrator", "/register/"),
    "administrator: health": ("administrator", "/register/health/"),
}


def fill_logs(meetings: int) -> None:
    """Add rows to the trail and to the reading log, by the number of meetings added, and seal them."""
    from django.db import connection
    from django.utils import timezone

    from committee.acts import seals
    from committee.models import AccessEvent, AuditEntry

    with connection.cursor() as cursor:
        for model, rows in ((AuditEntry, ENTRIES), (AccessEvent, READINGS)):
            columns = [field.column for field in model._meta.local_concrete_fields if not field.primary_key]
            names, table = ", ".join(f'"{column}"' for column in columns), model._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} FROM (SELECT * FROM {table} ORDER BY id LIMIT %s) o "
                "CROSS JOIN generate_series(1, %s)",
                [rows, meetings],
            )
    seals.seal_all(at=timezone.now())


def seconds(act: Callable[[], object], turns: int = TURNS) -> float:
    """Return the median time of `turns` turns; with more than one, a turn before them is not counted."""
    if turns > 1:
        act()
    times = []
    for _ in range(turns):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def measured(words: list[str]) -> dict[str, float]:
    """Return the seconds of each page and each task at the present size."""
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from committee.models import User

    times = {}
    for name, (who, path) in PAGES.items():
        client = Client(SERVER_NAME=SITE)
        if who:
            user = User.objects.get(email=f"{who}@demo.example")
            client.force_login(user)
        times[name] = seconds(partial(_page, client, path))
    visitor = Client(SERVER_NAME=SITE)
    times["search"] = median(seconds(partial(_page, visitor, f"/search/?q={word}"), 3) for word in words)
    quietly = {"stdout": StringIO(), "stderr": StringIO()}
    today = timezone.localdate()
    call_command("daily", on=today, **quietly)  # what was due before
    times["daily"] = seconds(partial(call_command, "daily", on=today + timedelta(1), **quietly), 1)
    times["verify_trail"] = seconds(partial(call_command, "verify_trail", **quietly), 1)
    with tempfile.TemporaryDirectory() as folder:
        times["backup"] = seconds(partial(call_command, "backup", folder, **quietly), 1)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    print(f"The backup has {size / 1e6:,.0f} MB.", flush=True)
    return times


def _page(client: Any, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    _ = response.content if not response.streaming else b"".join(response.streaming_content)


def main() -> None:
    """Make the database, and print a table of both sizes."""
    url = os.environ.get("BENCH_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit("script/bench years needs DATABASE_URL, of a PostgreSQL server on which a database may be made.")
    whole = int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE
    with database(url) as made:
        os.environ |= {
            "DATABASE_URL": made,
            "KEPT_PAGES_MB": "0",
            "SECOND_FACTOR_NEEDED": "0",
            "DJANGO_SETTINGS_MODULE": "committee.settings",
        }
        for command in ("prepare_database", "demo"):
            subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        compare(whole // 10, whole)


def compare(*sizes: int) -> None:
    """Fill the database to each size, measure, and print the seconds at each and their ratio."""
    import django

    django.setup()

    from script import bench_council

    filling, words = bench_council.Filling(), bench_council.searches(SEARCHES)
    columns, before = [], 0
    for size in sizes:
        filling.to(size)
        bench_council.settle_old_meetings()
        fill_logs(size - before)
        before = size
        print(bench_council.counts(), flush=True)
        columns.append(measured(words))
    print(f"\n{'seconds':<26}{sizes[0]:>10,}{sizes[1]:>10,}{'ratio':>8}")
    for name, few in columns[0].items():
        many = columns[1][name]
        print(f"{name:<26}{few:>10.3f}{many:>10.3f}{many / few:>8.1f}")


if __name__ == "__main__":
    main()
