"""
Measure the bytes and the queries of every page, or compare two measurements; called by `script/weigh`.

A page has two sizes: `bytes`, the size of its gzip, which depends only on its text, and `sent`, the size as sent to a
browser that accepts brotli and gzip. Pages for signed-in users are sent uncompressed. As on a council's server, style
sheets are joined and have hashes in their names. No page comes from the cache. Each page is requested twice and the
second request is measured, so that work that a process does only once is not counted.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

NOW = datetime(2022, 4, 14, 9, 30, tzinfo=ZoneInfo("Europe/London"))
NO_QUERY = re.compile(r"(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b")
WEIGHTS: dict[str, Callable[[dict[str, Any]], int]] = {  # measure -> function that returns a page's value
    "bytes": lambda page: page["bytes"],
    "sent": lambda page: page["sent"],
    "queries": lambda page: len(page["queries"]),
}
MORE = {"bytes": "are larger in gzip", "sent": "are larger as they are sent", "queries": "ask more"}
BY_CHANCE = 6  # bytes that one gzip may be longer than another by chance: other tokens, other addresses


def main() -> int:
    """Run the command. Return 1 where a comparison finds a page that is larger or runs more queries, else 0."""
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
    """Request every page that `world` lists, and write the pages, their sizes and their queries to `into`. Return 0."""
    start()
    import time_machine

    into.mkdir(parents=True, exist_ok=True)
    weights: dict[str, dict[str, Any]] = {}
    with time_machine.travel(NOW, tick=False):
        for name, path, email in json.loads((world / "pages.json").read_text()):
            if (found := asked_twice(path, email)) is None:
                continue
            body, sent, queries = found
            called = f"{name}.{email.partition('@')[0] or 'public'}"
            (into / f"{called.replace(':', '-')}.html").write_bytes(body)
            packed = gzip.compress(body, 6, mtime=0)
            weights[called] = {"bytes": len(packed), "sent": sent, "queries": queries}
    (into / "weights.json").write_text(json.dumps(weights, indent=1))
    print(f"{len(weights)} pages asked for")
    return 0


def start() -> None:
    """Set up the portal of the current folder as on a council's server, and migrate its database."""
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "committee.settings"
    import django
    from django.conf import settings

    collected = {"staticfiles": {"BACKEND": "committee.public_pages.stylesheets.JoinedStylesheetsStorage"}}
    settings.STORAGES = settings.STORAGES | collected
    django.setup()
    from django.core.management import call_command, get_commands
    from django.test.utils import setup_test_environment

    from committee.public_pages.stylesheets import JoinedStylesheetsStorage

    # The static files are not requested, so they need not be compressed.
    JoinedStylesheetsStorage.post_process_with_compression = lambda _, files: files
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if "reindex" in get_commands():
        call_command("reindex", verbosity=0)


def asked_twice(path: str, email: str) -> tuple[bytes, int, list[str]] | None:
    """Return (HTML, size as sent, queries) of a page at its second request; None if the address is no HTML page."""
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
        client = Client(headers={"accept-encoding": "br, gzip"})
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
                sent = answer.getvalue()
        transaction.set_rollback(True)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return (unpacked(sent, answer.get("Content-Encoding", "")), len(sent), list(queries)) if is_page else None


def unpacked(sent: bytes, encoding: str) -> bytes:
    """Decompress a page; raises KeyError for an encoding that was not requested."""
    import brotli

    decoders: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return decoders[encoding](sent)


def compared(before: dict[str, Any], now: dict[str, Any]) -> int:
    """Print the pages that are larger or run more queries, and the totals. Return 1 for such pages, 0 for none."""
    both = [name for name in before if name in now]
    worse = {
        title: worse_by(title, [(name, weight(before[name]), weight(now[name])) for name in both])
        for title, weight in WEIGHTS.items()
    }
    print(", ".join(f"{count} pages {MORE[title]}" for title, count in worse.items()))
    for name in before:
        if name not in now:
            print(f"only before: {name}")
    return 1 if any(worse.values()) else 0


def worse_by(title: str, pages: list[tuple[str, int, int]]) -> int:
    """Print each page that has more by one measure, and the totals. Return the number of these pages."""
    chance = 0 if title == "queries" else BY_CHANCE
    worse = [(name, was, is_now) for name, was, is_now in pages if is_now > was + chance]
    for name, was, is_now in sorted(worse, key=lambda page: page[1] - page[2]):
        print(f"{title:8} {is_now - was:+6} {was:6} {is_now:6}  {name}")
    totals = sum(was for _, was, _ in pages), sum(is_now for _, _, is_now in pages)
    print(f"{len(pages)} pages, {title} in total: {totals[0]} before, {totals[1]} now")
    return len(worse)


if __name__ == "__main__":
    sys.exit(main())
