"""URLs of a demonstration: all URLs of the portal, and the page of things to try."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from committee.portal.demo import things_to_try
from committee.portal.demo.papers import facts_of
from committee.urls import handler400, handler404, handler500
from committee.urls import urlpatterns as of_the_portal

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


@require_safe
def five_things(request: HttpRequest) -> HttpResponse:
    """Show each demonstration user's things to try, the signed-in user's first."""
    sections = things_to_try.sections(timezone.localdate())
    email = getattr(request.user, "email", "")
    sections.sort(key=lambda section: section.email != email)
    password = facts_of("upcoming")["password"]
    mails = settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", "")
    context = {"sections": sections, "email": email, "password": password, "mails": mails}
    return render(request, "demo/five_things.html", context)


urlpatterns = [path("try/", five_things, name="five-things"), *of_the_portal]
