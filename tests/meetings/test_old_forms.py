"""Forms that were open while somebody else changed the same thing: nothing newer is overwritten, both are shown."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import MunicipalYear
from meetings.calendar import verbs as calendar
from meetings.minutes import settings
from meetings.minutes.document import minute_states
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.resolutions import resolving
from meetings.minutes.room.resolutions.recommended import LimbDraft
from meetings.models import Access, Meeting, Minute, MinuteSeries, Resolution

pytestmark = pytest.mark.django_db
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
    meeting = calendar.schedule(safeguarding, today + dt.timedelta(days=30), by=clerk)
    where = ["safeguarding", meeting.slug]
    pages = {
        name: reverse(f"desk:{name}", args=where)
        for name in ("meeting-rearrange", "meeting-cancel", "meeting-shorter-notice")
    }
    mine = {name: sent_by(desk.get(page).context["form"]) for name, page in pages.items()}
    mine["meeting-rearrange"] |= {"starts": "11:15"}
    day = today + dt.timedelta(days=44)
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
