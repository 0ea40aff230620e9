"""Find one public page of each type, and let pa11y and Lighthouse judge the pages; called by `script/audit`."""

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
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
django.setup()

from django.urls import Resolver404, resolve  # noqa: E402

HOST = "127.0.0.1"  # never another machine
ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "var" / "audit"
# Lighthouse 13 needs Node 22.
PACKAGES = ("lighthouse@12.8.2", "pa11y@9.1.1")
STARTS = ("/", "/search/?q=carers")
# Pages of types that no link of the demonstration leads to: thanks for a form, the year of a councillor who has only
# one year, empty lists.
UNLINKED = (
    "/privacy/complaint/received/",
    "/work-programme/safeguarding/suggested/",
    "/follow/committee/safeguarding/sent/",
    "/committees/safeguarding/2022-04-21/p/",
    "/councillors/gill-burnett/2021-22/",
    "/forward-plan/private-meetings/",
    "/reviews/rural-buses-after-six-oclock/call-for-evidence/received/",
)
NOT_FOUND = ("not found", "/nothing/")
MOST_OF_A_TYPE = 25  # pages of a type that are read for links, because not every meeting links to papers
PATIENCE = 120  # seconds for one page
NO_ANSWER = json.dumps({"browser": {"faults": ["ended before it had opened this page"]}})


def main() -> int:
    """Judge the pages. Return 0 without findings, 1 with findings, 2 where a judge could not be installed."""
    if not _installed():
        print("pa11y and Lighthouse could not be fetched with npm.")
        return 2
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        port = int(sys.argv[1]) if len(sys.argv) > 1 else stack.enter_context(_demonstration(scratch))
        pages = [*page_of_each_type(port), NOT_FOUND]
        print(f"{len(pages)} types of page; of each what Lighthouse makes of it, 100 at best", flush=True)
        faults = [fault for found in _judged(pages, port) for fault in found]
    print(f"{len(faults)} findings on {len(pages)} pages")
    return int(bool(faults))


def page_of_each_type(port: int) -> Iterator[tuple[str, str]]:
    """Yield (view name, path of its first HTML page) for each view that links from STARTS or UNLINKED lead to."""
    waiting, seen, read = deque((*STARTS, *UNLINKED)), {*STARTS, *UNLINKED}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        name = _name(path)
        if not name or read[name] == MOST_OF_A_TYPE or not (text := _page(port, path)):
            continue
        read[name] += 1
        if read[name] == 1:
            yield name, path
        for link in _links(text):
            led = urlsplit(urljoin(path, link))
            whole = led._replace(fragment="").geturl()
            if not led.netloc and not led.scheme and whole not in seen:
                seen.add(whole)
                waiting.append(whole)


def _name(path: str) -> str | None:
    """Return the view name of a path, with "?" if it has a query: results are another page type. None if unknown."""
    asked = urlsplit(path)
    try:
        return f"{resolve(asked.path).view_name}{'?' if asked.query else ''}"
    except Resolver404:
        return None


def _page(port: int, path: str) -> str | None:
    """Return the HTML at an address; None for files, and for pages that need a sign-in."""
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


def _judged(pages: Sequence[tuple[str, str]], port: int) -> Iterator[list[str]]:
    """Yield the findings of both judges on each page; one browser opens each page once."""
    command = ["node", str(ROOT / "script" / "judge.mjs"), str(TOOLS), shutil.which("chromium") or ""]
    with tempfile.TemporaryFile("w+") as addresses:
        addresses.writelines(f"http://{HOST}:{port}{path}\n" for _name, path in pages)
        addresses.seek(0)
        with subprocess.Popen(command, stdin=addresses, stdout=subprocess.PIPE, text=True) as judge:
            answers = chain(judge.stdout or (), repeat(NO_ANSWER))
            for (name, path), answer in zip(pages, answers, strict=False):
                yield _told(name, path, json.loads(answer))


def _told(name: str, path: str, judged: dict[str, dict[str, Any]]) -> list[str]:
    faults = [f"{judge}: {fault}" for judge, said in judged.items() for fault in said["faults"]]
    score = judged.get("Lighthouse", {}).get("score") or 0
    print(f"{'FAULTS' if faults else 'good  '} {score * 100:3.0f} {name}  {path}", flush=True)
    for fault in faults:
        print(f"       {fault}", flush=True)
    return faults


def _installed() -> bool:
    """Install pa11y and Lighthouse where they are missing, without npm's browsers. Return whether both are there."""
    if all((TOOLS / "node_modules" / ".bin" / tool).exists() for tool in ("pa11y", "lighthouse")):
        return True
    TOOLS.mkdir(parents=True, exist_ok=True)
    options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    return subprocess.run(["npm", "install", "--prefix", TOOLS, *options, *PACKAGES]).returncode == 0


@contextlib.contextmanager
def _demonstration(scratch: Path) -> Iterator[int]:
    """Serve a demonstration until the block ends, and yield its port."""
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
