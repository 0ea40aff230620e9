"""The council's crest and colours, each under an address that changes whenever the file changes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from committee.files import files
from committee.models import Council
from committee.public_pages import theme as colours


def crest(request: HttpRequest, name: str) -> HttpResponseBase:
    """
    Send the current crest under its current name; 404 for any other name.

    SECURITY: an SVG opened on its own is sandboxed, runs no script and loads nothing.
    """
    council = Council.current()
    if council.crest is None or name != council.crest_name:
        raise Http404
    response = files.send(request, council.crest, name, private=False)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def theme(request: HttpRequest, name: str) -> HttpResponse:
    """Send the style sheet of the current colours under its current name; 404 for any other name."""
    council = Council.current()
    if name != colours.name(council):
        raise Http404
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(colours.stylesheet(council), content_type="text/css; charset=utf-8", headers=headers)
