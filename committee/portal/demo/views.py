"""Five things to try in each kind of sign-in: the page that walks a first-time visitor round the demonstration."""

import tomllib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.portal.demo import things_to_try
from committee.portal.demo.load import FOLDER


@require_safe
def five_things(request: HttpRequest) -> HttpResponse:
    """Show a section for each demonstration user, the reader's own first; its links open the right page."""
    sections = things_to_try.sections(timezone.localdate())
    email = getattr(request.user, "email", "")
    sections.sort(key=lambda section: section.email != email)
    password = tomllib.loads((FOLDER / "upcoming.toml").read_text("utf-8"))["password"]
    mails = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", "")
    context = {"sections": sections, "email": email, "password": password, "mails": mails}
    return render(request, "demo/five_things.html", context)
