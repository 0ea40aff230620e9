"""Two clerks at once after the meeting: minutes are published once and signed once, and nothing slips in between."""

import pytest
from django.db import DatabaseError

from committee.acts.refusal import Refused
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states, minute_text
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room.resolutions import voting
from meetings.models import (
    Action,
    Comment,
    Confirmation,
    Minute,
    Minutes,
    MinutesState,
    MinutesVersion,
    Resolution,
    Vote,
)
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, IN_APRIL, SIGNED, entry
from tests.meetings.test_two_clerks import a_database_that_threads_share, refusals, together  # noqa: F401
from tests.staging import staged

pytestmark = pytest.mark.django_db(transaction=True)


@staged
def confirmed(minutes, clerk) -> Minutes:
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    here = minuted.confirming(minutes, clerk)
    confirming.confirm(minutes, confirming=here, at=IN_APRIL, by=clerk)
    return minutes


def again(minutes: Minutes) -> Minutes:
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def test_two_who_publish_at_once_publish_one_version(minutes, clerk, proper_officer):
    ends = together(
        *(lambda by=by: publishing.publish_draft(again(minutes), at=AFTER, by=by) for by in (clerk, proper_officer))
    )
    (sentence,) = refusals(ends)
    assert "published these minutes already" in sentence
    assert list(minutes.versions.values_list("number", "kind")) == [(1, "draft")]
    numbers = list(minutes.entries.filter(omitted=False).values_list("number", flat=True))
    assert numbers == list(range(37, 37 + len(numbers)))
    assert Action.objects.count() == 1


def test_two_meetings_published_at_once_get_numbers_of_their_own(minutes, clerk, proper_officer, safeguarding):
    here = minuted.confirming(minutes, clerk).minutes
    minuted.end(here, clerk)
    for row in here.entries.filter(omitted=False, text=""):
        minuted.write(minute_states.say_taken(row, taken=True, by=clerk), "<p>Words.</p>", clerk)
    ends = together(
        lambda: publishing.publish_draft(again(minutes), at=AFTER, by=clerk),
        lambda: publishing.publish_draft(again(here), at=SIGNED, by=proper_officer),
    )
    for sentence in refusals(ends):
        assert "changed while they were being published" in sentence
    given = Minute.objects.filter(number__isnull=False).order_by("number").values_list("number", flat=True)
    assert list(given) == list(range(37, 37 + len(given)))


def test_a_minute_written_while_it_is_published_is_in_the_version_or_not_published(minutes, clerk, proper_officer):
    carers = entry(minutes, "Young Carers")
    ends = together(
        lambda: publishing.publish_draft(again(minutes), at=AFTER, by=clerk),
        lambda: minute_text.write_text(
            carers, text="<p>New.</p>", revision=carers.revision, at=AFTER, by=proper_officer
        ),
    )
    for sentence in refusals(ends):
        assert "changed while they were being published" in sentence
    for version in MinutesVersion.objects.all():
        (frozen,) = [one for one in version.document["entries"] if one["pk"] == carers.pk]
        assert frozen["text"] in ("<p>New.</p>", carers.text)


def test_two_who_record_the_signature_at_once_sign_once(confirmed, clerk, proper_officer):
    ends = together(*(lambda by=by: minuted.sign(again(confirmed)) for by in (clerk, proper_officer)))
    (sentence,) = refusals(ends)
    assert "confirmed and signed" in sentence
    assert Confirmation.objects.count() == 1
    assert confirmed.versions.filter(kind="confirmed").count() == 1


def test_the_resolution_is_not_taken_back_while_minutes_are_signed_by_it(confirmed, clerk, proper_officer):
    resolution = Resolution.objects.select_related("minute__minutes__meeting__committee").get(limbs__kind="confirmed")
    ends = together(
        lambda: minuted.sign_on_paper(again(confirmed), clerk),
        lambda: voting.take_back(resolution, by=proper_officer),
    )
    assert len(refusals(ends)) == 1
    resolution.refresh_from_db()
    assert resolution.is_carried == Confirmation.objects.exists()


def test_nothing_slips_into_minutes_while_they_are_signed(confirmed, clerk, proper_officer):
    carers = entry(confirmed, "Young Carers")
    ends = together(
        lambda: minuted.sign_on_paper(again(confirmed), clerk),
        lambda: minute_text.write_text(
            carers, text="<p>New.</p>", revision=carers.revision, at=SIGNED, by=proper_officer
        ),
    )
    refusals(ends)
    now = again(confirmed)
    if now.state == MinutesState.CONFIRMED:
        (frozen,) = [one for one in now.confirmation.version.document["entries"] if one["pk"] == carers.pk]
        assert frozen["text"] == Minute.objects.get(pk=carers.pk).text


def test_no_row_written_by_plain_sql_slips_in_beside_the_signature(confirmed, clerk):
    carers = entry(confirmed, "Young Carers")
    attendee = confirmed.attendees.first()
    resolution = carers.resolutions.get()

    def vote():
        try:
            return Vote.objects.create(resolution=resolution, attendee=attendee, choice="for", demanded=True)
        except DatabaseError as error:
            raise Refused(str(error)) from error

    ends = together(lambda: minuted.sign_on_paper(again(confirmed), clerk), vote)
    refusals(ends)
    now = again(confirmed)
    if now.state == MinutesState.CONFIRMED:
        (frozen,) = [one for one in now.confirmation.version.document["entries"] if one["pk"] == carers.pk]
        printed = any("asked for it to be recorded" in line for line in frozen["resolutions"][0]["votes"])
        assert printed == Vote.objects.filter(resolution=resolution).exists()


def test_a_comment_is_answered_by_one_of_two(minutes, clerk, proper_officer, member):
    sent = circulating.circulate(minutes, to=[member.person], comments_by=AFTER.date(), at=AFTER, by=clerk)
    made = circulating.comment(sent, entry(minutes, "Young Carers"), text="Two.", at=AFTER, by=member)
    ends = together(
        lambda: circulating.answer_comment(Comment.objects.get(pk=made.pk), accepted=True, at=AFTER, by=clerk),
        lambda: circulating.answer_comment(
            Comment.objects.get(pk=made.pk), accepted=False, reply="It is No.", at=AFTER, by=proper_officer
        ),
    )
    assert len(refusals(ends)) == 1
