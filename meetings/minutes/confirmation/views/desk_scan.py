"""The scan of minutes that were signed on paper: read by the desk alone, and replaced where it was the wrong one."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone

from committee import files
from committee.permissions import desk
from committee.refusal import Refused
from committee.requests import SignedInRequest
from committee.views.acting import show
from meetings.lookup import go_to
from meetings.minutes.confirmation import scans
from meetings.minutes.confirmation.forms import ReplaceScanForm
from meetings.minutes.lookup import find_minutes, frame
from meetings.models import Confirmation, Minutes
from meetings.papers.verbs import take_in_now


def _signature(row: Minutes) -> Confirmation:
    found = Confirmation.objects.select_related("scan").filter(minutes=row, scan__isnull=False).first()
    if found is None:
        raise Http404
    return found


@desk
def signed_scan(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The scan of the minutes as they were signed on paper: for the desk alone."""
    row = find_minutes(committee, meeting)
    signature = _signature(row)
    assert signature.scan is not None
    name = files.file_name(committee, row.meeting.slug, "signed minutes")
    return files.send(request, signature.scan, name, private=True)


@desk
def replace(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The wrong scan or day was recorded: the right ones, and why."""
    row = find_minutes(committee, meeting)
    signature = _signature(row)
    initial = {"signed_on": timezone.localdate(signature.signed_at)}
    form = ReplaceScanForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = {"signed_on": given["signed_on"], "reason": given["reason"], "at": timezone.now(), "by": request.user}
        try:
            scan = take_in_now(given["scan"].read(), given["scan"].name)
            scans.replace_scan(row, scan=scan, filename=given["scan"].name, **about)
        except Refused as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "The scan is replaced. What was recorded first stays on the history.")
            return go_to("desk:minutes_confirm", row.meeting)
    return show(request, "desk/minutes/replace_scan.html", form=form, signature=signature, **frame(row))
