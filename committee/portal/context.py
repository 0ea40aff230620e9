"""Context of every page: the council, and the navigation of this visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from committee.access import permissions
from committee.models import Council
from committee.public_pages.addresses import reverse
from reviews.evidence.bundle import sits_on_a_panel

EVERYBODYS = 4  # entries that everybody who is signed in has
# Where the handbook explains a page, by how the name of its view begins; the first that fits.
HELP = {
    "register:health": "server.html#is-all-well",
    "register:": "handbook/web-manager.html",
    "members:": "handbook/member.html",
    "officers:": "handbook/officer.html",
    "desk:calendar": "handbook/clerk.html#a-month-before-plan",
    "desk:room": "handbook/clerk.html#the-day-in-the-room",
    "desk:minute": "handbook/clerk.html#after-it-minutes-and-actions",
    "desk:action": "handbook/clerk.html#after-it-minutes-and-actions",
    "desk:agenda": "handbook/clerk.html#five-clear-days-before-publish",
    "desk:supplement": "handbook/clerk.html#five-clear-days-before-publish",
    "desk:paper": "handbook/clerk.html#two-weeks-before-prepare",
    "desk:programme": "handbook/clerk.html#between-meetings-work-programme-and-reviews",
    "desk:review": "handbook/clerk.html#between-meetings-work-programme-and-reviews",
    "desk:takedown": "handbook/clerk.html#when-something-goes-wrong",
    "desk:": "handbook/clerk.html",
    "": "handbook/index.html",
}


def navigation(request: HttpRequest) -> list[tuple[str, str, str]]:
    """
    Return the entries of the service navigation: (label, address, `aria-current`).

    `aria-current` is "page" for the entry of this very page, "true" for the section of this page, otherwise "".
    """
    user, today = request.user, timezone.localdate()
    entries = [
        ("Committees", reverse("public:committees")),
        ("Calendar", reverse("public:calendar")),
        ("Decisions", reverse("public:decisions-register")),
        ("Search", reverse("public:search")),
    ]
    if not user.is_authenticated:
        entries.insert(1, ("Councillors", reverse("public:councillors")))
    if permissions.runs_the_desk(user, today):
        entries.append(("Desk", reverse("desk:front")))
    if permissions.plans_scrutiny(user, today):
        if not permissions.runs_the_desk(user, today):
            entries.append(("What needs doing", reverse("desk:scrutiny-front")))
        entries.append(("Work programme", reverse("desk:programmes")))
        entries.append(("Reviews", reverse("desk:reviews")))
    if permissions.keeps_the_register(user, today):
        entries.append(("Register", reverse("register:front")))
    if permissions.is_member(user, today):
        entries.append(("My meetings", reverse("members:front")))
    officer = permissions.is_officer(user, today)
    if not officer and permissions.is_cabinet_member(user, today):
        entries.append(("My portfolio", reverse("members:portfolio")))
    if officer:
        entries.append(("My reports and actions", reverse("officers:front")))
    if user.is_authenticated and len(entries) == EVERYBODYS and sits_on_a_panel(user, today):
        entries.append(("My reviews", reverse("members:reviews")))
    here = max((url for _, url in entries if request.path.startswith(url)), key=len, default="")
    current = "page" if here == request.path else "true"
    return [(label, url, current if url == here else "") for label, url in entries]


def help_page(request: HttpRequest) -> str:
    """Return the address of the handbook's page about this page; "" where no handbook is served (HANDBOOK_URL)."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    page = next(page for beginning, page in HELP.items() if view.startswith(beginning))
    return f"{settings.HANDBOOK_URL}/{page}" if settings.HANDBOOK_URL else ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `council`, `directories`, `help_page`, `navigation` and `on_the_desk`; most are evaluated where used."""
    return {
        "council": SimpleLazyObject(Council.current),
        "directories": settings.DIRECTORIES,
        "help_page": help_page(request),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "on_the_desk": lambda: permissions.runs_the_desk(request.user, timezone.localdate()),
    }
