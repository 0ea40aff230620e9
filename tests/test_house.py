"""House rules that no single room can keep: developers' pages, migrations, pins, browser tests, refusals, clock."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import get_resolver
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.browser import clicks
from tests.our_code import APPS, places, read

ROOT = Path(__file__).resolve().parent.parent
TOP = [
    *("committee", "meetings", "workprogramme", "reviews", "templates", "static"),
    *("tests", "docs", "script", ".ci", "fixtures"),
]
# Paths are written in full from the root. Named, and not kept by git: what the portal leaves.
NOT_HERE = re.compile(r"(?:\./)?var/")
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)")
ANYWHERE = re.compile(rf"(?<![\w/.-])(?:\./)?(?:{'|'.join(map(re.escape, TOP))})/[\w./-]*")
ENDINGS = (".py", ".html", ".md", ".css", ".js", ".toml", ".txt", ".conf", ".json", ".csv", ".yaml")
COMMAND = re.compile(r"script/manage (\w+)")


def pages(root: Path) -> list[Path]:
    """Return the pages for developers: at the root, in docs/ and in tests/, without notes untracked by git."""
    found = [page for place in ("", "docs", "tests") for page in sorted((root / place).glob("*.md"))]
    tracked = tracked_by_git(root)
    return found if tracked is None else [page for page in found if page.relative_to(root).as_posix() in tracked]


def tracked_by_git(root: Path) -> set[str] | None:
    """Return the Markdown files tracked by git, by path from the root; None without git or a checkout."""
    if not (root / ".git").exists() or (git := shutil.which("git")) is None:
        return None
    listed = subprocess.run(
        [git, "-C", str(root), "ls-files", "-z", "--", "*.md"], capture_output=True, text=True, check=False
    )
    return set(listed.stdout.split("\0")) if listed.returncode == 0 else None


def named(text: str) -> set[str]:
    """
    Every path of a page: a word in backticks with a slash or the ending of a file, and whatever begins as one does.

    An address begins with a slash, or has a scheme; what a setting is set to has a "=".
    """
    words = {span.split()[0].rstrip(",;:") for span in SPAN.findall(text)}
    paths = {
        word
        for word in words
        if not word.startswith(("/", "<", "-"))
        and not re.search(r"://|[=*<(%]", word)
        and ("/" in word or word.lstrip(".").endswith(ENDINGS))
    }
    return paths | {found.rstrip(".") for found in ANYWHERE.findall(text)}


def is_there(path: Path) -> bool:
    """Whether it is a file, or a folder with one: Python leaves its cache in folders whose files have moved away."""
    return path.is_file() or any(file.is_file() and "__pycache__" not in file.parts for file in path.rglob("*"))


def missing(root: Path) -> Iterator[str]:
    """Each path or link that leads nowhere, in a sentence."""
    for page in pages(root):
        text = page.read_text(encoding="utf-8")
        for path in sorted(named(text)):
            if not NOT_HERE.match(path) and not any(is_there(place / path) for place in (root, page.parent)):
                yield f"{page.relative_to(root)} names {path}, which is not there."
        for link in LINK.findall(text):
            if not re.match(r"[a-z]+:", link) and not (page.parent / link).exists():
                yield f"{page.relative_to(root)} links to {link}, which is not there."


def test_every_path_and_link_of_the_pages_leads_somewhere():
    assert list(missing(ROOT)) == []


def test_every_command_of_the_pages_is_one():
    told = {name for page in pages(ROOT) for name in COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert "clear_days" in told
    assert sorted(told - {*get_commands()}) == []


# Run by a script, or by nobody: they stand in the place of Django's own.
WITHOUT_A_ROW = {"demo", "migrate", "prepare_database", "changepassword", "createsuperuser"}


def test_every_command_of_ours_is_in_the_table_of_commands():
    table = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    ours = {name for name, app in get_commands().items() if app.split(".")[0] in APPS}
    assert {name for name in ours if not re.search(rf"\b{name}\b", table)} == WITHOUT_A_ROW


OURS = re.compile(r"^([a-z_]\w*)(?:\.[a-z_]\w*)*\.([a-z_]\w*)(?:\(.*)?$")
OF_OTHERS = {"django.tasks"}
PAGE = re.compile(r"\b((?:public|members|officers|desk|register):[a-z_][\w-]*)")


def test_every_function_that_the_pages_name_by_its_module_is_there():
    code = read(ROOT)
    spans = {span for page in pages(ROOT) for span in SPAN.findall(page.read_text(encoding="utf-8"))} - OF_OTHERS
    named = {span.partition("(")[0] for span in spans if OURS.match(span) and not span.endswith(ENDINGS)}
    assert "calendar.cancel" in named
    assert sorted(name for name in named if not places(code, name)) == []


def test_every_address_that_the_pages_name_has_that_name():
    told = {name for page in pages(ROOT) for name in PAGE.findall(page.read_text(encoding="utf-8"))}
    assert "desk:room" in told
    resolver = get_resolver()
    known = {f"{space}:{name}" for space, (_, inner) in resolver.namespace_dict.items() for name in inner.reverse_dict}
    assert sorted(told - known) == []


STORY = re.compile(r'story\(page, "([^"]+)"\)')


def test_each_row_of_the_table_of_clicks_is_walked_by_a_story_and_each_story_has_its_row():
    walks = sorted((ROOT / "tests" / "browser").glob("test_clicks_*.py"))
    stories = [name for walk in walks for name in STORY.findall(walk.read_text(encoding="utf-8"))]
    assert len(stories) >= 13 and len(stories) == len({*stories})
    assert sorted(clicks.told()) == sorted(stories)


PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;]+)", re.MULTILINE | re.IGNORECASE)

# Where a page says itself why something was refused, and why it is not said by `committee/views/acting.py`.
TOLD_BY_HAND = {
    "meetings/agendas/views/desk_items.py items_order": "a script that asks for 204 or 409, not for a page",
    "meetings/agendas/views/desk_items.py _hand_in": "one bad file among several must not lose the good ones",
    "meetings/papers/views/desk_files.py _drop": "one bad file among several must not lose the good ones",
    "meetings/minutes/confirmation/views/members.py sign": "what is to be signed cannot be shown, before any form is",
    "meetings/members/views/notes.py new": "a script that asks for JSON",
    "meetings/members/views/notes.py _change_by_script": "a script that asks for JSON",
    "committee/views/writing.py answer_scripts": "scripts that save every few seconds ask for JSON",
    "committee/views/writing.py take_form": "no form of Django's, and a conflict has another page",
    "meetings/minutes/room/views/desk_resolutions.py _rewrite": "two forms of one page: both say what is there now",
    "workprogramme/programmes/views/desk_printing.py _why_not": "asked before the button is offered, not after it",
}


def pins(file: str) -> dict[str, Version]:
    """Package -> version of a requirements file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {canonicalize_name(found["name"]): Version(found["version"]) for found in PIN.finditer(text)}


def test_migrations_know_no_code_that_changes():
    """What a migration does stays as it was; of ours it knows operations alone, and SQL that lies frozen beside it."""
    ours = re.compile(r"^\s*(?:from|import) ((?:committee|meetings|workprogramme|reviews)\b[.\w]*)", re.MULTILINE)
    paths = list(ROOT.glob("*/migrations/[0-9]*.py"))
    found = {(path.name, name) for path in paths for name in ours.findall(path.read_text(encoding="utf-8"))}
    assert {name for _, name in found} == {
        f"committee.database.{name}" for name in ("constraints", "creation", "frozen_triggers")
    }, sorted(found)


def test_what_the_tests_run_with_is_what_a_council_runs_with():
    running, testing = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: testing.get(name) for name in running} == running


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_hashed_and_record_no_download_address(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)[1:]
    assert len(entries) == len(PIN.findall(text)) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|^\s*(-i|-f|--(extra-)?index-url|--find-links)\b", text, re.MULTILINE)


def test_browser_tests_are_the_files_that_their_lane_reads_and_no_others():
    marked = re.compile(r"mark\.browser\b")
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name != Path(__file__).name]
    found = {path for path in tests if marked.search(path.read_text(encoding="utf-8"))}
    assert found == set((ROOT / "tests" / "browser").glob("test_*.py")), "script/test looks for them there alone"


def refusals_caught(tree: ast.AST, inside: str = "") -> Iterator[str]:
    """Yield the function around each handler of Refused; "" at module level."""
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef) else inside
        caught = node.type if isinstance(node, ast.ExceptHandler) else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "suppress":
            caught = node
        if caught is not None and re.search(r"\bRefused\b", ast.unparse(caught)):
            yield name
        yield from refusals_caught(node, name)


def test_why_an_act_is_refused_is_told_in_one_place():
    """By `ask`, `answered` and `press`, so that every page answers 422 and loses nothing that was typed."""
    pages = [path for app in APPS for path in (ROOT / app).rglob("views/**/*.py")]
    names = {path: path.relative_to(ROOT).as_posix() for path in pages}
    found = {
        f"{names[path]} {function}"
        for path in pages
        for function in refusals_caught(ast.parse(path.read_text(encoding="utf-8")))
        if names[path] != "committee/views/acting.py"
    }
    assert found == set(TOLD_BY_HAND)


# Where verbs, rules and findings live; views, commands and background tasks are where the clock is read.
VERBS = (
    "committee/law", "committee/register", "committee/models", "committee/complaints/verbs.py",
    "committee/sign_in/signed_links.py", "committee/acts/verbs.py",
    "meetings", "workprogramme", "reviews",
)  # fmt: skip
# Where the clock is read: pages, commands, and the background's leases.
CLOCKED = {"views", "lookup.py", "procedure_pages.py", "sending.py", "management", "migrations", "urls"}
ASKS = {"now", "localdate", "localtime", "today", "utcnow"}
MAY = {
    # allauth calls it within a request, as a page.
    "committee/register/directory_sign_in.py:pre_social_login",
    # Who may act is settled on the day on which they do, in this one place: a day that was given as an argument could
    # be one on which a role was still held.
    "committee/acts/verbs.py:allows",
    # Minutes record what has happened. Whether a time is still to come is for the clock alone to say: whoever gave it
    # as an argument could minute a meeting before its day.
    "meetings/minutes/room/holding.py:refuse_before_the_day",
    "meetings/minutes/room/holding.py:refuse_wrong_day",
    # Timestamps of what was done in the background, after the transaction of whoever asked for it.
    "meetings/papers/draft_minutes_paper.py:_offer",
    "meetings/packs/builds/lease.py:begin",
    "meetings/packs/builds/lease.py:progress",
    "meetings/packs/builds/lease.py:finish",
    "meetings/packs/builds/lease.py:put_back",
    "meetings/packs/builds/lease.py:fail",
    "meetings/packs/builds/lease.py:run",
    "meetings/agendas/notifying.py:tell_everybody",
    "meetings/agendas/notifying.py:tell_of_change",
    "meetings/agendas/notifying.py:_words",
    "meetings/packs/builds/tasks.py:_carry_out",
    "meetings/packs/builds/tasks.py:request_build",
    "meetings/takedowns/rebuilding.py:rebuild_after_takedown",
    "workprogramme/programmes/printing.py:print_programme",
    "meetings/papers/file_checks.py:refuse",
    *(f"meetings/papers/uploads.py:{name}" for name in ("accept", "check_upload")),
    "reviews/evidence/evidence_files.py:accept",
    # Lists of a page, as they stand today.
    "reviews/evidence/bundle.py:of_panels",
    "reviews/agenda_papers/ready.py:offer_papers",
    "meetings/actions/listing.py:asked_of",
    "meetings/minutes/publication/published.py:asked_in",
    # What a form offers first; what is sent is what counts.
    "committee/register/forms/committees.py:__init__",
    "meetings/calendar/forms.py:__init__",
    "meetings/calendar/forms.py:values_of",
    "meetings/calendar/importing.py:take",
    "committee/register/csv_import/sign_ins_file.py:take",
}


def asking(root: Path) -> Iterator[str]:
    """Each function, as "file:function", that reads the clock: now(), localdate() without a moment, today()."""
    for room in VERBS:
        there = root.glob(room) if room.endswith(".py") else (root / room).rglob("*.py")
        for path in (path for path in there if CLOCKED.isdisjoint(path.relative_to(root).parts)):
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            for function in (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
                if any(_asks(node) for node in ast.walk(function)):
                    yield f"{path.relative_to(root)}:{function.name}"


def _asks(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ASKS


def test_no_verb_asks_the_clock_but_those_that_may():
    assert sorted(set(asking(ROOT))) == sorted(MAY)


def test_every_word_that_the_handbook_quotes_from_a_page_is_on_one():
    shown = "".join(path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html"))
    shown += "".join(path.read_text("utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    pages_of = sorted((ROOT / "docs" / "handbook").rglob("*.md"))
    texts = {page.name: " ".join(page.read_text("utf-8").split()) for page in pages_of}
    quoted = {(name, words) for name, text in texts.items() for words in re.findall("“([^”]+)”", text)}
    assert ("clerk.md", "Check and publish") in quoted
    assert sorted((page, words) for page, words in quoted if words not in shown) == []
