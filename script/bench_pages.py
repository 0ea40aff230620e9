"""
Measure public pages against a bare Django view of the same rows, and the search, for `script/bench pages`.

The council has a hundredth, a tenth and all of 8,000 meetings, in a PostgreSQL database that is dropped afterwards.
gunicorn with two workers serves the portal, with production settings, and the bare view. `wrk` requests both in turns,
so that other work of the machine slows down both alike. The tables have ratios of rates, each the median of some turns.
Missed targets are printed.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg

from script.bench_readers import HOST, free_port

ROOT = Path(__file__).resolve().parent.parent
NAME = "committee_bench_pages"
WHOLE = 8000
CONNECTIONS, TURNS, SEARCHES = 8, 5, 40
SECONDS, LONGEST, ENOUGH = 1, 16, 40  # seconds of a turn, doubled up to LONGEST until ENOUGH requests were answered
LONGEST_WAIT = 30  # seconds
PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Accept-Encoding": "br"}
# Least ratio of a page's rate to the bare view's: from the cache, 304 from the cache, without cache, with a takedown.
TARGETS = {"kept": 3.5, "304": 3.5, "not kept": 0.25, "one down": 0.25}
SEARCH_TARGET = 5.0
A_SHAPE, SLOWEST_TARGET = 3, 40  # most addresses that differ only in digits; largest ratio of slowest to median
LINK = re.compile(r'href="(/[^"?#]*)"')
A_PAPER = re.compile(r"/papers/\d+/[^/.]+/$")
BARE = """
SELECT id FROM committee_searchentry WHERE stems @@ plainto_tsquery('simple', %s)
ORDER BY ts_rank(stems, plainto_tsquery('simple', %s)) DESC, id DESC LIMIT 20
"""
RATE = re.compile(r"(\d+) requests in [\s\S]*Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")


def addresses(url: str) -> dict[str, str]:
    """Return the paths to request, by name: pages of a past meeting with minutes, its committee, home, calendar."""
    with psycopg.connect(url) as server:
        row = server.execute(
            "SELECT c.slug, m.date, e.number FROM meetings_meeting m "
            "JOIN committee_committee c ON c.id = m.committee_id "
            "JOIN meetings_minutes x ON x.meeting_id = m.id JOIN meetings_agendaitem e ON e.meeting_id = m.id "
            "JOIN meetings_paper p ON p.item_id = e.id WHERE c.slug = 'scrutiny-20' ORDER BY m.date DESC LIMIT 1"
        ).fetchone()
    assert row is not None, "there is a council"
    committee, day, number = row
    meeting = f"/committees/{committee}/{day}/"
    return {
        "meeting": meeting,
        "item": f"{meeting}items/{number}/",
        "minutes": f"{meeting}minutes/",
        "committee": f"/committees/{committee}/",
        "home": "/",
        "calendar": "/calendar/",
    }


@contextlib.contextmanager
def database(url: str) -> Iterator[str]:
    """Make a database for this run, yield its address, and drop it afterwards."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            yield urlsplit(url)._replace(path=f"/{NAME}").geturl()
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _production(url: str, **more: str) -> dict[str, str]:
    env = {
        **os.environ, "COMMITTEE_PRODUCTION": "1", "DATABASE_URL": url, "SECRET_KEY": os.urandom(32).hex(),
        "ALLOWED_HOSTS": HOST, "SITE_URL": f"https://{HOST}", "EMAIL_URL": f"smtp://{HOST}:9",
        "DEFAULT_FROM_EMAIL": "a@council.example", "BEHIND_PROXY": "1",
        "LOG_LEVEL": "CRITICAL", **more,
    }  # fmt: skip
    env.pop("COMMITTEE_DEMO", None)
    return env


@contextlib.contextmanager
def served(env: dict[str, str], first: str) -> Iterator[int]:
    """Start gunicorn with two workers. Yield its port as soon as it answers the path `first`."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "committee.wsgi", "--no-control-socket", "--log-level", "critical"]
    command += ["--workers", "2", "--bind", f"{HOST}:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        ends = time.monotonic() + 120
        while not answers(port, first):
            if server.poll() is not None or time.monotonic() > ends:
                sys.exit("gunicorn did not start.")
            time.sleep(0.3)
        yield port
    finally:
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answers(port: int, path: str) -> bool:
    """Return whether the server on that port answers `path` with 200."""
    with contextlib.suppress(OSError):
        return ask(port, path).status == 200
    return False


class Answer(NamedTuple):
    """One answer: its status, its ETag, the seconds until it began, and the text of an uncompressed HTML page."""

    status: int
    tag: str
    seconds: float
    html: str


def ask(port: int, path: str, encoding: str = "br") -> Answer:
    """Request a path once. Read only the headers of an answer that is no HTML page."""
    door = HTTPConnection(HOST, port, timeout=LONGEST_WAIT)
    begun = time.perf_counter()
    door.request("GET", path, headers={**PROXIED, "Accept-Encoding": encoding})
    try:
        answer = door.getresponse()
    except TimeoutError:
        sys.exit(f"{path} did not begin to answer within {LONGEST_WAIT} seconds.")
    seconds = time.perf_counter() - begun
    is_page = answer.getheader("Content-Type", "").startswith("text/html")
    html = answer.read().decode(errors="replace") if is_page else ""
    door.close()
    return Answer(answer.status, answer.getheader("ETag") or "", seconds, html)


def slowest(port: int) -> tuple[int, str, float]:
    """
    Request all pages that links from the home page lead to, but at most A_SHAPE addresses that differ only in digits.

    The time of a page ends when its answer begins: a stream begins at once, a file that is made whole begins late.
    Return (number of pages answered with 200, path of the slowest to begin, ratio of its time to the median time).
    """
    waiting, seen, shapes, times = ["/"], {"/"}, Counter[str](), dict[str, float]()
    while waiting:
        path = waiting.pop(0)
        answer = ask(port, path, "identity")
        if answer.status == 200:  # files of the demonstration's storage answer 503 here
            times[path] = answer.seconds
        for link in set(LINK.findall(answer.html)) - seen:
            seen.add(link)
            shape = re.sub(r"\d+", "0", link)
            if shapes[shape] < A_SHAPE:
                shapes[shape] += 1
                waiting.append(link)
    path = max(times, key=times.__getitem__)
    return len(times), path, times[path] / median(times.values())


def _paper(port: int, item: str) -> str:
    """Return the path of the reading page of the first paper that an item's page links to."""
    found: list[str] = LINK.findall(ask(port, item, "identity").html)
    return next(path for path in found if A_PAPER.search(path))


def rate(port: int, path: str, tag: str = "", seconds: int = SECONDS) -> float:
    """Return the answers per second to CONNECTIONS readers. Exit where an answer has an error status."""
    headers = {**PROXIED, **({"If-None-Match": tag} if tag else {})}
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, f"http://{HOST}:{port}{path}"], capture_output=True, text=True, check=True).stdout
    found = RATE.search(said)
    if found is None or WRONG.search(said):
        sys.exit(f"{path} was not answered as it should be:\n{said}")
    if int(found[1]) < ENOUGH and seconds < LONGEST:
        return rate(port, path, tag, 2 * seconds)
    return float(found[2])


def ratio(port: int, path: str, bare: int, bare_path: str, tag: str = "") -> float:
    """Return the rate of a page divided by the bare view's rate, as the median of TURNS."""
    rate(port, path, tag)
    return median(rate(port, path, tag) / rate(bare, bare_path) for _ in range(TURNS))


def search_times(port: int, url: str, words: list[str]) -> tuple[float, float]:
    """
    Return the 95th percentile in seconds of searches by the page, and by the bare query of the same words.

    Each is the median of TURNS turns. A turn before them is not counted: in it, whoever searches first for a word also
    waits until the database has read the word's rows from disk.
    """
    turns = []
    with psycopg.connect(url, autocommit=True) as server:
        for _ in range(1 + TURNS):
            page, bare = [], []
            for word in words:
                begun = time.perf_counter()
                status = ask(port, f"/search/?q={word.replace(' ', '+')}").status
                page.append(time.perf_counter() - begun)
                assert status == 200, word
                begun = time.perf_counter()
                server.execute(BARE, [word, word]).fetchall()
                bare.append(time.perf_counter() - begun)
            turns.append((_p95(page), _p95(bare)))
    pages, queries = zip(*turns[1:], strict=True)
    return median(pages), median(queries)


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[-1]


def table(url: str, words: list[str]) -> list[str]:
    """
    Measure everything at the council's present size, print the table, and return the missed targets.

    "one down" is "not kept" with one minute taken down.
    """
    from script import bench_council

    pages = addresses(url)
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with served(_production(url, DJANGO_SETTINGS_MODULE="script.bench_bare"), pages["meeting"]) as bare:
        against = partial(ratio, bare=bare, bare_path=pages["meeting"])
        for how, megabytes in (("kept", "32"), ("not kept", "0"), ("one down", "0")):
            if how == "one down":
                bench_council.hide_a_minute()
            with served(_production(url, KEPT_PAGES_MB=megabytes), "/") as port:
                pages.setdefault("paper", _paper(port, pages["item"]))
                for name, path in pages.items():
                    found[name][how] = against(port, path)
                    if how == "kept":
                        found[name]["304"] = against(port, path, tag=ask(port, path).tag)
                if how == "kept":
                    page, query = search_times(port, url, words)
                if how == "not kept":
                    many, slow, times = slowest(port)
    print(f"  {'page':<12}" + "".join(f"{how:>12}" for how in TARGETS) + "   times the rate of a bare view")
    missed = []
    for name, row in found.items():
        print(f"  {name:<12}" + "".join(f"{row[how]:>12.2f}" for how in TARGETS))
        missed += [
            f"{name} {how}: {row[how]:.2f}, target {target}" for how, target in TARGETS.items() if row[how] < target
        ]
    print(f"  search       p95 {page * 1000:.0f} ms, {page / query:.1f} times the bare query's {query * 1000:.1f} ms")
    if page > SEARCH_TARGET * query:
        missed.append(f"search: {page / query:.1f} times the bare query, target {SEARCH_TARGET}")
    print(f"  slowest to begin of {many} public pages, not kept: {slow}, {times:.0f} times the median")
    if times > SLOWEST_TARGET:
        missed.append(f"{slow}: begins after {times:.0f} times the median, target {SLOWEST_TARGET}")
    return missed


def main() -> None:
    """Make the database, and print a table for each number of meetings."""
    url = os.environ.get("BENCH_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit("script/bench pages needs DATABASE_URL, of a PostgreSQL server on which a database may be made.")
    sizes = [int(word) for word in sys.argv[1:]] or [WHOLE // 100, WHOLE // 10, WHOLE]
    with database(url) as made:
        manage = [sys.executable, "manage.py"]
        for command in ("prepare_database", "demo"):
            env = {**os.environ, "DATABASE_URL": made}
            subprocess.run([*manage, command], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*manage, "collectstatic", "--no-input", "-v0"], cwd=ROOT, env=_production(made), check=True)
        os.environ["DATABASE_URL"] = made
        measure(made, sizes)


def measure(url: str, sizes: list[int]) -> None:
    """Fill the database to each size, and measure at that size."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    django.setup()

    from script import bench_council

    filling = bench_council.Filling()
    words = bench_council.searches(SEARCHES)
    for size in sorted(sizes):
        begun = time.monotonic()
        filling.to(size)
        print(f"\n{bench_council.counts()}, filled in {time.monotonic() - begun:.0f} seconds", flush=True)
        missed = table(url, words)
        print("  missed: " + ("; ".join(missed) or "nothing"), flush=True)


if __name__ == "__main__":
    main()
