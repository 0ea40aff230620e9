"""
The line of the house: an app imports the storeys below it, never one above, and the law imports no Django.

Inside an app too: a room (a folder that is a thing) imports the rooms after it in `ROOMS` alone; the pages of all rooms
stand above whatever is not a page, and no audience's pages import those of another.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

ROOT = Path(__file__).resolve().parent.parent
APPS = ["committee", "meetings", "workprogramme", "reviews"]
ROOF = [f"committee.{one}" for one in ("settings", "environment", "urls", "portal", "wsgi", "asgi")]
LAW = "committee.law"
LAW_MAY_IMPORT = {*sys.stdlib_module_names, "holidays"}
# Pure Python of the ground floor: how the days in its sentences are written.
LAW_MAY_ASK = ("committee.wording.dates", "committee.wording.wording")
PDF = "meetings.packs.pdf"
PDF_MAY_IMPORT = {*sys.stdlib_module_names, "pikepdf", "fontTools", "msgpack", "pypdfium2"}
# Pure Python of the ground floor; and the printer, which draws the letters that no font of the library has: asked late.
PDF_MAY_ASK = ("committee.acts.refusal", "committee.wording.unprintable", "committee.printing")
# Each imports only those after it. Commands, addresses and AppConfigs import every room of their app.
ROOMS = {
    "meetings": (
        "news", "members.views", "takedowns.views", "recordings.views", "calendar.views", "referrals.views",
        "minutes.views", "agendas.views", "packs.views", "papers.views", "actions.views",
        "members", "open_data", "search", "minutes", "calendar", "referrals", "agendas",
        "actions", "takedowns", "papers", "recordings", "sending", "lookup", "packs",
        "outstanding_actions", "finding", "access", "packs.pdf", "calendar_rows",
        "withholding", "listing", "unused_files", "notice_period", "kept_pages", "locking", "models",
    ),
    "workprogramme": (
        "news", "programmes.views", "items.views", "forward_plan.views", "outcomes.views",
        "member_requests.views", "suggestions.views", "daily", "open_data", "search",
        "member_requests", "importing", "planner", "suggestions", "programmes", "history", "procedure_pages", "lookup",
        "takedowns", "desk_tasks", "outcomes", "items", "deadlines", "forward_plan", "time_limits",
        "procedure_forms", "locking",
        "leak_check", "document", "finding", "models", "year_strip", "dates",
    ),
    "reviews": (
        "news", "proposing.views", "answers.views", "evidence.views", "agenda_papers.views",
        "findings.views", "report.views", "daily", "open_data", "search", "desk_tasks", "takedowns",
        "agenda_papers", "overview", "report", "evidence", "answers", "proposing", "steps", "findings",
        "deadlines", "act_pages", "lookup", "prints", "locking", "privacy", "leak_check", "finding", "models",
    ),
}  # fmt: skip
# What views of every app are made with: how an act is asked for, what an address names.
FOR_EVERY_APP = ("acting", "lookup", "writing")
ABOVE_ALL_ROOMS = ("apps", "management", "migrations", "urls")
AUDIENCES = ("public", "members", "officers", "desk")


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
    if any(within(module, room) for room in (LAW, *LAW_MAY_ASK)):
        top = imported.split(".")[0]
        asked = any(within(imported, one) for one in LAW_MAY_ASK)
        if top not in LAW_MAY_IMPORT and not within(imported, LAW) and not asked:
            return f"the law imports only the standard library and holidays, not {imported}"
        return ""
    if on_the_roof(module):
        return ""
    if on_the_roof(imported):
        return f"{imported} is the roof, which nothing below may import"
    app, other = module.split(".")[0], imported.split(".")[0]
    if other in APPS and APPS.index(other) > APPS.index(app):
        return f"{app} may not import {other}, which stands above it"
    return objection_between_rooms(module, imported)


def objection_between_rooms(module: str, imported: str) -> str:
    """Why a module of one room may not import that name; "" where it may."""
    app = module.split(".")[0]
    allowed = any(within(imported, one) for one in (PDF, *PDF_MAY_ASK)) or imported.split(".")[0] in PDF_MAY_IMPORT
    if within(module, PDF) and not allowed:
        return f"the PDF library imports neither Django nor the portal, not {imported}"
    if app not in ROOMS or module.split(".")[1] in ABOVE_ALL_ROOMS:
        return ""
    ours, theirs = audience_of(module), audience_of(imported)
    if ours and theirs and ours != theirs:
        return f"pages for {ours} may not import {imported}, a page for {theirs}"
    other = imported.split(".")[0]
    everybodys = any(within(imported, f"committee.views.{one}") for one in FOR_EVERY_APP)
    if other in APPS and other != app and ".views." in imported and not everybodys:
        return f"{app} may not import {imported}, a page of another app"
    if other != app:
        return ""
    room, below = room_of(module), room_of(imported)
    order = ROOMS[app]
    if room not in order:
        return f"the room {app}.{room} has no place in ROOMS"
    if below != room and below in order and order.index(below) < order.index(room):
        return f"{room} may not import {below}, which stands above it"
    return ""


def room_of(name: str) -> str:
    """Return the room of a dotted name as in ROOMS: minutes.views for meetings.minutes.room.views.desk."""
    parts = name.split(".")
    if within(name, PDF):
        return "packs.pdf"
    # What finds the thing of an address, in a room of its own, belongs to its pages.
    page = "views" in parts[2:] or "lookup" in parts[2:]
    return f"{parts[1]}.views" if page else parts[1] if len(parts) > 1 else ""


def audience_of(name: str) -> str:
    """Whose pages a module holds: "desk" for ...views.desk_items; "" for any other module."""
    parts = name.split(".")
    if parts[1:3] == ["members", "views"]:  # a room that is one audience's
        return "members"
    page = parts[parts.index("views") + 1] if "views" in parts[:-1] else ""
    return next((one for one in AUDIENCES if page == one or page.startswith(f"{one}_")), "")


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


STOREYS = ("committee", "meetings", "workprogramme", "reviews")
# Pages of the roof, which sees every app; and whole folders of an app, by what they are about.
OF_THE_ROOF = ("templates/desk/front.html", "templates/desk/scrutiny_front.html", "templates/members/front.html",
               "templates/public/home.html", "templates/public/committee.html", "templates/_footer.html",
               "templates/officers/")  # fmt: skip
OF_THE_PROGRAMME = re.compile(
    r"programme|scrutiny|suggest|story|outcome|forward_plan|call_in|urgent_decision|document_a"
)
OF_REVIEWS = re.compile(r"/reviews/")
NAMED = re.compile(r"""url ["'](\w+:[\w-]+)["']""")


def addresses_by_app() -> dict[str, str]:
    """Each address by its name, desk:meeting, with the app whose view it is."""
    found: dict[str, str] = {}

    def walk(patterns, space: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, one.namespace or space)
            elif isinstance(one, URLPattern) and one.name:
                found[f"{space}:{one.name}" if space else one.name] = one.callback.__module__.split(".")[0]

    walk(get_resolver().url_patterns, "")
    return found


def reaching_up(root: Path) -> list[str]:
    apps = addresses_by_app()
    found = []
    for path in sorted((root / "templates").rglob("*.*")):
        name = str(path.relative_to(root))
        if name.startswith(OF_THE_ROOF) or OF_REVIEWS.search(name):
            continue
        above = STOREYS[3:] if OF_THE_PROGRAMME.search(name) else STOREYS[2:]
        text = path.read_text(encoding="utf-8")
        found += [f"{name}: {one}" for one in NAMED.findall(text) if apps.get(one) in above]
    return found


def test_no_template_of_a_lower_app_names_an_address_of_an_upper_one():
    assert {"workprogramme", "reviews"} <= set(addresses_by_app().values())
    assert reaching_up(ROOT) == []


def test_the_agenda_item_of_the_programme_has_its_act_and_no_other_item_has(published, desk):
    address = reverse("desk:meeting", args=[published.meeting.committee.slug, published.meeting.slug])
    assert published.meeting.items.count() > 1
    assert desk.get(address).content.decode().count("Add the work programme") == 1
    published.meeting.items.filter(kind="work_programme").update(kind="business")
    assert "Add the work programme" not in desk.get(address).content.decode()
