"""The scan of minutes that were signed on paper: read by the desk alone, and replaced where it was the wrong one."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.html import format_html

from committee import files
from committee.dates import full_date, long_date
from committee.permissions import desk
from committee.requests import SignedInRequest
from committee.views.acting import Data, ask, chosen, typed
from meetings.lookup import address
from meetings.minutes.confirmation import scans
from meetings.minutes.confirmation.forms import ReplaceScanForm
from meetings.minutes.lookup import find_minutes, frame
from meetings.models import Confirmation, Minutes
from meetings.papers.verbs import take_in_now


def _signature(minutes: Minutes) -> Confirmation:
    confirmation = Confirmation.objects.select_related("scan").filter(minutes=minutes, scan__isnull=False).first()
    if confirmation is None:
        raise Http404
    return confirmation


@desk
def signed_scan(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The scan of the minutes as they were signed on paper: for the desk alone."""
    minutes = find_minutes(committee, meeting)
    signature = _signature(minutes)
    assert signature.scan is not None
    name = files.file_name(committee, minutes.meeting.slug, "signed minutes")
    return files.send(request, signature.scan, name, private=True)


@desk
def replace(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """The wrong scan or day was recorded: the right ones, and why."""
    minutes = find_minutes(committee, meeting)
    signature = _signature(minutes)
    initial = {"signed_on": timezone.localdate(signature.signed_at)}

    def act(data: Data) -> str:
        scan = take_in_now(data["scan"].read(), data["scan"].name)
        about = {"signed_on": data["signed_on"], "reason": data["reason"], "at": timezone.now(), "by": request.user}
        scans.replace_scan(minutes, scan=scan, filename=data["scan"].name, **about)
        return "The scan is replaced. The history shows that it was."

    form = ReplaceScanForm(typed(request), chosen(request), initial=initial)
    then = address("minutes-confirm", minutes.meeting)
    here, signed = minutes.meeting, timezone.localdate(signature.signed_at)
    return ask(
        request, form, act, then=then, template="desk/act.html",
        title=f"Replace the scan: {here.committee.short_name}, {full_date(here.date)}",
        caption=f"Minutes, {here.committee}, {long_date(here.date)}", heading="Replace the scan", narrow=True,
        texts=[
            format_html(
                'Recorded as signed on {}, with <a class="govuk-link" href="{}">this scan (PDF)</a>.',
                f"{full_date(signed)}", address("minutes-signed-scan", here),
            ),
            "Use this if the wrong file or date was recorded, until the committee next meets. The text of the signed "
            "minutes does not change. The wrong scan is deleted, and the history shows that it was replaced. A "
            "different date makes a new public version of the confirmed minutes.",
        ],
        trail=frame(minutes)["trail"], back=then, back_text="Back to the signature",
    )  # fmt: skip
