"""The council's crest, under an address that is new whenever the crest is."""

from django.http import Http404, HttpRequest, HttpResponseBase

from committee import files
from committee.models import Council


def crest(request: HttpRequest, name: str) -> HttpResponseBase:
    """
    Send the current crest under its current name; 404 for any other name.

    SECURITY: an SVG that somebody opens by itself is sandboxed, and runs and loads nothing.
    """
    council = Council.current()
    if council.crest is None or name != council.crest_name:
        raise Http404
    response = files.send(request, council.crest, name, private=False)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
