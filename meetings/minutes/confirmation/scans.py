"""A signature on paper recorded with the wrong scan or day is put right, with its reason, until the next meeting."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned
from committee.acts.verbs import verb
from committee.files import files
from committee.models import User
from committee.wording.dates import long_date
from meetings.locking import hold
from meetings.minutes.confirmation.signing import printed, refuse_wrong_day, signed_moment
from meetings.minutes.publication.versions import freeze
from meetings.models import Confirmation, Edition, Meeting, Minutes, MinutesVersion, MinutesVersionKind
from meetings.packs.intake.take_in import Intake
from meetings.papers.draft_minutes_paper import bodies_after
from meetings.papers.taking_in import taken_in
from meetings.unused_files import clear_away


@verb(may=runs_the_desk, in_one_transaction=False)
def replace_scan(
    minutes: Minutes, *, scan: bytes | Intake, filename: str, signed_on: date, reason: str, at: datetime, by: User
) -> Confirmation:
    """
    Replace the wrong scan and day of a signature on paper.

    The text stays as it was signed. The first scan is erased where nothing else needs it; its hash and day stay on the
    trail. With another day there is another version of the confirmed minutes, which says so. Raises Refused without a
    reason, where nothing changes, for minutes signed otherwise, for a day before their meeting or to come (R26), and
    once the body has met since: then a later meeting corrects them.
    """
    reason = reasoned(reason, "what was wrong, and why")
    taken = taken_in(scan, filename)
    signature = _on_paper(minutes)
    refuse_wrong_day(signature.signed_in or signature.confirmed_in, signed_on, at)
    document = signature.version.document
    new_day = signed_on != timezone.localdate(signature.signed_at)
    editions = {}
    if new_day:
        document = document | {"signature": document["signature"] | {"on": signed_on.isoformat()}}
        editions = {
            "public_file": files.keep(printed(document, Edition.PUBLIC)),
            "members_file": files.keep(printed(document, Edition.MEMBERS)),
        }
    stored = files.keep(taken.pdf)
    with transaction.atomic():
        meeting = hold(minutes.meeting)
        seen, signature = signature, _on_paper(minutes)
        _refuse_met_since(signature, meeting, at)
        if (signature.scan_id, signature.version_id) != (seen.scan_id, seen.version_id):
            raise Refused("Someone has already corrected this. Check it again.")
        if stored == signature.scan and not new_day:
            raise Refused("You have not changed the scan or the date.")
        first, was = signature.scan, timezone.localdate(signature.signed_at)
        if new_day:
            signature.version = _version(signature, document, editions, at, by)
            signature.signed_at = signed_moment(signed_on, at)
        signature.scan = stored
        signature.save(update_fields=["scan", "signed_at", "version"])
        before = {"scan_before": first.sha256, "on_before": was.isoformat()} if first else {}
        facts = {"reason": reason, "on": signed_on.isoformat(), "scan": taken.sha256, **before}
        audit.record(by, "corrected the recorded signature of the minutes of", meeting, **facts)
    if first and first != stored:
        clear_away([first.pk])
    return signature


def _version(
    signature: Confirmation, document: dict[str, Any], editions: dict[str, Any], at: datetime, by: User
) -> MinutesVersion:
    note = "The date of signing has been corrected."
    return freeze(signature.minutes, MinutesVersionKind.CONFIRMED, document, at=at, by=by, note=note, **editions)


def _on_paper(minutes: Minutes) -> Confirmation:
    """Return the signature on paper as it is now. Raises Refused if the minutes are not signed on paper."""
    related = ("version", "scan", "confirmed_in", "signed_in", "minutes__meeting__committee", "presided")
    confirmation = Confirmation.objects.select_related(*related).filter(minutes=minutes, on_paper=True).first()
    if confirmation is None:
        raise Refused("These minutes are not signed on paper, so there is no scan to correct.", rule="R26")
    return confirmation


def _refuse_met_since(signature: Confirmation, meeting: Meeting, at: datetime) -> None:
    first = signature.minutes.versions.filter(kind=MinutesVersionKind.CONFIRMED).order_by("number").first()
    recorded = day_of(first.made_at if first else signature.version.made_at)
    line = bodies_after(meeting.committee, day_of(at))
    since = Meeting.objects.formal().filter(committee__in=line, date__gt=recorded, date__lt=day_of(at))
    if met := since.order_by("date").first():
        raise Refused(
            f"The meeting of {long_date(met.date)} has been held since. Record the mistake in the minutes "
            "of a later meeting.",
            rule="R26",
        )
