"""Sign out, and leave nothing in a member's browser."""

from typing import cast

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from committee.access.permissions import is_member


def sign_out(request: HttpRequest) -> HttpResponse:
    """
    Sign out. A member's browser is told to delete the meetings and notes that the member keeps on the device.

    SECURITY: the script of the page deletes them too. Where other users of this browser have texts that are not sent
    yet, the script says so (`others`), and these stay: then only the browser's cache is deleted here.
    """
    may_keep_meetings = request.method == "POST" and is_member(request.user, timezone.localdate())
    response = cast(HttpResponse, logout(request))
    if may_keep_meetings:
        response["Clear-Site-Data"] = '"cache"' if request.POST.get("others") else '"cache", "storage"'
    return response
