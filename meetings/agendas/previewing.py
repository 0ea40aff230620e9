"""Sending a draft edition to the Chairman and Vice-Chairmen, and the agenda of an informal session to its members."""

from datetime import date, datetime

from django.db import transaction

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL, verb
from committee.law import notice
from committee.law.clear_days import publication_day
from committee.mail import notices
from committee.models import Seat, User
from committee.register.calendar import day_list
from committee.wording.wording import worded
from meetings.agendas import notifying
from meetings.models import Access, Edition, Meeting, Pack, Preview, PublishedPaper
from meetings.notice_period import legal_kind
from meetings.packs.builds import build
from meetings.packs.leak_check import public_words


def readers_of_drafts(meeting: Meeting, on: date) -> list[Seat]:
    """
    Return the seats of those to whom the draft is sent, by surname, each with its person and sign-in.

    They are the Chairman and Vice-Chairmen on `on`; for an informal session, whose agenda is never published, all who
    sit on the body, with substitutes.
    """
    if meeting.is_formal:
        presiding = meeting.presiding(on)
        return sorted(presiding, key=lambda seat: (seat.person.surname.lower(), seat.person.forename.lower()))
    return list(meeting.seats_on(on).by_surname().select_related("person__user"))


@verb(may=runs_the_desk, in_one_transaction=False)
def send_preview(meeting: Meeting, *, message: str, at: datetime, by: User) -> Preview:
    """
    Send the draft edition last built to `readers_of_drafts`, each by email with a link to it.

    People without an active sign-in get no email, so they are not in `sent_to`. Raises Refused:

    - where no draft has been built, or the draft is stale
    - where nobody to whom it is sent has an active sign-in
    - where the message discloses withheld matter (R16)
    - once the deadline has passed, where the draft has an open paper that is not public yet: then the public must get
      the paper at the same moment, by publication (R08, LGA 1972 s.100B(3) proviso)
    """
    pack = build.current_pack(meeting, Edition.DRAFT)
    if pack is None:
        raise Refused("Build the draft edition first: then it can be sent.")
    if build.is_stale(pack):
        raise Refused("The agenda has changed since the draft was built. Build the draft again, then send it.")
    message = message.strip()
    for leaks in public_words.telling([("the message", [message])], meeting):
        public_words.refuse_mailing(leaks)
    _refuse_ahead_of_public(meeting, pack, publication_day(at))
    seats = readers_of_drafts(meeting, publication_day(at))
    if not seats:
        whom = "Chairman or Vice-Chairman" if meeting.is_formal else "members"
        raise Refused(worded(f"The committee has no {whom} to send the draft to: appoint one first."))
    reached = [seat for seat in seats if notifying.sign_in_of(seat.person)]
    if not reached:
        nobody = "Neither the Chairman nor a Vice-Chairman" if meeting.is_formal else "No member"
        raise Refused(worded(f"{nobody} has a sign-in: create a sign-in for one first, or send a paper copy."))
    with transaction.atomic():
        preview = Preview.objects.create(meeting=meeting, pack=pack, sent_at=at, sent_by=by, message=message)
        preview.sent_to.set([seat.person for seat in reached])
        did = "sent a draft for preview of" if meeting.is_formal else "sent the members the agenda of"
        audit.record(by, did, meeting, to=[seat.printed for seat in reached])
        readers = [seat.person.user for seat in reached]
        transaction.on_commit(lambda: _mail(preview, readers), robust=True)
    return preview


def _refuse_ahead_of_public(meeting: Meeting, pack: Pack, on: date) -> None:
    if not notice.public_copy_goes_too(legal_kind(meeting), on, meeting.date, day_list()):
        return
    file_ids = {row["file"] for row in pack.manifest if row["access"] == Access.OPEN and row["file"]}
    public = set(PublishedPaper.objects.public().filter(paper_file__in=file_ids).values_list("paper_file", flat=True))
    if file_ids - public:
        raise Refused(
            "The deadline has passed, so members cannot have a paper before the public. Publish it, and "
            "both get it at the same time (LGA 1972 s.100B(3)).",
            rule="R08",
        )


def _mail(preview: Preview, readers: list[User]) -> None:
    subject = f"{'Draft agenda' if preview.meeting.is_formal else 'Agenda and papers'}: {preview.meeting}"
    words = {"meeting": preview.meeting, "message": preview.message, "sent_by": preview.sent_by}
    for reader in readers:
        if notices.failure_of(notices.mail, reader, subject, "email/preview.txt", words):
            audit.record(PORTAL, "could not email the draft of", preview.meeting, whom=reader.name)
