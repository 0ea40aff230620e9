"""
How many bytes every page has, and how many queries it asks: what `script/weigh` runs, at one commit and at another.

A page's bytes are those of its gzip, though pages of whoever has signed in are sent as they are. It links what a
council's server links: stylesheets joined, and hashes in names. Pages are made anew: none is kept, and each is asked
for twice, so that what a process does once is not counted.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

NOW = datetime(2022, 4, 14, 9, 30, tzinfo=ZoneInfo("Europe/London"))
NO_QUERY = re.compile(r"(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b")
BY_CHANCE = 6  # bytes that one gzip may be longer than another by chance: other tokens, other addresses


def main() -> int:
    """Exit status of a comparison: 0 where no page is larger and none asks more, 1 where one does."""
    parser = argparse.ArgumentParser(prog="script/weigh.py", description=__doc__)
    acts = parser.add_subparsers(required=True, dest="act")
    ask = acts.add_parser("ask", help="ask for every page of a world, and write what they weigh")
    ask.add_argument("world", type=Path, help="a folder that is the COMMITTEE_VAR of this run")
    ask.add_argument("into", type=Path)
    compare = acts.add_parser("compare", help="what is larger, or asks more, than before")
    compare.add_argument("before", type=Path)
    compare.add_argument("now", type=Path)
    asked = parser.parse_args()
    if asked.act == "ask":
        return weigh(asked.world, asked.into)
    return compared(*(json.loads((folder / "weights.json").read_text()) for folder in (asked.before, asked.now)))


def weigh(world: Path, into: Path) -> int:
    """Each page's bytes, and its queries one by one, into `into`."""
    start()
    import time_machine

    into.mkdir(parents=True, exist_ok=True)
    weights: dict[str, dict[str, Any]] = {}
    with time_machine.travel(NOW, tick=False):
        for name, path, email in json.loads((world / "pages.json").read_text()):
            if (found := asked_twice(path, email)) is None:
                continue
            body, queries = found
            called = f"{name}.{email.partition('@')[0] or 'public'}"
            (into / f"{called.replace(':', '-')}.html").write_bytes(body)
            weights[called] = {"bytes": len(gzip.compress(body, 6, mtime=0)), "queries": queries}
    (into / "weights.json").write_text(json.dumps(weights, indent=1))
    print(f"{len(weights)} pages asked for")
    return 0


def start() -> None:
    """The portal of the folder that this is run in, with its schema of today, as a council's server has it."""
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "committee.settings"
    import django
    from django.conf import settings

    collected = {"staticfiles": {"BACKEND": "committee.stylesheets.JoinedStylesheetsStorage"}}
    settings.STORAGES = settings.STORAGES | collected
    django.setup()
    from django.core.management import call_command, get_commands
    from django.test.utils import setup_test_environment

    from committee.stylesheets import JoinedStylesheetsStorage

    # Nobody is sent the files themselves, so nothing is compressed.
    JoinedStylesheetsStorage.post_process_with_compression = lambda _, files: files
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if "reindex" in get_commands():
        call_command("reindex", verbosity=0)


def asked_twice(path: str, email: str) -> tuple[bytes, list[str]] | None:
    """A page as it is sent, and what it asks; None where this address is no page."""
    import secrets

    from django.contrib.auth import get_user_model
    from django.db import connection, transaction
    from django.test import Client

    queries: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        if not NO_QUERY.match(sql):
            queries.append(sql)
        return execute(sql, *rest)

    with transaction.atomic():
        client = Client()
        if email:
            client.force_login(get_user_model().objects.get(email=email))
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": NOW.timestamp()}]
            session.save()
        for _ in range(2):
            queries.clear()
            secrets.choice = random.Random(1).choice  # noqa: S311 -- the tokens of a page are the same each time
            with connection.execute_wrapper(noted):
                answer = client.get(path)
                body = answer.getvalue()
        transaction.set_rollback(True)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return (body, list(queries)) if is_page else None


def compared(before: dict[str, Any], now: dict[str, Any]) -> int:
    """Print what is larger or asks more, and the totals."""
    both = [name for name in before if name in now]
    bytes_of = {name: (before[name]["bytes"], now[name]["bytes"]) for name in both}
    asked_of = {name: (len(before[name]["queries"]), len(now[name]["queries"])) for name in both}
    larger = {name: pair for name, pair in bytes_of.items() if pair[1] > pair[0] + BY_CHANCE}
    asking = {name: pair for name, pair in asked_of.items() if pair[1] > pair[0]}
    for title, found in (("bytes", larger), ("queries", asking)):
        for name, (was, is_now) in sorted(found.items(), key=lambda row: row[1][0] - row[1][1]):
            print(f"{title:8} {is_now - was:+6} {was:6} {is_now:6}  {name}")
    for title, pairs in (("bytes", bytes_of), ("queries", asked_of)):
        totals = [sum(pair[place] for pair in pairs.values()) for place in (0, 1)]
        print(f"{len(both)} pages, {title} in total: {totals[0]} before, {totals[1]} now")
    print(f"{len(larger)} pages are larger, {len(asking)} ask more")
    for name in before:
        if name not in now:
            print(f"only before: {name}")
    return 1 if larger or asking else 0


if __name__ == "__main__":
    sys.exit(main())
