"""What was open while somebody changed it, or is sent too late, loses nothing; a reason of one word is asked again."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.law.clear_days import DayList
from committee.models import MunicipalYear
from meetings.actions import absences
from meetings.actions import verbs as actions
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda_verbs
from meetings.calendar import verbs as calendar
from meetings.minutes import settings
from meetings.minutes.confirmation import confirming
from meetings.minutes.document import minute_states
from meetings.minutes.publication import publishing
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving, voting
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import (
    Access,
    Answer,
    Confirmation,
    Correction,
    Meeting,
    Minute,
    Minutes,
    MinuteSeries,
    PaperFile,
    Resolution,
)
from meetings.papers import verbs as papers
from tests.answers import client_of
from tests.meetings import asking, minuted
from tests.meetings import publishing as made
from tests.meetings.minuted import AFTER, IN_APRIL, entry
from tests.meetings.minutes.world import DAY
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT
from tests.staging import staged

WHO = "Petra Proper has changed this since you opened this page"


def sent_by(*forms) -> dict:
    """Return the data of these forms, unchanged."""
    sent: dict = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not False and value != []:
                sent[bound.html_name] = "" if value is None else value
    return sent


def rows_of(formset) -> dict:
    return sent_by(formset.management_form, *formset)


@pytest.fixture
def room(meeting_begun):
    return meeting_begun


def page_of(room, name: str, *more) -> str:
    return reverse(f"desk:{name}", args=["safeguarding", room.meeting.slug, *more])


def refused(answer, *words: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == 422 and WHO in page
    for one in words:
        assert one in page, one


def test_the_words_of_a_resolution(desk, room, proper_officer):
    first = [LimbDraft("the report be noted"), LimbDraft("a letter be sent")]
    motion = resolving.propose(room.minute("Fostering"), limbs=first, by=room.clerk)
    page = page_of(room, "resolution-edit", motion.pk)
    shown = desk.get(page).context
    mine = rows_of(shown["formset"]) | sent_by(shown["motion"]) | {"limb-0-text": "the report be welcomed"}
    resolving.set_limbs(motion, [LimbDraft("the report be noted"), LimbDraft("a visit be made")], by=proper_officer)
    resolving.set_movers(motion, mover=room.who("Mary"), seconder=None, by=proper_officer)
    answer = desk.post(page, mine)
    refused(answer, "a visit be made", "the report be welcomed", "a letter be sent", "Mary Member")
    assert [limb.text for limb in motion.limbs.all()] == ["the report be noted", "a visit be made"]
    again = rows_of(answer.context["formset"]) | sent_by(answer.context["motion"])
    assert desk.post(page, again).status_code == 302
    motion = Resolution.objects.get(pk=motion.pk)
    assert [limb.text for limb in motion.limbs.all()] == ["the report be welcomed", "a letter be sent"]
    assert motion.mover == room.who("Mary"), "what was left alone keeps what the other wrote"
    assert desk.post(page, again | {"limb-0-text": "That the report be welcomed."}).status_code == 302


def test_the_times_of_an_item_and_who_may_read_it(desk, room, proper_officer):
    minute = room.minute("Fostering")
    page = page_of(room, "room-item-minuted", minute.pk)
    mine = sent_by(desk.get(page).context["form"]) | {"public_heading": "Foster care"}
    minute_states.set_access(minute, access=Access.EXEMPT, paragraphs=(2, 1), by=proper_officer)
    answer = desk.post(page, mine)
    refused(answer, "Exempt", "1, 2", "Foster care")
    minute.refresh_from_db()
    assert (minute.access, minute.paragraphs, minute.public_heading) == ("exempt", "1,2", "")
    assert desk.post(page, sent_by(answer.context["form"])).status_code == 302
    minute.refresh_from_db()
    assert (minute.access, minute.paragraphs, minute.public_heading) == ("exempt", "1,2", "Foster care")


def test_an_exempt_item_is_not_opened_in_the_act_that_gives_it_its_time(desk, room):
    minute = room.minute("Contract")
    page = page_of(room, "room-item-minuted", minute.pk)
    begun = sent_by(desk.get(page).context["form"])
    for more in ({"opened": "10:20"}, {"taken": "on"}):
        answer = desk.post(page, begun | {"access": "open", "paragraphs": ""} | more)
        assert answer.status_code == 422 and "cannot make it open" in answer.content.decode()
        minute.refresh_from_db()
        assert (minute.access, minute.opened_at, minute.taken) == ("exempt", None, False)


def test_a_meeting_moved_meanwhile_is_not_moved_back_nor_cancelled_unseen(desk, safeguarding, clerk, proper_officer):
    today = timezone.localdate()
    MunicipalYear.objects.create(is_draft=False, starts=today, ends=today + dt.timedelta(days=363))
    working_days = [day for later in range(30, 60) if DayList().working(day := today + dt.timedelta(days=later))]
    meeting = calendar.schedule(safeguarding, working_days[0], by=clerk)
    where = ["safeguarding", meeting.slug]
    pages = {
        name: reverse(f"desk:{name}", args=where)
        for name in ("meeting-rearrange", "meeting-cancel", "meeting-shorter-notice")
    }
    mine = {name: sent_by(desk.get(page).context["form"]) for name, page in pages.items()}
    mine["meeting-rearrange"] |= {"starts": "11:15"}
    day = working_days[10]
    moved = {"day": day, "starts": meeting.starts, "reason": "The room is taken.", "at": timezone.now()}
    calendar.rearrange(meeting, **moved, by=proper_officer)
    for name, page in pages.items():
        answer = desk.post(page, mine[name] | {"reason": "The boiler is broken."})
        refused(answer, "The boiler is broken.", f"{day:%B %Y}")
        row = Meeting.objects.get(pk=meeting.pk)
        assert (row.date, row.starts, row.is_cancelled, row.called_on) == (day, meeting.starts, False, None)
    answer = desk.post(pages["meeting-rearrange"], mine["meeting-rearrange"] | {"reason": "The boiler is broken."})
    assert desk.post(pages["meeting-rearrange"], sent_by(answer.context["form"])).status_code == 302
    row = Meeting.objects.get(pk=meeting.pk)
    assert (row.date, row.starts) == (day, dt.time(11, 15))


def test_who_presides_and_who_attended_for_an_item(desk, room, proper_officer):
    page = page_of(room, "meeting-presiding")
    mine = sent_by(desk.get(page).context["form"])
    attendance.preside(room.minutes, person=room.people["vera"], by=proper_officer)
    assert desk.post(page, mine | {"person": room.people["mary"].pk}).status_code == 422
    room.minutes.refresh_from_db()
    assert room.minutes.presiding == room.people["vera"]
    minute = room.minute("Young Carers")
    gus, ann = (attendance.add_guest(room.minutes, name=name, by=room.clerk) for name in ("Gus", "Ann"))
    page = page_of(room, "room-item-attendance", minute.pk)
    mine = sent_by(desk.get(page).context["form"]) | {"attendees": [ann.pk]}
    minute_states.attend_for(minute, [gus], by=proper_officer)
    answer = desk.post(page, mine)
    refused(answer, "Gus")
    assert list(minute.in_attendance.all()) == [gus]
    assert desk.post(page, sent_by(answer.context["form"])).status_code == 302
    assert list(Minute.objects.get(pk=minute.pk).in_attendance.all()) == [ann]


def test_the_first_numbers_of_a_year(desk, safeguarding, planning, year, proper_officer):
    page = reverse("desk:minutes-first-numbers", args=[year.slug])
    mine = sent_by(desk.get(page).context["form"]) | {f"first_{planning.pk}": 7}
    settings.begin_numbers(safeguarding, year, first=40, by=proper_officer)
    answer = desk.post(page, mine)
    assert answer.status_code == 422 and MinuteSeries.objects.get().first_number == 40
    assert desk.post(page, sent_by(answer.context["form"])).status_code == 302
    numbers = MinuteSeries.objects.filter(year=year)
    assert dict(numbers.values_list("committee", "first_number")) == {safeguarding.pk: 40, planning.pk: 7}


CONFIRM = "/desk/meetings/safeguarding/2022-01-10/minutes/confirm/"


@staged
def drafted(safeguarding, clerk, chairman, vice_chairman, member) -> Minutes:
    minutes = minuted.taken(safeguarding, clerk, exempt=False)
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    return Minutes.objects.select_related("meeting__committee").get(pk=minutes.pk)


def signature(day: str) -> dict:
    return {
        "sign-do": "sign",
        "sign-scan": SimpleUploadedFile("right.pdf", pdf_of(1, day), "application/pdf"),
        "sign-signed_on": day,
    }


def correction(minutes: Minutes) -> dict:
    words = {"correct-old_words": "young carers", "correct-new_words": "young adult carers"}
    return {"correct-do": "correct", "correct-minute": entry(minutes, "Young Carers").pk, **words}


# Minutes that are confirmed


def test_what_is_sent_after_the_confirmation_and_a_second_scan_are_shown_back_with_who_recorded_the_first(
    drafted, clerk, proper_officer
):
    here = minuted.confirming(drafted, clerk)
    confirming.confirm(drafted, confirming=here, at=IN_APRIL, by=clerk)
    for sent, typed in ((correction(drafted), "young adult carers"), ({"confirm-do": "confirm"}, "")):
        answer = client_of(clerk).post(CONFIRM, sent)
        assert answer.status_code == 422
        assert "There is a problem" in answer.text and typed in answer.text
        assert (
            "The meeting of Thursday 21 April 2022 has confirmed these minutes, as Carol Clerk recorded" in answer.text
        )
    assert not Correction.objects.exists()
    minuted.sign_on_paper(drafted, clerk)
    answer = client_of(proper_officer).post(CONFIRM, signature("21/04/2022"))
    assert answer.status_code == 422 and Confirmation.objects.count() == 1
    for told in ("Charles Chair has signed these minutes, on paper on", "as Carol Clerk recorded on", "right.pdf"):
        assert told in answer.text
    assert "Thursday 21 April 2022" in answer.text.partition("What you sent")[2]
    assert "young adult carers" in client_of(proper_officer).post(CONFIRM, correction(drafted)).text


def test_a_scan_sent_after_the_confirmation_was_taken_back_is_shown_back(drafted, clerk):
    here = minuted.confirming(drafted, clerk)
    resolution = confirming.confirm(drafted, confirming=here, at=IN_APRIL, by=clerk)
    voting.take_back(resolution, by=clerk)
    answer = client_of(clerk).post(CONFIRM, signature("21/04/2022"))
    assert answer.status_code == 422
    assert "was undone, so the minutes cannot be signed" in answer.text and "right.pdf" in answer.text


# What is asked of officers


def test_an_answer_to_an_action_given_to_another_is_shown_back_with_who_gave_it(
    ground, clerk, officer, other_officer, safeguarding
):
    row = asking.asked(safeguarding, clerk, officer.person)
    actions.assign(row, owner=other_officer.person, due_on=None, at=timezone.now(), by=clerk)
    sent = {"text": "My long and careful answer."}
    answer = client_of(officer).post(f"/officers/actions/{row.pk}/", sent)
    assert answer.status_code == 422 and "My long and careful answer." in answer.text
    assert f"Carol Clerk has given this to {other_officer.person.printed_name}" in answer.text
    assert not Answer.objects.exists()
    opened = client_of(officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 410
    assert f"Carol Clerk gave this to {other_officer.person.printed_name} on" in opened.text


def test_who_never_was_asked_sees_what_they_typed_and_learns_nothing(
    ground, clerk, officer, other_officer, safeguarding
):
    row = asking.asked(safeguarding, clerk, officer.person)
    answers = [client_of(other_officer).post(f"/officers/actions/{pk}/", {"text": "Mine."}) for pk in (row.pk, 99_999)]
    assert [one.status_code for one in answers] == [404, 404]
    opened = client_of(other_officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 404 and "Carol" not in opened.text
    assert answers[0].text.partition("<main")[2] == answers[1].text.partition("<main")[2]
    assert "Mine." in answers[0].text and "Carol" not in answers[0].text


@pytest.mark.parametrize("through_item", [False, True])
def test_a_report_asked_of_another_meanwhile_is_not_lost_as_a_page_not_found(
    agenda, clerk, officer, other_officer, through_item
):
    item = agenda_verbs.add_item(agenda, title="Fostering", owner=officer.person, by=clerk)
    owner = None if through_item else officer.person
    paper = papers.expect_paper(item, title="Fostering report", owner=owner, by=clerk)
    if through_item:
        agenda_verbs.edit_item(item, owner=other_officer.person, by=clerk)
    else:
        papers.edit_paper(paper, owner=other_officer.person, by=clerk)
    sent = {"file": SimpleUploadedFile("fostering.pdf", pdf_of(1, "Fostering"), "application/pdf")}
    answer = client_of(officer).post(f"/officers/papers/{paper.pk}/", sent)
    assert answer.status_code == 422 and "fostering.pdf" in answer.text
    assert f"Carol Clerk has given this to {other_officer.person.name}" in answer.text
    assert not PaperFile.objects.filter(paper=paper).exists()
    opened = client_of(officer).get(f"/officers/papers/{paper.pk}/")
    assert opened.status_code == 410
    assert f"Carol Clerk gave this to {other_officer.person.name} on" in opened.text
    assert "Fostering" not in opened.text


def test_who_had_it_before_is_told_who_has_it_now_and_never_a_name_that_was_typed(
    ground, clerk, officer, other_officer, safeguarding
):
    """SECURITY: whom an exempt action is asked of may be told by the name of a body."""
    row = asking.asked(safeguarding, clerk, officer.person)
    now = {"due_on": None, "at": timezone.now(), "by": clerk}
    actions.assign(row, owner=other_officer.person, **now)
    actions.assign(row, owner=None, owner_body="Foster parents of somebody", **now)
    opened = client_of(officer).get(f"/officers/actions/{row.pk}/")
    assert opened.status_code == 410 and "Foster parents" not in opened.text and "someone else" in opened.text
    actions.assign(row, owner=clerk.person, **now)
    assert f"now assigned to {clerk.person}." in client_of(officer).get(f"/officers/actions/{row.pk}/").text


def test_a_paper_with_an_owner_of_its_own_is_told_to_nobody_who_was_asked_for_its_item(
    agenda, clerk, officer, other_officer, scrutiny
):
    item = agenda_verbs.add_item(agenda, title="Fostering", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Fostering report", owner=other_officer.person, by=clerk)
    agenda_verbs.edit_item(item, owner=scrutiny.person, by=clerk)
    assert client_of(officer).get(f"/officers/papers/{paper.pk}/").status_code == 404
    papers.edit_paper(paper, owner=clerk.person, by=clerk)
    agenda_verbs.edit_item(item, owner=officer.person, by=clerk)
    opened = client_of(other_officer).get(f"/officers/papers/{paper.pk}/")
    assert f"gave this to {clerk.person} on" in opened.text and str(officer.person) not in opened.text


# The published agenda


def test_a_correction_of_an_item_withdrawn_meanwhile_is_shown_back(published, clerk, proper_officer):
    item = published.meeting.items.in_order()[3]
    amendments.withdraw_item(item, reason="It is not ready.", at=made.AT, by=proper_officer)
    base = f"/desk/meetings/safeguarding/{published.meeting.slug}/correct/{item.pk}/"
    answer = client_of(clerk).post(base, {"title": "Fostering in 2022", "note": "The year was missing."})
    assert answer.status_code == 422
    assert f"{proper_officer} has withdrawn item {item.number}" in answer.text
    assert "Fostering in 2022" in answer.text and "The year was missing." in answer.text
    assert client_of(clerk).get(base).status_code == 404


def test_no_verb_takes_one_word_for_a_reason(published, chairman, member, clerk):
    meeting, item, words = published.meeting, published.open_paper.item, "Snow ."
    added = agenda_verbs.add_item(meeting, title="Flood", by=clerk)
    asks = {
        "why the meeting is cancelled": lambda: calendar.cancel(meeting, reason=words, at=AT, by=clerk),
        "why it cannot wait": lambda: agenda_verbs.rule_urgent(
            added, chairman=chairman.person, circumstances=words, at=AT, by=clerk
        ),
        "Enter why the item is withdrawn": lambda: amendments.withdraw_item(item, reason=words, at=AT, by=clerk),
        "Enter why the papers are late": lambda: amendments.publish_supplement(meeting, reason=words, at=AT, by=clerk),
        "Enter what is corrected and why": lambda: amendments.correct(meeting, note=words, items={}, at=AT, by=clerk),
        "which reason the council approved": lambda: absences.approve_absence(
            member.person, approved_on=AT.date(), until=DAY, reason=words, at=AT, by=clerk
        ),
    }
    for sentence, act in asks.items():
        with pytest.raises(Refused, match=sentence):
            act()
