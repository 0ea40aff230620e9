"""The council's colours, under an address that is new whenever they are."""

from django.http import Http404, HttpRequest, HttpResponse

from committee import theme as colours
from committee.models import Council


def theme(request: HttpRequest, name: str) -> HttpResponse:
    """Send the style sheet of the current colours under its current name; 404 for any other name."""
    council = Council.current()
    if name != colours.name(council):
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(colours.stylesheet(council), content_type="text/css; charset=utf-8", headers=headers)
