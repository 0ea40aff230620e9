"""The page that shows how the portal is running."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from committee.access.permissions import administration
from committee.acts.requests import SignedInRequest
from committee.portal.health import state


@administration
def health(request: SignedInRequest) -> HttpResponseBase:
    """Show administrators backups, workers, the queue, mail, disks and whatever else keeps the portal running."""
    now = timezone.now()
    lines = state.lines(state.read_figures(now), now)
    return render(request, "register/health.html", {"lines": lines, "now": now})
