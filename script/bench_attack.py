"""
Replay two attacks on a council's server, with 20 anonymous readers beside each, for `script/bench attack`.

Both attacks once stopped the portal: eight uploads of a tiny PDF at once, and eight half-open connections while a text
version of 3,602 characters is read. script/server is attacked at 127.0.0.1 only, with production settings, on a
PostgreSQL database that is created for the run and dropped. The time and the number of requests are limited.
"""

import contextlib
import http.client
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pikepdf
import psycopg

from script.bench_readers import HOST, Answers, free_port, held, read, wait_for

ROOT = Path(__file__).resolve().parent.parent
NAME = "committee_attack"
SITE = f"https://{HOST}"
READERS, EACH, MOST_SECONDS = 20, 25, 60.0
AT_ONCE, TARGET = 8, 4.0  # attackers; largest ratio of the readers' p99 to the p99 of readers alone
HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-"
HOSTILE = f"A{' 1' * 1800}!"  # 3,602 characters that are almost a row of a table
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
SEED = f"""
import datetime as dt, json
from django.test import Client
from django.utils import timezone
from committee.models import *
from meetings.models import Paper
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.papers import verbs as papers
from script.bench_attack import tiny
ago, today = dt.date(2020, 5, 1), timezone.localdate()
Council.objects.create(name="Borsetshire County Council", short_name="Borsetshire", offices="Shire Hall")
venue = Venue.objects.create(name="Oak Room")
MunicipalYear.objects.create(is_draft=False, starts=today - dt.timedelta(100), ends=today + dt.timedelta(250))
committee = Committee.objects.create(name="Safeguarding", short_name="Safeguarding", slug="safeguarding",
    kind=LegalKind.COMMITTEE, since=ago, usual_venue=venue)
def person(number, role):
    who = Person.objects.create(forename=f"Olive{{number}}", surname="Officer", slug=f"olive-{{number}}")
    Post.objects.create(person=who, title="Manager", since=ago)
    user = User.objects.create_user(f"o{{number}}@b.example", "a long enough password", name=str(who), person=who)
    RoleGrant.objects.create(user=user, role=role, since=ago)
    return user
def session(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value
clerk = person(0, Role.CLERK)
meeting = calendar.schedule(committee, today + dt.timedelta(30), by=clerk)
officers = [person(number, Role.OFFICER) for number in range(1, {AT_ONCE} + 1)]
owed = []
for user in officers:
    item = agenda.add_item(meeting, title=f"Report of {{user}}", owner=user.person, by=clerk)
    owed.append(papers.expect_paper(item, title="Report", owner=user.person, by=clerk))
item = agenda.add_item(meeting, title="Survey", owner=officers[0].person, by=clerk)
written = papers.add_paper(item, title="Survey", data=tiny(), filename="survey.pdf", at=timezone.now(), by=clerk)
print("SEED", json.dumps({{"meeting": meeting.slug, "clerk": session(clerk), "written": written.pk,
    "officers": [[session(user), paper.pk] for user, paper in zip(officers, owed)]}}))
"""


def tiny() -> bytes:
    """Return an empty one-page PDF of some hundred bytes."""
    out, pdf = io.BytesIO(), pikepdf.Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(out)
    return out.getvalue()


def ask(port: int, method: str, path: str, session: str, body: bytes = b"", kind: str = "") -> str:
    """Send a request as a signed-in user. Return the status of the answer, or the class name of an error."""
    token = "x" * 32
    headers = {**FORWARDED, "Cookie": f"sessionid={session}; csrftoken={token}", "Origin": SITE, "X-CSRFToken": token}
    door = http.client.HTTPConnection(HOST, port, timeout=60)
    try:
        door.request(method, path, body=body or None, headers={**headers, **({"Content-Type": kind} if kind else {})})
        answer = door.getresponse()
        answer.read()
        return str(answer.status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        door.close()


def upload(port: int, session: str, paper: int) -> str:
    """Hand in the tiny PDF for an expected paper, and return the result of `ask`."""
    edge = "edge-of-a-part"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf'
    body = f"{head}\r\n\r\n".encode() + tiny() + f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    return ask(port, "POST", f"/officers/papers/{paper}/", session, body, kind)


@contextlib.contextmanager
def again_and_again(acts: Sequence[Callable[[], str]]) -> Iterator[Counter[str]]:
    """Repeat all acts side by side until the block ends. Yield a counter of their results."""
    stop, said = threading.Event(), Counter[str]()

    def go(act: Callable[[], str]) -> None:
        while not stop.is_set():
            said[act()] += 1
            stop.wait(0.5)

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield said
    finally:
        stop.set()
        for thread in threads:
            thread.join()


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


@contextlib.contextmanager
def portal(url: str, port: int) -> Iterator[dict[str, Any]]:
    """Start script/server with production settings on that port, and yield the data that SEED prints."""
    env = {
        **os.environ, "COMMITTEE_PRODUCTION": "1", "DATABASE_URL": url, "SECRET_KEY": os.urandom(32).hex(),
        "ALLOWED_HOSTS": HOST, "SITE_URL": SITE, "EMAIL_URL": f"smtp://{HOST}:9",
        "DEFAULT_FROM_EMAIL": "a@council.example", "BEHIND_PROXY": "1",
        "SECOND_FACTOR_NEEDED": "0", "BIND": f"{HOST}:{port}", "LOG_LEVEL": "CRITICAL",
    }  # fmt: skip
    env.pop("COMMITTEE_DEMO", None)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "prepare_database"], cwd=ROOT, env=env, check=True)
    made = subprocess.run([*manage, "shell", "-v0", "-c", SEED], cwd=ROOT, env=env, capture_output=True, text=True)
    line = next((line for line in made.stdout.splitlines() if line.startswith("SEED ")), "")
    if not line:
        sys.exit(f"The council could not be laid out: {made.stderr}")
    server = subprocess.Popen(["script/server"], cwd=ROOT, env=env, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        if not wait_for(port, 120, lambda: server.poll() is None, FORWARDED):
            sys.exit("script/server did not start.")
        yield json.loads(line.removeprefix("SEED "))
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def readers(port: int) -> Answers:
    """Let READERS anonymous readers request public pages, and return their answers."""
    paths = ["/", "/committees/", "/committees/safeguarding/", "/calendar/", "/contact/"]
    return read(port, paths, readers=READERS, each=EACH, most_seconds=MOST_SECONDS, headers=FORWARDED)


def report(name: str, found: Answers, alone: Answers, said: Counter[str]) -> None:
    """Print a line about the readers, with the ratio to readers `alone`, and a line about the attackers' results."""
    ratio = found.p99 / alone.p99
    missed = "" if ratio <= TARGET and len(found.seconds) == found.asked else "  MISSED"
    answered = ", ".join(f"{status}: {count}" for status, count in sorted(said.items()))
    print(f"{name:46} {found.line()}, {ratio:4.1f} times{missed}", flush=True)
    if answered:
        print(f"{'':46} attackers were answered {answered}", flush=True)


def main() -> None:
    """Print how fast readers were answered, alone and beside each attack."""
    url = os.environ.get("BENCH_DATABASE_URL", "")
    if not url.startswith("postgres"):
        sys.exit("script/bench attack needs DATABASE_URL, of a PostgreSQL server on which a database may be made.")
    port = free_port()
    with database(url) as made, portal(made, port) as council:
        desk = f"/desk/meetings/safeguarding/{council['meeting']}/"
        (author, _), clerk = council["officers"][0], council["clerk"]
        readers(port)  # warm up: work that is done only once is done
        alone = readers(port)
        report("20 readers alone", alone, alone, Counter())

        uploads = [lambda one=one: upload(port, *one) for one in council["officers"]]
        with again_and_again(uploads) as said:
            time.sleep(1)
            found = readers(port)
        report(f"beside {AT_ONCE} uploads at once, again and again", found, alone, said)

        page = f"/officers/papers/{council['written']}/text/1/"
        typed = urlencode({"text": HOSTILE, "seen": ""}).encode()
        said = Counter([f"the text {ask(port, 'POST', page, author, typed, 'application/x-www-form-urlencoded')}"])
        with held(port, AT_ONCE, HALF), again_and_again([lambda: ask(port, "GET", desk, clerk)] * AT_ONCE) as opened:
            time.sleep(1)
            found = readers(port)
        report(f"beside {AT_ONCE} half-open, and the hostile text opened", found, alone, said + opened)


if __name__ == "__main__":
    main()
