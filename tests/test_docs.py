"""What the pages for builders name is there: every path, link, command, function and address."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.management import get_commands
from django.urls import get_resolver

from tests.browser import clicks
from tests.our_code import places, read

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
ENDINGS = (".py", ".html", ".md", ".css", ".js", ".toml", ".txt", ".conf", ".json", ".csv")
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
