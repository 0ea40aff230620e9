"""R26: minutes are signed at the meeting that confirms them or later, by whoever presided there, and by nobody else."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from committee import files
from committee.models import Post
from committee.refusal import Refused
from meetings.minutes.confirmed import to_sign
from meetings.models import Confirmation, Minutes, MinutesVersion
from meetings.procedure.minutes import confirming, publishing, signing
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, APRIL, IN_APRIL, SIGNED
from tests.meetings.world import moment
from tests.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.both_databases("triggers: no seal without the act, no paper without its scan")
SCAN = pdf_of(1, "Signed")


@staged
def confirmed(safeguarding, clerk, chairman, vice_chairman, member) -> Minutes:
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    here = minuted.confirming(minutes, clerk)
    confirming.confirm(minutes, confirming=here, at=IN_APRIL, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def refused(match: str):
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == "R26")


def test_a_seal_needs_the_act_of_whoever_presided(confirmed, clerk, chairman, vice_chairman):
    for user in (clerk, vice_chairman):
        with refused("Charles Chair presided where they were confirmed: that person signs"):
            signing.sign(confirmed, at=SIGNED, by=user)
    signature = signing.sign(confirmed, at=SIGNED, by=chairman)
    assert (signature.recorded_by, signature.sealed is None, signature.scan) == (chairman, False, None)


def test_minutes_wait_for_the_signature_of_whoever_presided_alone(confirmed, clerk, chairman, vice_chairman):
    assert (to_sign(chairman), to_sign(vice_chairman), to_sign(clerk)) == ([confirmed], [], [])
    signing.sign(confirmed, at=SIGNED, by=chairman)
    assert to_sign(chairman) == []


def test_nobody_signs_before_the_meeting_that_confirmed_them(confirmed, clerk, chairman):
    early = "so they cannot have been signed before"
    for at in (moment(2022, 1, 12), IN_APRIL - dt.timedelta(minutes=1)):
        with refused(early):
            signing.sign(confirmed, at=at, by=chairman)
    for day in (dt.date(2022, 1, 12), APRIL - dt.timedelta(days=1)):
        with refused(early):
            signing.sign_on_paper(confirmed, scan=SCAN, signed_on=day, at=SIGNED, by=clerk)
    with pytest.raises(Refused, match="has not come yet"):
        signing.sign_on_paper(confirmed, scan=SCAN, signed_on=APRIL + dt.timedelta(days=1), at=SIGNED, by=clerk)
    assert not Confirmation.objects.exists()


def test_a_signature_on_paper_bears_its_own_date_and_its_scan_is_kept(confirmed, clerk):
    later = APRIL + dt.timedelta(days=5)
    at = moment(2022, 5, 3)
    signature = signing.sign_on_paper(confirmed, scan=SCAN, signed_on=later, at=at, by=clerk)
    assert signature.version.document["signature"] == {
        "name": "Charles Chair", "meeting": "2022-04-21", "on": "2022-04-26",
    }  # fmt: skip
    assert files.read(signature.scan).startswith(b"%PDF") and signature.sealed is None


def test_a_scan_is_a_pdf(confirmed, clerk):
    with pytest.raises(Refused, match="not a PDF"):
        signing.sign_on_paper(confirmed, scan=b"PK\x03\x04", signed_on=APRIL, at=SIGNED, by=clerk)
    assert not Confirmation.objects.exists()


def test_the_database_takes_no_signature_without_the_act_or_the_scan(confirmed, clerk, chairman):
    resolution = confirming.carried_by(confirmed)
    version = MinutesVersion.objects.get(minutes=confirmed)
    row = {
        "minutes": confirmed, "confirmed_in": resolution.minute.minutes.meeting, "resolution": resolution,
        "presided": chairman.person, "version": version, "signed_at": SIGNED,
    }  # fmt: skip
    kept = files.keep(SCAN)
    for how in (
        {"on_paper": True, "recorded_by": clerk},
        {"on_paper": False, "sealed": kept, "recorded_by": clerk},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Confirmation.objects.create(**row, **how)
    assert Confirmation.objects.create(**row, on_paper=False, sealed=kept, recorded_by=chairman).pk


def test_r20_a_certificate_is_of_a_post_that_is_held_as_proper_officer_that_day(safeguarding, clerk, cast):
    minutes = minuted.taken(safeguarding, clerk)
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
