"""A page of a lower app has slots for upper ones: no template of it names an address that stands above it."""

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

ROOT = Path(__file__).resolve().parent.parent
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


def test_the_agenda_item_of_the_programme_has_its_act_and_no_other_item_has(client, clerk, published):
    client.force_login(clerk)
    address = reverse("desk:meeting", args=[published.meeting.committee.slug, published.meeting.slug])
    assert published.meeting.items.count() > 1
    assert client.get(address).content.decode().count("Add the work programme") == 1
    published.meeting.items.filter(kind="work_programme").update(kind="business")
    assert "Add the work programme" not in client.get(address).content.decode()
