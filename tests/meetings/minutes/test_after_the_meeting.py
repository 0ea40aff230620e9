"""From the end of the meeting to the signature: drafts sent round, published, corrected, confirmed, signed."""

import datetime as dt
import io
import json

import pytest
from django.core import mail
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Committee, LegalKind
from committee.register import bodies
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.confirmation import confirming, e_signature
from meetings.minutes.findings import findings
from meetings.minutes.publication import circulating, publishing
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.minutes.room.resolutions.resolving import set_limbs
from meetings.minutes.room.resolutions.voting import take_back
from meetings.models import (
    AgendaItem,
    Comment,
    ItemKind,
    Limb,
    LimbKind,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    MinutesVersion,
    MinutesVersionKind,
    Paper,
    Resolution,
)
from tests.meetings import minuted
from tests.meetings.minuted import AFTER, APRIL, IN_APRIL, POISON, entry
from tests.meetings.publishing import moment
from tests.staging import staged


@staged
def signed(confirmed) -> Minutes:
    minuted.sign(confirmed)
    confirmed.refresh_from_db()
    return confirmed


def refused(match: str, rule: str = ""):
    return pytest.raises(Refused, match=match, check=lambda error: error.rule == rule)


# Circulating


def circulated(minutes, clerk, *people, **more):
    return circulating.circulate(minutes, to=people, comments_by=dt.date(2022, 1, 19), at=AFTER, by=clerk, **more)


def test_a_draft_goes_to_those_named_by_mail_and_is_kept_as_it_was_sent(
    minutes, clerk, chairman, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = circulated(minutes, clerk, chairman.person, message="Please look at minute 40.")
    assert list(sent.sent_to.all()) == [chairman.person]
    assert sent.version.kind == MinutesVersionKind.CIRCULATED
    (message,) = mail.outbox
    assert message.to == [chairman.email]
    assert "/members/safeguarding/2022-01-10/minutes/draft/" in message.body
    assert "Wednesday 19 January 2022" in message.body and "minute 40" in message.body
    minuted.write(entry(minutes, "Young Carers"), "<p>Other words.</p>", clerk)
    words = json.dumps(MinutesVersion.objects.get(pk=sent.version_id).document)
    assert "Members heard" in words and "Other words" not in words


def test_a_draft_needs_an_ended_meeting_a_reader_who_can_sign_in_and_a_day_to_come(minutes, clerk, chairman, stranger):
    with refused("at least one person"):
        circulated(minutes, clerk)
    with refused("not passed"):
        circulating.circulate(minutes, to=[chairman.person], comments_by=dt.date(2022, 1, 11), at=AFTER, by=clerk)
    opening.reopen(minutes, reason="It went on.", by=clerk)
    with refused("has not ended"):
        circulated(minutes, clerk, chairman.person)


def test_a_comment_quotes_words_of_one_minute_and_is_answered_once(minutes, clerk, proper_officer, member):
    sent = circulated(minutes, clerk, member.person)
    carers = entry(minutes, "Young Carers")
    quoted = "the  work with young carers & schools"
    made = circulating.comment(sent, carers, text="It was adults.", quoted=quoted, at=AFTER, by=member)
    assert (made.minute, made.quoted) == (carers, "the work with young carers & schools")
    with refused("are not in that minute"):
        circulating.comment(sent, carers, text="No.", quoted=POISON, at=AFTER, by=member)
    with refused("why it is declined"):
        circulating.answer_comment(made, accepted=False, at=AFTER, by=clerk)
    circulating.answer_comment(made, accepted=False, reply="The recording says so.", at=AFTER, by=clerk)
    with refused("Carol Clerk has declined this comment already"):
        circulating.answer_comment(made, accepted=True, at=AFTER, by=proper_officer)
    assert Comment.objects.get().reply == "The recording says so."


# Publishing


def test_decisions_are_published_minutes_after_the_end_without_a_word_of_the_minutes(minutes, clerk):
    version = publishing.publish_decisions(minutes, at=moment(2022, 1, 10, 12, 5), by=clerk)
    words = json.dumps(version.document)
    assert version.kind == MinutesVersionKind.DECISIONS
    assert "figures on young carers be sent to members" in words
    assert "Charles Chair" in words
    assert "Members heard" not in words and POISON not in words
    assert POISON.encode() not in files.read(version.public_file)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.numbered_at) == (MinutesState.DRAFT, None)
    with refused("nothing has changed"):
        publishing.publish_decisions(minutes, at=AFTER, by=clerk)


def test_published_again_after_changes_it_is_the_next_version_and_says_what_changed(published, clerk):
    numbers = [row.number for row in published.entries.filter(omitted=False)]
    assert numbers == list(range(37, 37 + len(numbers))), "fixed the first time (R28)"
    with refused("nothing has changed"):
        publishing.publish_draft(published, at=AFTER, by=clerk)
    minuted.write(entry(published, "Placement"), f"<p>Still about {POISON}.</p>", clerk)
    version = publishing.publish_draft(published, at=AFTER, by=clerk, change_note="Asked for by the Chairman.")
    assert version.change_note == "What is withheld was changed. Asked for by the Chairman."
    assert published.versions.filter(kind=MinutesVersionKind.DRAFT).count() == 2


def test_r28_numbers_are_published_as_the_body_prints_them_and_keep_that_form(minutes, clerk, client):
    committee = minutes.meeting.committee
    Committee.objects.filter(pk=committee.pk).update(minute_pattern="{number}/{yy}")
    minutes = Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    Committee.objects.filter(pk=committee.pk).update(minute_pattern="")
    carers = entry(minutes, "Young Carers")
    assert carers.label == f"{carers.number}/22"
    shown = client.get(f"/committees/safeguarding/2022-01-10/minutes/{carers.number}/").content.decode()
    assert f"Minute {carers.label}" in shown
    first, *_, last = minutes.entries.filter(number__isnull=False).order_by("number")
    assert f"Minutes {first.label} to {last.label}" in client.get("/committees/safeguarding/minutes/").content.decode()
    assert f"minute {carers.label}" in client.get("/decisions/").content.decode().lower()
    data = client.get("/committees/safeguarding/2022-01-10/minutes.json").json()
    assert [row["label"] for row in data["entries"]] == [f"{row['number']}/22" for row in data["entries"]]


def rules(minutes, severity="block"):
    return {check.rule for check in findings.found(minutes, on=AFTER.date()) if check.severity == severity}


def test_r20_an_exempt_minute_needs_its_summary_or_the_proper_officers_certificate(minutes, clerk):
    Minute.objects.filter(pk=entry(minutes, "Placement").pk).update(public_summary="<p>.</p>")
    with refused("reasonably fair and coherent record", "R20"):
        publishing.publish_draft(minutes, at=AFTER, by=clerk)
    publishing.certify_record(minutes, at=AFTER, by=clerk)
    minutes.refresh_from_db()
    assert rules(minutes) == set()
    Minute.objects.filter(pk=entry(minutes, "Placement").pk).update(written_at=AFTER + dt.timedelta(hours=1))
    assert rules(minutes) == {"R20"}, "a certificate is of the words as they were"


def test_r25_minutes_that_name_nobody_are_not_published(minutes, clerk):
    Minutes.objects.filter(pk=minutes.pk).update(presiding=None)
    assert "R25" in rules(minutes)
    with pytest.raises(Refused, match="do not say who presided"):
        publishing.publish_draft(minutes, at=AFTER, by=clerk)


def test_r04_an_urgent_item_without_its_circumstances_stops_publication(minutes, clerk, chairman):
    item = agenda.add_item(minutes.meeting, title="Flood", by=clerk)
    AgendaItem.objects.filter(pk=item.pk).update(added_after_publication=True)
    opening.catch_up(minutes, by=clerk)
    minuted.write(minuted.said_taken(minutes, "Flood", clerk), "<p>There was a flood.</p>", clerk)
    with refused("special circumstances", "R04"):
        publishing.publish_draft(minutes, at=AFTER, by=clerk)
    agenda.rule_urgent(
        AgendaItem.objects.get(pk=item.pk), chairman=chairman.person, circumstances="Homes are wet.", at=AFTER, by=clerk
    )
    assert rules(minutes) == set()


@pytest.mark.parametrize("title", [f"Placement of {POISON}", f"Report on {POISON}"])
def test_r16_an_open_minute_that_repeats_the_hidden_title_of_a_paper_or_item_stops_publication(minutes, clerk, title):
    minuted.write(entry(minutes, "Work Programme"), f"<p>After the {title} it was late.</p>", clerk)
    assert rules(minutes) == {"R16"}
    Resolution.objects.filter(exclusion__isnull=False).update(result="lost")
    assert rules(minutes) == {"R16", "R17"}, "an exempt minute without its exclusion"


def test_r56_and_what_a_clerk_would_want_to_know_are_warnings(minutes, clerk, safeguarding):
    earlier = calendar.schedule(safeguarding, dt.date(2021, 12, 6), by=clerk)
    minuted.in_the_room(earlier, clerk, moment(2021, 12, 6, 10))
    Resolution.objects.create(minute=entry(minutes, "Declarations"))
    assert rules(minutes, "warn") == {"R56", "R63", "M03", "M04"}
    programme = entry(minutes, "Work Programme")
    Minute.objects.filter(pk=programme.pk).update(text="")
    programme.resolutions.update(result="pending")
    assert rules(minutes, "warn") == {"R56", "R63", "M02", "M03", "M04"}
    Meeting.objects.filter(pk=earlier.pk).update(date=dt.date(2021, 4, 12))
    assert "M04" not in rules(minutes, "warn"), "another municipal year has numbers of its own"


def test_r56_reads_the_words_and_not_the_kind_alone(minutes):
    carers = entry(minutes, "Young Carers")
    resolution = Resolution.objects.filter(minute=carers, result="carried", amends=None).first()
    resolution.limbs.all().delete()
    for place, text in enumerate(
        ("the Director be asked to report within two months", "figures be circulated to members", "it be noted"), 1
    ):
        Limb.objects.create(resolution=resolution, position=place, text=text, kind="noted")
    told = [one.text for one in findings.found(minutes, on=AFTER.date()) if one.rule == "R56"]
    assert len(told) == 2
    assert "does not say who it is for and by when. “within two months” is Thursday 10 March 2022." in told[0]
    assert "reads as if something were to be done, and opens no action" in told[1]


# Into the next agenda


def test_the_next_agenda_begun_later_has_the_draft_as_its_paper(
    published, clerk, safeguarding, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        april = calendar.schedule(safeguarding, APRIL, by=clerk)
    paper = Paper.objects.get(item=april.items.get(kind=ItemKind.MINUTES))
    assert paper.item.minutes_of == published.meeting
    assert (paper.title, paper.file.ours) == ("Minutes of the meeting held on 10 January 2022 (draft)", True)
    assert POISON.encode() not in files.read(paper.file.stored)


def test_an_agenda_begun_before_gets_the_draft_when_it_is_published_and_its_next_version_after(
    minutes, clerk, safeguarding
):
    april = calendar.schedule(safeguarding, APRIL, by=clerk)
    calendar.schedule(safeguarding, dt.date(2022, 2, 28), informal=True, by=clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    paper = Paper.objects.get(item__meeting=april)
    first = paper.file.original_name
    minuted.write(entry(minutes, "Young Carers"), "<p>Members heard of other work.</p>", clerk)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    paper.refresh_from_db()
    assert Paper.objects.filter(item__meeting=april).count() == 1
    assert paper.file.original_name != first
    offer = publishing.offer_to_next_agenda(minutes, at=AFTER, by=clerk)
    assert "has this draft as the paper of item" in offer.said


# Confirming


def correct(minutes, heading, old, new, clerk, agreed_in=None):
    told = {"agreed_in": agreed_in or Meeting.objects.get(date=APRIL), "at": IN_APRIL, "by": clerk}
    return confirming.correct(entry(minutes, heading), old_words=old, new_words=new, **told)


def test_corrections_are_data_and_stand_in_the_resolution_and_in_the_signed_text(published, clerk):
    here = minuted.confirming(published, clerk)
    row = correct(published, "Young Carers", "work with young carers", "work with young adults", clerk)
    correct(published, "Placement", f"spoke of {POISON}", "spoke of it", clerk)
    resolution = confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    number = row.minute.number
    assert resolution.limbs.get().kind == LimbKind.CONFIRMED
    text = resolution.limbs.get().text
    assert text.startswith(
        "the minutes of the Safeguarding Overview and Scrutiny Committee meeting held on 10 January 2022 be confirmed "
        "and signed by the Chairman"
    )
    assert f"subject to “work with young carers” in minute {number} being corrected to “work with young adults”" in text
    assert "and a correction of minute" in text
    assert POISON not in text, "the resolution is public"
    with refused("confirmed already"):
        correct(published, "Young Carers", "Members", "They", clerk)
    minuted.sign(published)
    assert entry(published, "Young Carers").text == (
        "<p>Members heard of the <strong>work with young adults</strong> &amp; schools.</p>"
    )


def test_a_correction_is_of_words_that_stand_there_once(published, clerk):
    minuted.confirming(published, clerk)
    for old, new, why in (
        ("work with young carers", "work with  young carers", "wording is unchanged"),
        ("old carers", "young carers", "are not in that minute"),
        ("young carers", "adults", "appear 2 times"),
    ):
        with refused(why):
            correct(published, "Young Carers", old, new, clerk)
    first = correct(published, "Young Carers", "Members heard", "Members were told", clerk)
    correct(published, "Young Carers", "Members were told", "All were told", clerk)
    confirming.take_correction_back(published.entries.get(pk=first.minute_id).corrections.last(), by=clerk)
    assert published.entries.get(pk=first.minute_id).corrections.count() == 1


def test_r26_an_informal_session_a_cancelled_meeting_and_another_body_confirm_nothing(
    published, clerk, safeguarding, planning
):
    informal = calendar.schedule(safeguarding, dt.date(2022, 2, 28), informal=True, by=clerk)
    other = calendar.schedule(planning, dt.date(2022, 3, 3), by=clerk)
    cancelled = calendar.schedule(safeguarding, dt.date(2022, 3, 10), by=clerk)
    calendar.cancel(cancelled, reason="Heavy Snow.", at=AFTER, by=clerk)
    before = calendar.schedule(safeguarding, dt.date(2021, 12, 1), by=clerk)
    cancelled.refresh_from_db()
    for meeting, said in (
        (informal, "informal session"), (other, "another body"), (cancelled, "is cancelled"), (before, "later meeting"),
    ):  # fmt: skip
        with refused(said, "R26"):
            correct(published, "Young Carers", "Members", "All", clerk, meeting)


def test_r26_a_successor_body_may_confirm(published, clerk, chairman, member, venue, year):
    old = published.meeting.committee
    names = {"name": "Safeguarding Scrutiny Committee", "short_name": "Safeguarding Scrutiny"}
    about = {"kind": LegalKind.COMMITTEE, "function": old.function, "usual_venue": venue, "quorum": 1}
    new = Committee.objects.create(**names, **about, slug="safeguarding-scrutiny", since=dt.date(2022, 2, 1))
    new.predecessors.add(old)
    Committee.objects.filter(pk=old.pk).update(until=dt.date(2022, 1, 31))
    new.seats.create(person=chairman.person, role="chairman", since=dt.date(2022, 2, 1))
    meeting = calendar.schedule(new, APRIL, by=clerk)
    theirs = minuted.in_the_room(meeting, clerk, moment(2022, 4, 21, 10))
    here = theirs.entries.get(item__kind=ItemKind.MINUTES)
    resolution = confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    assert resolution.is_carried


def test_r26_no_body_confirms_for_one_that_still_exists(published, clerk, planning):
    old = published.meeting.committee
    with refused("still exists", "R26"):
        bodies.edit_committee(planning, predecessors=[old], on=timezone.localdate(), by=clerk)
    planning.predecessors.add(old)
    meeting = calendar.schedule(planning, APRIL, by=clerk)
    with refused("another body", "R26"):
        correct(published, "Young Carers", "Members heard", "All heard", clerk, meeting)


def test_r26_whoever_presides_where_they_are_confirmed_signs(published, clerk, vice_chairman):
    here = minuted.confirming(published, clerk)
    attendance.preside(here.minutes, person=vice_chairman.person, by=clerk)
    here.minutes.refresh_from_db()
    confirming.confirm(published, confirming=here, at=IN_APRIL, by=clerk)
    signature = minuted.sign_on_paper(published, clerk)
    assert signature.presided == vice_chairman.person
    assert signature.resolution.limbs.get().text.endswith("signed by the person presiding")
    assert signature.version.document["signature"] == {
        "name": "Vera Vice", "meeting": "2022-04-21", "on": "2022-04-21",
    }  # fmt: skip
    assert signature.sealed is None


def test_what_is_signed_is_what_the_meeting_had_before_it(confirmed, clerk):
    minuted.write(entry(confirmed, "Young Carers"), "<p>Something else.</p>", clerk)
    with refused("changed after the draft was published"):
        minuted.sign_on_paper(confirmed, clerk)


# The seal


def test_the_seal_is_whole_covers_the_file_and_says_it_is_not_trusted(signed):
    def status_of(data: bytes, **how):
        (signature,) = PdfFileReader(io.BytesIO(data), **how).embedded_signatures
        return signature, validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))

    data = files.read(signed.confirmation.sealed)
    signature, status = status_of(data)
    assert (status.intact, status.valid, status.trusted) == (True, True, False)
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.signer_cert.subject.native["common_name"] == e_signature.SELF_MADE
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert "confirmed on 21 April 2022" in signature.sig_object["/Reason"]
    assert signature.sig_field["/F"] & 2, "hidden, so that PDF/UA asks no place in the structure of it"
    broken = bytearray(data)
    broken[200] ^= 1
    assert not status_of(bytes(broken), strict=False)[1].intact


def test_without_a_certificate_that_can_be_opened_minutes_are_signed_on_paper(confirmed, clerk, settings, tmp_path):
    settings.SEAL_SELF_MADE = False
    with refused("signed on paper"):
        minuted.sign(confirmed)
    path = tmp_path / "seal.p12"
    path.write_bytes(b"nothing")
    settings.SEAL_CERTIFICATE = str(path)
    with refused("cannot be opened"):
        minuted.sign(confirmed)
    assert not hasattr(Minutes.objects.get(pk=confirmed.pk), "confirmation")
    minuted.sign_on_paper(confirmed, clerk)


def test_r26_the_resolution_that_minutes_were_signed_by_stands(confirmed, clerk):
    resolution = minuted.sign_on_paper(confirmed, clerk).resolution
    limbs = [LimbDraft("the minutes be forgotten")]
    for act in (lambda: take_back(resolution, by=clerk), lambda: set_limbs(resolution, limbs, by=clerk)):
        with refused("have been signed", "R26"):
            act()
