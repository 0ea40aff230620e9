"""The line of the house: an app imports the storeys below it, never one above, and the law imports no Django."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["committee", "meetings", "workprogramme", "reviews"]
ROOF = [
    "committee.settings",
    "committee.environment",
    "committee.urls",
    "committee.portal",
    "committee.wsgi",
    "committee.asgi",
]
LAW = "committee.law"
LAW_MAY_IMPORT = {*sys.stdlib_module_names, "holidays"}


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def on_the_roof(module: str) -> bool:
    return any(within(module, room) for room in ROOF)


def module_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, at any depth, relative names resolved."""
    package = module_of(path, root).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def objection(module: str, imported: str) -> str:
    """Why this module may not import that name; "" where it may."""
    if within(module, LAW):
        top = imported.split(".")[0]
        if top not in LAW_MAY_IMPORT and not within(imported, LAW):
            return f"the law imports only the standard library and holidays, not {imported}"
        return ""
    if on_the_roof(module):
        return ""
    if on_the_roof(imported):
        return f"{imported} is the roof, which nothing below may import"
    app, other = module.split(".")[0], imported.split(".")[0]
    if other in APPS and APPS.index(other) > APPS.index(app):
        return f"{app} may not import {other}, which stands above it"
    return ""


def objections(root: Path) -> list[str]:
    found = []
    for path in sorted(path for app in APPS for path in (root / app).rglob("*.py")):
        module = module_of(path, root)
        for line, imported in imports(path, root):
            if said := objection(module, imported):
                found.append(f"{path.relative_to(root)} line {line}: {said}.")
    return found


def test_no_app_imports_a_storey_above_it_and_the_law_imports_no_django():
    assert (ROOT / "committee" / "law" / "clear_days.py").is_file()
    found = objections(ROOT)
    assert not found, "\n".join(found)


PLANTED = [
    ("committee/law/retention.py", "from django.utils import timezone"),
    ("committee/law/retention.py", "import yaml"),
    ("committee/law/retention.py", "from committee.refusal import Refused"),
    ("committee/law/retention.py", "from .. import audit"),
    ("committee/audit.py", "from meetings.models import Meeting"),
    ("committee/models/person.py", "import reviews"),
    ("committee/migrations/0002_person.py", "from workprogramme.models import Programme"),
    ("committee/management/commands/clear_days.py", "from meetings import procedure"),
    ("committee/audit.py", "def late():\n    from meetings import models"),
    ("committee/audit.py", "from committee.settings import DEBUG"),
    ("committee/audit.py", "from . import urls"),
    ("meetings/models/paper.py", "import workprogramme.models"),
    ("meetings/management/commands/build_pack.py", "from reviews import models"),
    ("meetings/agendas/views/public.py", "from committee import portal"),
    ("meetings/agendas/views/public.py", "from committee.portal.search import find"),
    ("workprogramme/views.py", "from reviews.models import Review"),
    ("reviews/views.py", "from committee.urls import urlpatterns"),
]
ALLOWED = [
    ("committee/law/retention.py", "import datetime, zoneinfo, holidays"),
    ("committee/law/retention.py", "from . import clear_days\nfrom committee.law.periods import days_from"),
    ("committee/audit.py", "from django.db import models\nfrom committee.law import notice"),
    ("committee/urls.py", "from committee.portal import views\nfrom reviews import urls"),
    ("committee/portal/home.py", "from meetings.models import Meeting\nfrom . import search"),
    ("committee/settings.py", "from committee.portal import context"),
    ("meetings/models/paper.py", "from committee.models import Person"),
    ("workprogramme/views.py", "from meetings.models import Meeting"),
    ("reviews/views.py", "from workprogramme import models\nimport reviews.models"),
]


def plant(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), PLANTED)
def test_an_import_that_breaks_the_line_is_named_by_file_and_line(tmp_path, name, text):
    plant(tmp_path, name, text)
    (said,) = objections(tmp_path)
    line = 2 if text.startswith("def ") else 1
    assert said.startswith(f"{name} line {line}: ")


@pytest.mark.parametrize(("name", "text"), ALLOWED)
def test_an_import_that_keeps_the_line_is_let_be(tmp_path, name, text):
    plant(tmp_path, name, text)
    assert objections(tmp_path) == []
