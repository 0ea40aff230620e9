"""What `script/audit` does once it is set up: finds a public page of each type, lets pa11y and Lighthouse judge it."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
django.setup()

from django.urls import Resolver404, resolve  # noqa: E402

HOST = "127.0.0.1"  # and nowhere else
ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "audit"
# Lighthouse 13 wants Node 22.
PACKAGES = ("lighthouse@12.8.2", "pa11y@9.1.1")
MOST_PAGES = 3000
PATIENCE = 120  # seconds for one page and one judge
CHROMIUM = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def main() -> int:
    """0 where nothing was found, 1 where something was, 2 where a judge could not be had."""
    if not _installed():
        print("pa11y and Lighthouse could not be fetched with npm.")
        return 2
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        port = int(sys.argv[1]) if len(sys.argv) > 1 else stack.enter_context(_demonstration(scratch))
        pages = list(page_of_each_type(port))
        print(f"{len(pages)} types of page", flush=True)
        faults = [fault for name, path in pages for fault in _judged(name, path, port, scratch)]
    print(f"{len(faults)} findings on {len(pages)} pages")
    return int(bool(faults))


def page_of_each_type(port: int) -> Iterator[tuple[str, str]]:
    """The name of each view that links lead to from the home page on, and the address of the first HTML page of it."""
    waiting, seen, known = deque(["/"]), {"/"}, set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        name = _name(path)
        if not name or name in known or not (text := _page(port, path)):
            continue
        known.add(name)
        yield name, path
        for link in _links(text):
            led = urlsplit(urljoin(path, link))
            whole = led._replace(fragment="").geturl()
            if not led.netloc and not led.scheme and whole not in seen:
                seen.add(whole)
                waiting.append(whole)


def _name(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _page(port: int, path: str) -> str | None:
    """The HTML there; None for files, and for what only somebody signed in may see."""
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as door:
        door.request("GET", path)
        answer = door.getresponse()
        is_page = answer.status == 200 and answer.headers.get_content_type() == "text/html"
        return answer.read().decode() if is_page else None


def _links(text: str) -> list[str]:
    links = _Links()
    links.feed(text)
    return links.found


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _judged(name: str, path: str, port: int, scratch: Path) -> list[str]:
    address = f"http://{HOST}:{port}{path}"
    faults = [f"{judge}: {fault}" for judge, ask in JUDGES.items() for fault in ask(address, scratch)]
    print(f"{'good  ' if not faults else 'FAULTS'} {name}  {path}", flush=True)
    for fault in faults:
        print(f"       {fault}", flush=True)
    return faults


def _pa11y(address: str, scratch: Path) -> list[str]:
    settings = scratch / "pa11y.json"
    chromium = {"executablePath": shutil.which("chromium"), "args": CHROMIUM}
    settings.write_text(json.dumps({"chromeLaunchConfig": chromium, "timeout": PATIENCE * 500}))
    printed = _run("pa11y", "--standard", "WCAG2AA", "--reporter", "json", "--config", str(settings), address)
    try:
        issues = json.loads(printed)
    except ValueError:
        return [f"gave no answer: {printed[-200:]}"]
    return [f"{issue['code']} at {issue['selector']}: {issue['message']}" for issue in issues]


def _lighthouse(address: str, scratch: Path) -> list[str]:
    flags = ["--only-categories=accessibility", "--output=json", "--quiet", f"--chrome-flags={' '.join(CHROMIUM)}"]
    printed = _run("lighthouse", address, *flags)
    try:
        told = json.loads(printed)
        score, audits = told["categories"]["accessibility"]["score"], told["audits"]
    except (ValueError, KeyError):
        return [f"gave no answer: {printed[-200:]}"]
    if score == 1:
        return []
    failed = [audit for audit in audits.values() if audit["score"] == 0]
    return [f"accessibility {score}: {', '.join(audit['title'] for audit in failed)}"]


JUDGES = {"pa11y": _pa11y, "Lighthouse": _lighthouse}


def _run(tool: str, *words: str) -> str:
    command = [str(TOOLS / "node_modules" / ".bin" / tool), *words]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"no answer in {PATIENCE} seconds"
    return done.stdout or done.stderr


def _installed() -> bool:
    """Whether both are there; npm keeps its own download of a browser out of it."""
    if all((TOOLS / "node_modules" / ".bin" / tool).exists() for tool in ("pa11y", "lighthouse")):
        return True
    TOOLS.mkdir(parents=True, exist_ok=True)
    options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    return subprocess.run(["npm", "install", "--prefix", TOOLS, *options, *PACKAGES]).returncode == 0


@contextlib.contextmanager
def _demonstration(scratch: Path) -> Iterator[int]:
    """The port of a demonstration that is served until the block ends."""
    environment = os.environ | {"COMMITTEE_VAR": str(scratch / "demo"), "COMMITTEE_DEMO": "1", "LOG_LEVEL": "ERROR"}
    subprocess.run(["script/demo", "--no-serve"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as door:
        door.bind((HOST, 0))
        port = door.getsockname()[1]
    command = ["script/together", "1", "--bind", f"{HOST}:{port}", "--workers", "1", "--threads", "4"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment | {"SITE_URL": f"http://{HOST}:{port}"})
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE * 4):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            if _page(port, "/"):
                return
        time.sleep(0.25)
    sys.exit("The demonstration could not be served.")


if __name__ == "__main__":
    sys.exit(main())
