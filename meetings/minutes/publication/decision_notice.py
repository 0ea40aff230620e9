"""The notice of a decision to a party: what was decided, why, and how to appeal (R71, SI 2005/44 regs 28 and 29)."""

import hashlib
from datetime import datetime
from typing import Any

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.saving import day_of, said
from committee.acts.seen import refuse_unseen
from committee.acts.verbs import verb
from committee.law.exemption import HEARING
from committee.mail.notices import failure_of, mail_address
from committee.models import Council, User
from committee.printing import PrintingError, print_template
from meetings.minutes.document import wording
from meetings.minutes.room.holding import hold_minute
from meetings.models import Minute
from meetings.models.agenda import details_of

APPEALS = {
    HEARING: "You may appeal against this decision to the magistrates’ court. The appeal must be made within 21 days "
    "beginning with the day on which you were notified of the decision (Licensing Act 2003, section 181 and Schedule "
    "5).",
}


def usual_appeal(minute: Minute) -> str:
    """Return the words on the right of appeal that are usual for the body of a minute; "" where none are known."""
    return APPEALS.get(minute.minutes.meeting.committee.other_ground or 0, "")


def decided(minute: Minute) -> list[wording.Words]:
    """Return the carried resolutions of a minute in printed words."""
    rows = minute.resolutions.carried().filter(amends=None).prefetch_related("limbs").order_by("position")
    style = wording.Style.of(Council.current())
    return [wording.words(list(resolution.limbs.all()), style) for resolution in rows]


@verb(
    may=runs_the_desk,
    in_one_transaction=False,
    seen=lambda minute: [minute.heading, *(resolution.plain for resolution in decided(minute))],
)
def send_notice(
    minute: Minute, *, party: str, reasons: str, appeal: str, email: str = "", seen: str, at: datetime, by: User
) -> bytes:
    """
    Return the notice of what was decided under a minute as a tagged PDF, and email its words to `email` if given.

    `party` is the recipient's name, and their address on further lines. Nothing of the party is kept: the trail says
    that a notice was made, with the SHA-256 of its PDF, and whether it was emailed. Raises Refused where nothing was
    decided, where reasons or the right of appeal are missing (R71), and where the notice cannot be printed or emailed.
    """
    refuse_unseen(minute, seen)
    context = _words(minute, said(party, "to whom it is addressed", 500), reasons, appeal, at)
    try:
        made = print_template("print/decision_notice.html", context, f"Notice of decision: {minute.minutes.meeting}")
    except PrintingError as error:
        raise Refused(f"The notice could not be printed: {error}") from error
    if email:
        subject = f"Notice of decision: {minute.minutes.meeting.committee}"
        if failure := failure_of(mail_address, email, subject, "email/decision_notice.txt", context):
            audit.record(by, "could not email a notice of decision of", minute, failure=failure)
            raise Refused("The mail server did not accept the email. Check the address, or print the notice.")
    audit.record(
        by, "made a notice of decision of", minute, sha256=hashlib.sha256(made).hexdigest(), emailed=bool(email)
    )
    return made


def _words(minute: Minute, party: str, reasons: str, appeal: str, at: datetime) -> dict[str, Any]:
    _, minute = hold_minute(minute)
    resolutions = decided(minute)
    if not resolutions:
        raise Refused("Nothing has been decided under this item.", rule="R71")
    meeting = minute.minutes.meeting
    return {
        "council": Council.current(),
        "meeting": meeting,
        "heading": minute.heading,
        "details": details_of(_lines(minute)),
        "resolutions": resolutions,
        "party": party.splitlines(),
        "reasons": said(reasons, "the reasons for the decision", 8000),
        "appeal": said(appeal, "the right of appeal, or that there is none", 2000),
        "day": day_of(at),
    }


def _lines(minute: Minute) -> dict[str, Any]:
    """Return the lines of a minute's item without what was proposed: the decision stands in its place."""
    lines = minute.item.lines if minute.item else {}
    return {name: text for name, text in lines.items() if name not in ("recommendation", "conditions")}
