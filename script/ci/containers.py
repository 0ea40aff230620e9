"""
Build the images of Containerfile, start compose.yaml, and replace each part while 50 people read and a clerk works.

    python -m script.ci.containers FOLDER [--keep] [--built]

The base is a Debian root made by mmdebstrap. Debian's PostgreSQL stands in for the image that compose.yaml names, which
only a registry has. Needs root. With --keep the containers are left running; with --built the images are already here.
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import resource
import secrets
import shutil
import subprocess
import sys
import threading
import time
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from script.ci import apt
from script.ci.portal_client import Browser, Failed
from script.ci.releases import release_before

ROOT = Path(__file__).resolve().parents[2]
# Debian's packages by the program that they bring.
PACKAGES = {name: name for name in ("mmdebstrap", "buildah", "podman", "podman-compose", "runc")} | {
    "nft": "nftables",
    "/usr/lib/podman/netavark": "netavark",
    "/usr/lib/podman/aardvark-dns": "aardvark-dns",
}
DEBIAN = "localhost/committee-portal-debian"
SUBNET, HTTPS, HTTP, SMTP = "172.31.78", 18443, 18080, 2525
READERS, PACE = 50, 1.4  # readers, and seconds between the pages of each: together below what nginx allows one address
MOST_LOST, PER = 1, 2000  # reads that may be lost
PAGES = (
    "/", "/committees/", "/committees/safeguarding/", "/committees/safeguarding/2022-04-21/", "/search/?q=carers",
    "/work-programme/", "/committees/safeguarding/2022-04-21/pack.pdf", "/committees/health-and-care/",
)  # fmt: skip
MANAGE = (".venv/bin/python", "manage.py")  # the release before had a script/manage that migrates
MEETING = "/desk/meetings/health-and-care/2027-01-05/"
# Meetings of the demonstration that are moved at the beginning; the portal emails their members ten minutes later.
MOVED = ("cabinet/2027-01-12", "county-council/2027-01-19", "safeguarding/2027-01-28", "health-and-care/2027-01-05")
TOLD_AFTER = 600  # seconds
DATABASE = f"""
FROM {DEBIAN}
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null
COPY start /start
CMD ["/start"]
"""
START = r"""#!/bin/sh
set -eu
bin=$(echo /usr/lib/postgresql/*/bin)
data=/var/lib/postgresql/data
mkdir -p $data && chown postgres $data && chmod 700 $data
if [ ! -f $data/PG_VERSION ]; then
  printf %s "$POSTGRES_PASSWORD" >/tmp/password && chown postgres /tmp/password
  options="-U $POSTGRES_USER --pwfile=/tmp/password -A scram-sha-256 -E UTF8 --locale=C.UTF-8"
  su postgres -c "$bin/initdb -D $data $options >/dev/null"
  echo "host all all all scram-sha-256" >>$data/pg_hba.conf
  echo "CREATE DATABASE $POSTGRES_USER" | su postgres -c "$bin/postgres --single -D $data postgres" >/dev/null
fi
rm -f $data/postmaster.pid
exec setpriv --reuid=postgres --regid=postgres --init-groups $bin/postgres -D $data -c listen_addresses='*'
"""
COUNTS = """
import json
from django_tasks_db.models import DBTaskResult
from django.utils import timezone
from meetings.agendas.notifying import recipients
from meetings.models import AgendaItem, Meeting, PackBuild
print("@" + json.dumps({
    "items": list(AgendaItem.objects.filter(title__startswith="Drill ").values_list("title", flat=True)),
    "builds": list(PackBuild.objects.order_by("pk").values_list("state", flat=True)),
    "told": {f"{m.committee.slug}/{m.slug}": [r.user.email for r in recipients(m, timezone.localdate())]
             for m in Meeting.objects.filter(date__year=2027)},
    "tasks": list(DBTaskResult.objects.values_list("status", flat=True)),
}))
"""


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it printed. Exit with its last lines where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cwd, env=env)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]} failed:\n{done.stdout[-3000:]}")
    return done.stdout


def prepare_podman(folder: Path) -> bool:
    """Let podman run here; return False where it cannot."""
    if os.geteuid() or not all(shutil.which(path) or apt.install(name) for path, name in PACKAGES.items()):
        print("Containers are left out: they need root, Podman and mmdebstrap.")
        return False
    os.environ["PODMAN_IGNORE_CGROUPSV1_WARNING"] = "1"
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "containers.conf"
    settings.write_text('[engine]\nruntime = "runc"\n')  # crun refuses machines with both versions of cgroups
    os.environ["CONTAINERS_CONF"] = str(settings)
    return True


def make_debian(folder: Path) -> None:
    """Make the image of an empty Debian."""
    root = folder / "debian.tar"
    run("mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates", "trixie", root)
    run("podman", "import", root, DEBIAN)


def build_image(context: Path, target: str, tag: str) -> None:
    """Build the image of a Containerfile's target on the empty Debian."""
    limits = {"nofile": resource.RLIMIT_NOFILE, "nproc": resource.RLIMIT_NPROC}
    most = [f"--ulimit={name}={resource.getrlimit(number)[1]}" for name, number in limits.items()]
    which = [f"--target={target}"] if target else []
    base = [f"--build-arg=BASE={DEBIAN}"]
    if target in ("portal", "full"):  # whom pip trusts: a proxy may sign with a certificate of its own
        base.append("--volume=/etc/ssl/certs:/etc/ssl/certs:ro")
    began = time.monotonic()
    run("buildah", "--log-level=error", "build", "--layers", "--runtime=runc", "--isolation=oci", *most, *base, *which,
        f"--tag={tag}", context)  # fmt: skip
    print(f"{tag} built in {time.monotonic() - began:.0f} s", flush=True)


def build(folder: Path) -> None:
    """Build the images of this checkout and of the release before, on a Debian root made here."""
    make_debian(folder)
    for target, tag in (("full", ""), ("proxy", "-proxy"), ("store", "-store")):
        build_image(ROOT, target, f"committee-portal{tag}")
    before, database = folder / "before", folder / "database"
    before.mkdir()
    packed = subprocess.run(["git", "archive", release_before()], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", before], input=packed, check=True)
    build_image(before, "portal", "committee-portal:before")
    database.mkdir()
    (database / "Containerfile").write_text(DATABASE)
    (database / "start").write_text(START)
    (database / "start").chmod(0o755)
    build_image(database, "", "committee-portal-database")


@dataclass
class Compose:
    """The containers of compose.yaml, with settings in `folder`."""

    folder: Path
    image: str = "localhost/committee-portal"

    def prepare(self) -> None:
        """Write what an administrator writes: .env, a certificate, and the folder for backups."""
        tls, backups = self.folder / "tls", self.folder / "backups"
        tls.mkdir(parents=True)
        (self.folder / "portal-handbook").mkdir()
        backups.mkdir()
        os.chown(backups, 10001, 10001)
        shutil.copy(ROOT / "compose.yaml", self.folder)
        key: list[str | Path] = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-keyout",
            tls / "portal.key",
        ]
        run(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            *key,
            "-out",
            tls / "portal.pem",
        )
        values = {
            "PORTAL_HOST": "localhost", "EMAIL_URL": f"smtp://{SUBNET}.1:{SMTP}", "SUBNET": SUBNET,
            "DEFAULT_FROM_EMAIL": "committees@council.example", "AWS_ACCESS_KEY_ID": "store:portal",
            "NOTES_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(), "SECOND_FACTOR_NEEDED": "0",
            "DATABASE_IMAGE": "localhost/committee-portal-database", "HTTPS_PORT": str(HTTPS), "HTTP_PORT": str(HTTP),
            "NEWER_DATABASE": "1", "WEB_CONCURRENCY": "1", "COMPOSE_PROJECT_NAME": "drill",
        }  # fmt: skip
        made = {name: secrets.token_hex(32) for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "AWS_SECRET_ACCESS_KEY")}
        lines = "".join(f"{name}={value}\n" for name, value in {**values, **made}.items())
        (self.folder / ".env").write_text(lines)

    def __call__(self, *words: str, image: str = "") -> str:
        """Run podman-compose, with the portal's current image or another."""
        environment = os.environ | {"PORTAL_IMAGE": image or self.image}
        return run("podman-compose", *words, cwd=self.folder, env=environment)

    def command(self, *words: str, image: str = "", **settings: str) -> str:
        """Run a command of the portal, as a council's administrator would, and return what it printed."""
        options = [word for name, value in settings.items() for word in ("-e", f"{name}={value}")]
        return self("run", "-T", "--rm", "--no-deps", *options, "worker-1", *words, image=image)

    def kill(self, service: str) -> None:
        """Kill a container and start it again."""
        run("podman", "kill", "--signal=KILL", f"drill_{service}_1")
        time.sleep(1)
        run("podman", "start", f"drill_{service}_1")

    def replace(self, service: str) -> None:
        """Let a container finish its work, and put one of the current image in its place."""
        run("podman", "stop", "--time=60", f"drill_{service}_1")
        run("podman", "rm", f"drill_{service}_1")
        self("up", "-d", "--no-deps", service)

    def wait(self, service: str) -> None:
        """Wait until a web server answers with a page, or a worker gives a sign of life."""
        program = "import urllib.request as w; w.urlopen(w.Request('http://127.0.0.1:8000/', headers={'Host':"
        program += "'localhost', 'X-Forwarded-Proto': 'https'}), timeout=5)"
        check = ["python", "-c", program] if service.startswith("web") else ["python", "manage.py", "worker", "--check"]
        if service.startswith("worker") and self.image.endswith(":before"):
            time.sleep(15)  # the release before has no --check
            return
        shell = [".venv/bin/python", *check[1:]]
        for _ in range(90):
            done = subprocess.run(["podman", "exec", f"drill_{service}_1", *shell], capture_output=True)
            if not done.returncode:
                return
            time.sleep(1)
        logs = run("podman", "logs", "--tail=20", f"drill_{service}_1")
        sys.exit(f"{service} does not answer:\n{done.stderr.decode()[-500:]}\n{logs}")


@dataclass
class Mails:
    """The council's mail server: takes every email, and notes to whom it went and what it says."""

    taken: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take an email."""
        body = message_from_bytes(envelope.content, policy=policy.default).get_body(("plain",))
        self.taken += [(to, body.get_content() if body else "") for to in envelope.rcpt_tos]
        return "250 OK"


@dataclass
class Load:
    """Readers and a clerk at work until `stop`: what they asked, and what was acknowledged or lost."""

    clerk: Browser
    stop: threading.Event = field(default_factory=threading.Event)
    reads: int = 0
    lost: list[tuple[float, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    builds: int = 0
    moves: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, number: int) -> None:
        """Read page after page, as one of many readers does."""
        browser = Browser(HTTPS)
        time.sleep(PACE * number / READERS)
        for turn in itertools.count(number):
            if self.stop.wait(PACE):
                return
            try:
                browser.read(PAGES[turn % len(PAGES)])
            except Failed as failed:
                with self._lock:
                    self.lost.append((time.monotonic() - self.began, str(failed)))
            with self._lock:
                self.reads += 1

    def work(self) -> None:
        """Move meetings, then add items and have packs built; note what the portal has acknowledged."""
        for meeting in MOVED:
            self._try("move", partial(self._move, meeting))
        acts = itertools.count(1)
        while not self.stop.wait(1.0):
            number = next(acts)
            if number % 10 == 3:
                self._try("build", self._build)
            else:
                self._try("item", partial(self._item, f"Drill {number}"))

    def _try(self, what: str, act: Callable[[], None]) -> None:
        try:
            act()
        except Failed as failed:
            self.refused[what] += 1
            print(
                f"  {time.monotonic() - self.began:5.0f} s: the clerk's {what} was not acknowledged: {failed}",
                flush=True,
            )

    def _item(self, title: str) -> None:
        if "added=" not in self.clerk.fill_in(MEETING + "items/new/", "title", title=title):
            raise Failed("the form came back")
        self.items.append(title)

    def _move(self, meeting: str) -> None:
        where = f"/desk/meetings/{meeting}/rearrange/"
        if "rearrange" in self.clerk.fill_in(where, "reason", starts="11:23", reason=f"Drill of {meeting}"):
            raise Failed("the form came back")
        self.moves.append(f"Drill of {meeting}")

    def _build(self) -> None:
        self.clerk.fill_in(MEETING, "/build/draft/")
        self.builds += 1


@contextmanager
def under_load(clerk: Browser) -> Iterator[Load]:
    """Let the readers and the clerk work."""
    load = Load(clerk)
    threads = [threading.Thread(target=load.read, args=(number,)) for number in range(READERS)]
    threads.append(threading.Thread(target=load.work))
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()


def clerk_of(compose: Compose) -> Browser:
    """Make a sign-in as docs/handbook says, with the role of a clerk, and return the clerk's browser."""
    printed = compose.command(*MANAGE, "add_administrator", "clerk@council.example", "Ada Clerk")
    compose.command(*MANAGE, "grant_role", "clerk@council.example", "clerk")
    link = re.search(r"https://localhost(/account/password/reset/key/\S+)", printed)
    assert link, printed
    password = secrets.token_urlsafe(20)
    Browser(HTTPS).fill_in(link[1], "password1", password1=password, password2=password)
    clerk = Browser(HTTPS)
    clerk.fill_in("/account/login/", "password", login="clerk@council.example", password=password)
    clerk.get(MEETING)
    return clerk


def replaced(compose: Compose, load: Load) -> None:
    """Upgrade, kill each part, and go back to the release before, while the load goes on."""

    def step(words: str, act: Callable[[], object], service: str) -> None:
        lost, began = len(load.lost), time.monotonic()
        act()
        if service:
            compose.wait(service)
        time.sleep(5)
        seconds = f"{time.monotonic() - began - 5:3.0f} s"
        print(
            f"  {time.monotonic() - load.began:5.0f} s: {words}: {seconds}, {len(load.lost) - lost} reads lost",
            flush=True,
        )

    parts = ("web-1", "web-2", "worker-1", "worker-2")
    time.sleep(15)
    compose.image = Compose.image
    step("database upgraded", partial(compose.command, "script/upgrade", "/backups"), "")
    for part in parts:
        step(f"{part} replaced by this release", partial(compose.replace, part), part)
    compose.image = f"{Compose.image}:before"
    for part in parts:
        step(f"{part} replaced by the release before", partial(compose.replace, part), part)
    compose.image = Compose.image
    for part in parts:
        step(f"{part} replaced by this release", partial(compose.replace, part), part)
    time.sleep(max(0.0, load.began + TOLD_AFTER - time.monotonic()))
    for part in ("worker-1", "worker-2", "web-1", "web-2", "store", "database"):
        step(f"{part} killed", partial(compose.kill, part), part if part in parts else "web-1")


def judged(compose: Compose, load: Load, mails: Mails) -> bool:
    """Print the table, and return whether no more was lost than may be."""
    ends = time.monotonic() + 300
    while True:
        printed = compose.command(*MANAGE, "shell", "--no-imports", "-v0", "-c", COUNTS)
        counts = json.loads(printed[printed.index("@") + 1 :].splitlines()[0])
        states = Counter(counts["builds"])
        waiting = [state for state in counts["tasks"] if state in ("READY", "RUNNING")]
        if not waiting or time.monotonic() > ends:
            break
        time.sleep(5)
    lost_items = set(load.items) - set(counts["items"])
    reached = {move: {to for to, text in mails.taken if move in text} for move in load.moves}
    lost_mails = sum(len(set(counts["told"][move.partition(" of ")[2]]) - to) for move, to in reached.items())
    asked_mails = sum(len(counts["told"][move.partition(" of ")[2]]) for move in load.moves)
    failed = sum(1 for state in counts["tasks"] if state == "FAILED")
    may = max(MOST_LOST, load.reads * MOST_LOST // PER)
    rows = [
        ("reads", load.reads, len(load.lost), f"{may}"),
        ("acknowledged writes", len(load.items) + len(load.moves), len(lost_items), "0"),
        ("packs asked for", load.builds, len(waiting) + failed + states["failed"], "0"),
        ("emails about moved meetings", asked_mails, lost_mails, "0"),
    ]
    print(f"\n{'':30}{'asked':>8}{'lost':>8}{'allowed':>9}")
    for name, asked, lost, allowed in rows:
        print(f"{name:30}{asked:8}{lost:8}{allowed:>9}")
    print(f"Not acknowledged: {dict(load.refused)}. Builds: {dict(states)}. Tasks: {dict(Counter(counts['tasks']))}.")
    for (seconds, words), number in Counter((round(seconds), words) for seconds, words in load.lost).items():
        print(f"  lost at {seconds} s: {number} of {words}")
    return (
        len(load.lost) <= may
        and not lost_items
        and not lost_mails
        and not waiting
        and not failed
        and not states["failed"]
        and asked_mails > 0
    )


def main() -> int:
    """Build, start, replace; return 0 where nothing was lost that may not be."""
    parser = argparse.ArgumentParser(prog="script.ci.containers")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--built", action="store_true", help="the images are already here")
    arguments = parser.parse_args()
    if not prepare_podman(arguments.folder):
        return 0
    if not arguments.built:
        build(arguments.folder)
    compose, mails = Compose(arguments.folder / "compose", f"{Compose.image}:before"), Mails()
    compose.prepare()
    mail_server = Controller(mails, hostname=f"{SUBNET}.1", port=SMTP)
    try:
        compose("up", "-d", "database", "store")
        time.sleep(10)
        mail_server.start()
        compose.command(*MANAGE, "prepare_database")
        compose.command(*MANAGE, "demo", COMMITTEE_DEMO="1")
        compose("up", "-d")
        for part in ("web-1", "web-2"):
            compose.wait(part)
        with under_load(clerk_of(compose)) as load:
            replaced(compose, load)
        return int(not judged(compose, load, mails))
    finally:
        if not arguments.keep:
            compose("down", "--volumes", "--timeout=5")
        with contextlib.suppress(AssertionError):
            mail_server.stop()


if __name__ == "__main__":
    sys.exit(main())
