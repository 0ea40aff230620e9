"""The certificate of publication: begun at publication, completed when the notice is posted at the offices."""

from datetime import date, datetime
from typing import Any

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, reasoned, said, save
from committee.acts.verbs import verb
from committee.law import clear_days, notice
from committee.law.clear_days import DayList, publication_day
from committee.models import User
from committee.register.calendar import day_list
from committee.wording.dates import date_time, long_date
from meetings import notice_period as days_for
from meetings.models import AgendaVersion, Certificate, Meeting
from meetings.packs.leak_check.public_words import refuse_telling
from meetings.papers.open_by_leave import used_by


def begin_certificate(version: AgendaVersion, *, at: datetime) -> Certificate:
    """
    Create the certificate of a version that is being published.

    It records the time of publication on the website, the clear days counted from that time, and each leave of the
    proper officer by which a paper of the version is open.
    """
    certificate = Certificate(version=version, website_at=at, opened=used_by(version))
    certificate.count = count_of(certificate, day_list())
    certificate.save()
    return certificate


@verb(may=runs_the_desk)
def complete_certificate(
    row: Certificate,
    *,
    posted_by: str,
    posted_at: datetime,
    posted_where: str,
    inspection_by: str,
    inspection_at: datetime,
    inspection_where: str,
    at: datetime,
    by: User,
    reason: str = "",
) -> Certificate:
    """
    Record who posted the notice and who opened inspection at the offices, when and where, and count the days again.

    Days for the agenda are counted from its publication on the website or from inspection, whichever is later
    (s.100B(1), (3)). Days for the notice are counted from its posting (s.100A(6)(a)). To correct a completed
    certificate, give a `reason`: the certificate stores the reason and its earlier details. Raises Refused where a
    value or the reason is missing, where a time is in the future, and where inspection is earlier than the day on
    which the pack was made.
    """
    rows = Certificate.objects.select_for_update(of=("self",)).select_related(
        "version__meeting__committee", "version__public_pack"
    )
    row = rows.get(pk=row.pk)
    for moment, what in ((posted_at, "posted"), (inspection_at, "opened")):
        if moment > at:
            raise Refused(f"It cannot have been {what} in the future. Enter the day and time it was done.")
    pack = row.version.public_pack
    if pack and day_of(inspection_at) < (made := day_of(pack.built_at)):
        raise Refused(
            f"The agenda was made on {long_date(made)}: it was not open for inspection before then. Enter "
            "the day and time these papers were opened."
        )
    before = _stated(row) if row.completed_by_id else ""
    corrected = list(row.count.get("corrected", []))
    row.posted_by = said(posted_by, "who posted the notice", 120)
    row.posted_at = posted_at
    row.posted_where = said(posted_where, "where the notice was posted", 200)
    row.inspection_by = said(inspection_by, "who opened inspection", 120)
    row.inspection_at = inspection_at
    row.inspection_where = said(inspection_where, "where the papers are open to inspection", 200)
    if before:
        if _stated(row) == before:
            return row
        corrected.append(_correction(row, reason, before, at))
    row.completed_by = by
    row.count = count_of(row, day_list()) | ({"corrected": corrected} if corrected else {})
    save(row)
    audit.record(
        by,
        "completed the certificate of publication of",
        row.version.meeting,
        acting_for=row.version.acting_for,
        posted=f"{row.posted_by}, {date_time(posted_at)}, {row.posted_where}",
        inspection=f"{row.inspection_by}, {date_time(inspection_at)}, {row.inspection_where}",
        clear_days=row.count.get("clear"),
    )
    return row


def _stated(certificate: Certificate) -> str:
    """Return, in one sentence, the acts at the offices that a certificate states; "" if it states no act yet."""
    if certificate.posted_at is None or certificate.inspection_at is None:
        return ""
    return (
        f"{certificate.posted_by} posted the notice on {date_time(certificate.posted_at)}, at "
        f"{certificate.posted_where}; {certificate.inspection_by} opened inspection on "
        f"{date_time(certificate.inspection_at)}, at {certificate.inspection_where}"
    )


def _correction(certificate: Certificate, reason: str, before: str, at: datetime) -> str:
    """
    Return the line that records a correction: its day and reason, and the earlier details `before`.

    Raises Refused where there is no reason, or where the reason discloses withheld matter (R16).
    """
    if not reason.strip():
        raise Refused(
            "The certificate is complete. To correct it, enter a reason. The reason and the earlier details stay on it."
        )
    why = reasoned(reason, "why the certificate is corrected")
    refuse_telling([("the reason", [why])], certificate.version.meeting)
    return f"Corrected on {long_date(day_of(at))}: {why} It said before: {before}."


def count_of(certificate: Certificate, days: DayList) -> dict[str, Any]:
    """
    Return the count of clear days as JSON data for the certificate; {} for an informal session, which needs no notice.

    - `from`: the day from which days are counted; this and all other days are ISO strings
    - `required`, `clear`, `lawful`: clear days needed, clear days counted, and whether these are enough
    - `counted`, `skipped`: the clear days; the other days, each as [day, reason]
    - `remarks`: warnings as sentences
    - `noticed`: whether the notice was posted in time
    """
    meeting: Meeting = certificate.version.meeting
    # The day that the version announced, because the meeting may have moved since.
    day = date.fromisoformat(certificate.version.snapshot["date"])
    required = notice.required_clear_days(days_for.legal_kind(meeting), day)
    if required is None:
        return {}
    start = clear_days.effective_publication(
        certificate.website_at, certificate.inspection_at or certificate.website_at
    )
    counted = clear_days.count(start, day, days, required)
    noticed, remarks = _of_the_notice(certificate, day, days, required)
    return {
        "from": start.isoformat(),
        "required": required,
        "clear": counted.clear,
        "lawful": counted.lawful,
        "counted": [day.isoformat() for day in counted.counted],
        "skipped": [[day.isoformat(), why] for day, why in counted.skipped],
        "remarks": [warning.text for warning in counted.warnings] + remarks,
        "noticed": noticed,
    }


def _of_the_notice(certificate: Certificate, day: date, days: DayList, required: int) -> tuple[bool, list[str]]:
    """
    Return whether the notice was posted in time for the meeting on `day`, and remarks as sentences (s.100A(6)(a)).

    A notice whose posting is not recorded yet counts as in time.
    """
    if certificate.posted_at is None:
        return True, []
    meeting, posted = certificate.version.meeting, publication_day(certificate.posted_at)
    counted = clear_days.count(posted, day, days, required)
    if meeting.called_on and meeting.date == day:
        return True, [f"The meeting was convened at shorter notice on {long_date(meeting.called_on)}."]
    if counted.lawful:
        return True, []
    return False, [
        f"The notice was posted on {long_date(posted)}: {counted.clear} clear days, where {required} are needed."
    ]
