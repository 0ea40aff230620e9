"""R26: what is signed is what the meeting had before it, by whoever presided there, then or later, and nobody else."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Post
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming, signing
from meetings.minutes.confirmation.confirming import to_sign
from meetings.minutes.document.template_context import signed_words
from meetings.minutes.publication import publishing
from meetings.minutes.room import clerical_errors, opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.amending import draft_of
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Confirmation, LimbKind, Meeting, Minutes, MinutesVersion
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, APRIL, IN_APRIL, SIGNED, entry
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment


def refused(match: str, rule: str = "R26"):
    """Expect a refusal under that rule."""
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == rule)


def test_r26_minutes_are_not_published_anew_between_their_confirmation_and_their_signature(published, clerk):
    here = minuted.confirming(published, clerk)
    resolution = confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    minuted.write(entry(published, "Young Carers"), "<p>Something else.</p>", clerk)
    with refused("has confirmed these minutes"):
        publishing.publish_draft(published, at=SIGNED, by=clerk)
    voting.take_back(resolution, by=clerk)
    publishing.publish_draft(published, at=SIGNED, by=clerk)
    with refused("No meeting has confirmed"):
        minuted.sign_on_paper(published, clerk)


def test_r26_nobody_types_the_confirmation_of_minutes(published, clerk):
    here = minuted.confirming(published, clerk)
    typed = [LimbDraft("the minutes be confirmed", LimbKind.CONFIRMED)]
    with refused("from their own page"):
        resolving.propose(here, limbs=typed, by=clerk)
    other = resolving.propose(here, limbs=[LimbDraft("the minutes be read")], by=clerk)
    with refused("from their own page"):
        resolving.set_limbs(other, typed, by=clerk)
    resolving.withdraw(other, by=clerk)
    motion = confirming.move_confirmation(published, confirming=here, by=clerk)
    with refused("from their own page"):
        resolving.propose(here, limbs=typed, amends=motion, by=clerk)
    resolving.set_limbs(motion, [draft_of(limb) for limb in motion.limbs.all()], by=clerk)
    assert voting.agree(motion, at=IN_APRIL, by=clerk).is_carried


def test_r26_no_correction_is_recorded_or_removed_while_the_motion_that_tells_them_waits(published, clerk):
    here = minuted.confirming(published, clerk)
    words = {"agreed_in": here.minutes.meeting, "at": IN_APRIL, "by": clerk}
    carers = entry(published, "Young Carers")
    first = confirming.correct(carers, old_words="Members", new_words="All", **words)
    motion = confirming.move_confirmation(published, confirming=here, by=clerk)
    with pytest.raises(Refused, match="waits for its vote"):
        confirming.correct(carers, old_words="asked", new_words="begged", **words)
    with pytest.raises(Refused, match="waits for its vote"):
        confirming.take_correction_back(first, by=clerk)
    resolving.withdraw(motion, by=clerk)
    confirming.take_correction_back(first, by=clerk)


def stays(meeting: Meeting, match: str, clerk, *, rule: str = "R26", at: dt.datetime = SIGNED) -> None:
    """Check that a meeting is neither cancelled nor moved."""
    later = {"day": dt.date(2022, 6, 6), "starts": dt.time(10), "reason": "The fire alarm rang.", "at": at}
    with refused(match, rule):
        calendar.cancel(meeting, reason="The fire alarm rang.", at=at, by=clerk)
    with refused(match, rule):
        calendar.rearrange(meeting, **later, by=clerk)


def test_r26_a_meeting_that_was_minuted_or_has_confirmed_minutes_stays_where_it_was_and_formal(published, clerk):
    meeting = Meeting.objects.get(pk=published.meeting_id)
    stays(meeting, "held and minuted", clerk, at=AFTER.replace(day=10, hour=13))
    with refused("minuted as a formal meeting"):
        calendar.set_details(meeting, informal=True, by=clerk)
    here = minuted.confirming(published, clerk)
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    stays(here.minutes.meeting, "has begun", clerk)


def test_a_meeting_with_somebody_present_is_neither_moved_nor_cancelled_and_a_cancelled_one_not_minuted(minutes, clerk):
    april = minuted.schedule(minutes.meeting.committee, minuted.APRIL, clerk)
    theirs = opening.open_minutes(april, at=IN_APRIL, by=clerk)
    charles = theirs.attendees.get(person__forename="Charles")
    attendance.arrive(charles, at=IN_APRIL, by=clerk)
    stays(april, "recorded as present", clerk, rule="R25")
    attendance.be_absent(charles, by=clerk)
    calendar.cancel(april, reason="It snows and snows.", at=IN_APRIL, by=clerk)
    with refused("is cancelled"):
        attendance.arrive(charles, at=IN_APRIL, by=clerk)


SCAN = pdf_of(1, "Signed")
JUNE = moment(2022, 6, 9, 10)
SIGNED_LATER = moment(2022, 5, 3)


@pytest.mark.both_databases("triggers: a signature stays")
def test_a_seal_needs_the_act_of_whoever_presided(confirmed, clerk, chairman, vice_chairman):
    assert (to_sign(chairman), to_sign(vice_chairman), to_sign(clerk)) == ([confirmed], [], [])
    signature = signing.sign(confirmed, at=SIGNED, by=chairman)
    assert (signature.recorded_by, signature.sealed is None, signature.scan) == (chairman, False, None)
    assert to_sign(chairman) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Confirmation.objects.filter(pk=signature.pk).update(signed_at=SIGNED + dt.timedelta(hours=1))
    with refused("not signed on paper"):
        signing.replace_scan(
            confirmed, scan=SCAN, filename="a.pdf", signed_on=APRIL, reason="It was another file.", at=SIGNED, by=clerk
        )


def test_nobody_signs_before_the_meeting_that_confirmed_them(confirmed, clerk, chairman):
    early = "so they cannot have been signed before"
    with refused(early):
        signing.sign(confirmed, at=IN_APRIL - dt.timedelta(minutes=1), by=chairman)
    with refused(early):
        signing.sign_on_paper(confirmed, scan=SCAN, signed_on=APRIL - dt.timedelta(days=1), at=SIGNED, by=clerk)
    with pytest.raises(Refused, match="is in the future"):
        signing.sign_on_paper(confirmed, scan=SCAN, signed_on=APRIL + dt.timedelta(days=1), at=SIGNED, by=clerk)
    with pytest.raises(Refused, match="not a PDF"):
        signing.sign_on_paper(confirmed, scan=b"PK\x03\x04", signed_on=APRIL, at=SIGNED, by=clerk)
    assert not Confirmation.objects.exists()


@pytest.mark.both_databases("triggers: no seal without the act, no paper without its scan")
def test_the_database_takes_no_signature_without_the_act_or_the_scan(confirmed, clerk, chairman):
    resolution = confirming.carried_by(confirmed)
    version = MinutesVersion.objects.get(minutes=confirmed)
    row = {
        "minutes": confirmed, "confirmed_in": resolution.minute.minutes.meeting, "resolution": resolution,
        "presided": chairman.person, "version": version, "signed_at": SIGNED,
    }  # fmt: skip
    kept = files.keep(SCAN)
    for how in ({"on_paper": True, "recorded_by": clerk}, {"on_paper": False, "sealed": kept, "recorded_by": clerk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Confirmation.objects.create(**row, **how)
    assert Confirmation.objects.create(**row, on_paper=False, sealed=kept, recorded_by=chairman).pk


def test_r20_a_certificate_is_of_a_post_that_is_held_as_proper_officer_that_day(minutes, clerk):
    proper = Post.objects.get(is_proper_officer=True)
    other = Post.objects.create(person=proper.person, title="Head of Service", since=dt.date(2020, 1, 1))
    gone = Post.objects.create(
        person=proper.person, title="Monitoring", is_proper_officer=True,
        since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1),
    )  # fmt: skip
    for post in (other, gone):
        with pytest.raises(Refused, match="does not hold a post as proper officer"):
            publishing.certify_record(minutes, at=AFTER, post=post, by=clerk)
    publishing.certify_record(minutes, at=AFTER, post=proper, by=clerk)
    minutes.refresh_from_db()
    assert minutes.fair_record_for == "Petra Proper, Director of Corporate Services"


# The one who presided where they were confirmed died


@pytest.fixture
def june(confirmed, clerk, vice_chairman) -> Minutes:
    """Return the minutes of a later meeting under Vera, who signs what Charles cannot."""
    meeting = minuted.schedule(confirmed.meeting.committee, JUNE.date(), clerk)
    minutes = opening.open_minutes(meeting, at=JUNE, by=clerk)
    for attendee in minutes.attendees.exclude(person__forename="Charles"):
        attendance.arrive(attendee, at=JUNE, by=clerk)
    attendance.preside(minutes, person=vice_chairman.person, by=clerk)
    return minutes


def test_whoever_presides_at_a_later_meeting_signs_for_one_who_cannot_any_more(june, confirmed, clerk, vice_chairman):
    given = {"scan": SCAN, "signed_on": JUNE.date(), "signed_in": june, "at": JUNE, "by": clerk}
    opening.begin_meeting(june, at=JUNE, by=clerk)
    with pytest.raises(Refused, match="Enter why Charles Chair can no longer sign"):
        signing.sign_on_paper(confirmed, **given, why=" ")
    with refused("cannot have been signed before"):
        signing.sign_on_paper(confirmed, **given | {"signed_on": APRIL}, why="Councillor Chair died in May.")
    signature = signing.sign_on_paper(confirmed, **given, why="Councillor Chair died in May.")
    assert (signature.presided, signature.signed_in) == (vice_chairman.person, june.meeting)
    said = signature.version.document["signature"]
    assert said == {"name": "Vera Vice", "meeting": "2022-04-21", "on": "2022-06-09", "signed_in": "2022-06-09"}
    assert signed_words(said).endswith("by the person who presided at the meeting of 9 June 2022")
    with pytest.raises(Refused, match="so the meeting had begun"):
        clerical_errors.take_beginning_back(Minutes.objects.get(pk=june.pk), reason="It was the wrong one.", by=clerk)


def test_no_earlier_meeting_and_no_other_body_signs(confirmed, planning, clerk, chairman):
    there = Minutes.objects.get(meeting__date=APRIL)
    other = opening.open_minutes(minuted.schedule(planning, JUNE.date(), clerk), at=JUNE, by=clerk)
    Minutes.objects.filter(pk=other.pk).update(presiding=chairman.person, began_at=JUNE)
    for signed_in in (confirmed, there, other):
        with refused("who presided at a later meeting"):
            signing.sign_on_paper(
                confirmed, scan=SCAN, signed_on=JUNE.date(), signed_in=signed_in, why="The Chairman died.", at=JUNE,
                by=clerk,
            )  # fmt: skip


def test_the_desk_chooses_who_signs_and_is_asked_why(june, confirmed, desk, clerk, time_machine):
    time_machine.move_to(JUNE, tick=False)
    page = "/desk/meetings/safeguarding/2022-01-10/minutes/confirm/"
    assert "sign-signed_in" not in desk.get(page).text
    opening.begin_meeting(june, at=JUNE, by=clerk)
    assert "Vera Vice, who presided on 9 June 2022" in desk.get(page).text
    sent = {"sign-do": "sign", "sign-signed_in": june.pk, "sign-signed_on": "09/06/2022"}
    wrong = desk.post(page, sent | {"sign-scan": SimpleUploadedFile("scan.pdf", SCAN, "application/pdf")})
    assert wrong.status_code == 422 and "Enter why someone else signs." in wrong.text


# The wrong scan, the wrong day


def test_a_wrong_scan_and_day_are_put_right_with_a_reason(confirmed, clerk, django_capture_on_commit_callbacks):
    late, right = APRIL + dt.timedelta(days=5), APRIL + dt.timedelta(days=4)
    first = signing.sign_on_paper(confirmed, scan=pdf_of(1, "Holiday"), signed_on=late, at=SIGNED_LATER, by=clerk)
    given = {"filename": "a.pdf", "reason": "It was another file.", "at": SIGNED_LATER, "by": clerk}
    now = signing.replace_scan(confirmed, scan=SCAN, signed_on=right, **given)
    assert now.version.document == first.version.document | {
        "signature": {"name": "Charles Chair", "meeting": "2022-04-21", "on": "2022-04-25"}
    }
    assert now.version.number == first.version.number + 1 and "has been corrected" in now.version.change_note
    with pytest.raises(files.Lost):
        files.read(first.scan)
    (facts,) = [one.facts for one in audit.trail_of(confirmed.meeting) if "scan_before" in one.facts]
    assert (facts["scan_before"], facts["on_before"]) == (first.scan.sha256, "2022-04-26")
    assert facts["reason"] == "It was another file."
    with pytest.raises(Refused, match="have not changed the scan"):
        signing.replace_scan(confirmed, scan=SCAN, signed_on=right, **given)
    with refused("cannot have been signed before"):
        signing.replace_scan(confirmed, scan=SCAN, signed_on=APRIL - dt.timedelta(days=1), **given)
    again = signing.replace_scan(confirmed, scan=pdf_of(1, "Signed again"), signed_on=right, **given)
    assert again.version == now.version, "the same day makes no other version"


def test_no_scan_is_replaced_after_the_next_meeting(confirmed, clerk):
    right = {"scan": SCAN, "filename": "a.pdf", "signed_on": APRIL, "reason": "It was another file.", "by": clerk}
    signing.sign_on_paper(confirmed, scan=pdf_of(1, "Holiday"), signed_on=APRIL, at=SIGNED, by=clerk)
    minuted.schedule(confirmed.meeting.committee, JUNE.date(), clerk)
    with refused("has been held since"):
        signing.replace_scan(confirmed, **right, at=JUNE + dt.timedelta(days=1))
    assert signing.replace_scan(confirmed, **right, at=JUNE)


@pytest.mark.both_databases("triggers: a signature stays")
def test_the_database_lets_nothing_else_of_a_signature_change(confirmed, clerk, chairman, vice_chairman):
    signature = signing.sign_on_paper(confirmed, scan=SCAN, signed_on=APRIL, at=SIGNED, by=clerk)
    draft = MinutesVersion.objects.filter(minutes=confirmed, kind="draft").first()
    rows = Confirmation.objects.filter(pk=signature.pk)
    changes = ({"presided": vice_chairman.person}, {"scan": None}, {"version": draft}, {"recorded_by": chairman})
    for change in changes:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete()
    assert rows.update(signed_at=SIGNED + dt.timedelta(hours=1)) == 1
