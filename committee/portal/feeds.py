"""Feeds as Atom (RFC 4287): written by the council, dated no later than now, asked again by their validator."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page

from committee.models import Council
from committee.wording.dates import start_of


@conditional_page
def send_feed(request: HttpRequest, entries: Iterable[dict[str, Any]], **about: Any) -> HttpResponse:
    """Return entries as a feed. Both are given as Django's feed generator takes them, with `updateddate` in each."""
    made = Atom1Feed(language="en-GB", author_name=Council.current().name, **about)
    now = timezone.now()
    today = start_of(timezone.localdate(now))
    for entry in entries:
        at = entry["updateddate"]
        made.add_item(**entry | {"updateddate": at if at <= now else today})
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
