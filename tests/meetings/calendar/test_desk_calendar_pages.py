"""The desk’s calendar, as a clerk uses it; a year whose calendar is a draft is known on no public or member page."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import MunicipalYear, Person, Seat, Term
from committee.register.missing import missing
from meetings.agendas import verbs as agenda
from meetings.agendas.deadlines import clashes
from meetings.calendar import verbs as calendar
from meetings.calendar import years
from meetings.models import Meeting
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from workprogramme.items import scheduling
from workprogramme.items import verbs as items
from workprogramme.items.choosing import meetings_of
from workprogramme.models import Programme

NOW = dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC)
DAY = dt.date(2022, 4, 21)


@pytest.fixture(autouse=True)
def _a_day_in_april():
    with time_machine.travel(NOW, tick=False):
        yield


def rows(*entries: dict, total: int = 12) -> dict:
    """Return the data of the year's form, each past day ticked."""
    entries = tuple({"sure": one["day"], **one} if one.get("day", "9") < "2022-04" else one for one in entries)
    data = {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": total, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 60}
    data |= {f"rows-{number}-informal": "False" for number in range(total)}
    for number, entry in enumerate(entries):
        data |= {f"rows-{number}-{name}": value for name, value in entry.items()}
    return data


def year_form(committee) -> str:
    return reverse("desk:calendar-schedule", args=["2021-22", committee.slug])


def test_the_front_page_says_by_when_to_publish_and_whom_to_chase_in_the_next_five_weeks(
    desk, safeguarding, clerk, officer
):
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    item = agenda.add_item(meeting, title="Young Carers", owner=officer.person, by=clerk)
    papers.expect_paper(item, title="Carers report", due_on=dt.date(2022, 4, 4), by=clerk)
    for day in (dt.date(2022, 4, 1), dt.date(2022, 5, 10), dt.date(2022, 5, 16)):
        calendar.schedule(safeguarding, day, by=clerk)
    answer = desk.get(reverse("desk:front"))
    page = answer.content.decode()
    for said in (
        "Last day to publish: Monday 11 April 2022", "in 3 working days", "0 of 1 paper in", "Olive Officer",
        "2 working days ago",
    ):  # fmt: skip
        assert said in page, said
    assert [row.date for row in answer.context["month"]] == [DAY, dt.date(2022, 5, 10)]


def test_a_whole_year_is_entered_in_one_form(desk, safeguarding):
    page = desk.get(year_form(safeguarding)).content.decode()
    assert page.count('type="date"') == 12
    answer = desk.post(
        year_form(safeguarding),
        rows({"day": "2021-07-06"}, {}, {"day": "2021-09-14", "starts": "14:00", "informal": "True"}),
    )
    assert answer.headers["Location"] == reverse("desk:calendar", args=["2021-22"])
    kept = [(m.date.isoformat(), f"{m.starts:%H:%M}", m.informal) for m in Meeting.objects.all()]
    assert kept == [("2021-07-06", "10:00", False), ("2021-09-14", "14:00", True)]


def test_a_wrong_row_keeps_everything_typed_and_creates_nothing(desk, safeguarding, clerk):
    calendar.schedule(safeguarding, dt.date(2021, 7, 6), by=clerk)
    sent = rows(
        {"day": "2021-07-06"}, {"day": "2023-01-03", "starts": "14:30"}, {"day": "31/02/2022"}, {"informal": "True"},
        {"day": "2021-09-14"}, {"day": "2021-09-14"},
    )  # fmt: skip
    answer = desk.post(year_form(safeguarding), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and Meeting.objects.count() == 1
    for said in (
        "already meets on Tuesday 6 July 2021 at 10:00", "is not in the municipal year 2021/22",
        "Enter a day such as 21/04/2022", "Enter the date of this meeting", "Row 5 has that day and time already",
        'value="2023-01-03"', 'value="14:30"',
    ):  # fmt: skip
        assert said in page, said
    more = desk.post(year_form(safeguarding), sent | {"more": "1"})
    assert more.status_code == 200 and more.content.decode().count('type="date"') == 16


def test_the_year_shows_clashes_closed_days_and_where_a_meeting_came_from(desk, safeguarding, planning, year, clerk):
    moved = calendar.schedule(safeguarding, dt.date(2022, 4, 20), by=clerk)
    calendar.rearrange(moved, day=DAY, starts=dt.time(10), reason="Another Room.", at=NOW, by=clerk)
    calendar.schedule(planning, DAY, starts=dt.time(11), by=clerk)
    calendar.schedule(planning, dt.date(2022, 5, 2), by=clerk)
    page = desk.get(reverse("desk:calendar", args=["2021-22"])).content.decode()
    assert "same place as Planning at 11:00" in page
    assert "Early May bank holiday" in page
    assert "from 20 Apr" in page
    assert "Good Friday" in page


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2022-04-15", "Friday 15 April 2022 is not a working day (Good Friday)."),
        ("2022-04-05", "Tuesday 5 April 2022 has passed."),
    ],
)
def test_an_unusual_day_is_asked_about_once(desk, safeguarding, day, why):
    sent = {"committee": safeguarding.pk, "day": day, "informal": "False"}
    asked = desk.post(reverse("desk:meeting-new"), sent)
    assert asked.status_code == 422
    assert why in asked.content.decode() and f'value="{day}"' in asked.content.decode()
    another = desk.post(reverse("desk:meeting-new"), {**sent, "sure": "2022-04-24"})
    assert another.status_code == 422, "the tick is for the day that it names"
    assert desk.post(reverse("desk:meeting-new"), {**sent, "sure": day}).status_code == 302
    assert Meeting.objects.get().date.isoformat() == day


def test_rows_of_a_year_and_a_new_day_ask_about_unusual_days_too(desk, safeguarding, clerk):
    asked = desk.post(year_form(safeguarding), rows({"day": "2022-04-23"}, {"day": "2022-04-26"}))
    assert asked.status_code == 422 and not Meeting.objects.exists()
    assert 'name="rows-0-sure"' in asked.content.decode() and 'name="rows-1-sure"' not in asked.content.decode()
    sent = rows({"day": "2022-04-23", "sure": "2022-04-23"}, {"day": "2022-04-26"})
    assert desk.post(year_form(safeguarding), sent).status_code == 302
    meeting = Meeting.objects.get(date="2022-04-23")
    where = ["safeguarding", meeting.slug]
    sent = {"day": "2022-04-23", "starts": "11:00", "venue": meeting.venue_id, "reason": "The room is needed."}
    assert desk.post(reverse("desk:meeting-rearrange", args=where), sent).status_code == 302, "its own day is known"
    asked = desk.post(reverse("desk:meeting-rearrange", args=where), {**sent, "day": "2022-04-24"})
    assert asked.status_code == 422 and "Sunday 24 April 2022 is not a working day." in asked.content.decode()


def test_standing_items_are_kept_in_the_order_of_their_numbers(desk, safeguarding, clerk):
    url = reverse("desk:standing-items", args=["safeguarding"])
    assert "This committee uses the usual standing items" in desk.get(url).content.decode()
    sent = rows(
        {"title": "Questions", "kind": "business", "position": 2},
        {"title": "Apologies", "kind": "apologies", "position": 1},
        {"title": "", "kind": "business"},
        total=3,
    )
    assert desk.post(url, sent).status_code == 302
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    assert [item.title for item in meeting.items.in_order()] == ["Apologies", "Questions"]
    none = desk.post(url, rows({"title": "", "kind": "business"}, total=1), follow=True).content.decode()
    assert "Its new agendas start with the usual items." in none
    later = calendar.schedule(safeguarding, DAY + dt.timedelta(days=7), by=clerk)
    assert later.items.first().title == "Apologies" and later.items.count() == 5


def test_a_meeting_on_a_day_that_no_municipal_year_holds_is_refused_with_the_way_to_enter_one(
    clerk, safeguarding, desk
):
    said = {"committee": safeguarding.pk, "day": "2022-06-16", "starts": "10:00", "informal": "False"}
    page = desk.post("/desk/meetings/new/", said).content.decode()
    assert "Thursday 16 June 2022 is not in any municipal year in the register" in page
    assert '<a class="govuk-link" href="/register/years/new/">Add a municipal year</a>' in page
    assert 'value="2022-06-16"' in page and not Meeting.objects.exists()
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    move = {"day": "2022-06-16", "starts": "10:00", "reason": "The room is taken."}
    page = desk.post(f"/desk/meetings/safeguarding/{DAY}/rearrange/", move).content.decode()
    assert "Add a municipal year</a>" in page and Meeting.objects.get().date == meeting.date
    MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
    desk.post("/desk/meetings/new/", said)
    assert Meeting.objects.filter(date=dt.date(2022, 6, 16)).exists()


def test_two_meetings_at_once_that_share_members_are_told_apart_from_place_and_substitutes(
    safeguarding, planning, clerk, year
):
    names = ("Ash", "Beech", "Cedar")
    both, other, away = (Person.objects.create(forename="Pat", surname=name, slug=name) for name in names)
    for person in (both, other, away):
        Term.objects.create(person=person, since=dt.date(2021, 5, 20))
    for who, body, role in ((both, safeguarding, "member"), (both, planning, "member"), (other, planning, "member"),
                            (away, safeguarding, "member"), (away, planning, "substitute")):  # fmt: skip
        Seat.objects.create(person=who, committee=body, role=role, since=dt.date(2021, 5, 20))
    one = calendar.schedule(safeguarding, DAY, venue=None, by=clerk)
    near = calendar.schedule(planning, DAY, starts=dt.time(11), venue=None, by=clerk)
    Meeting.objects.update(venue=None)
    rows = list(Meeting.objects.select_related("committee"))
    found = clashes(rows)
    assert [clash.words for clash in found[one.pk]] == ["1 member also sits on Planning at 11:00"]
    assert [clash.members for clash in found[near.pk]] == [1]
    calendar.rearrange(near, day=DAY, starts=dt.time(14), reason="Another time.", at=NOW, by=clerk)
    assert clashes(list(Meeting.objects.select_related("committee"))) == {}


def test_a_new_meeting_whose_place_is_taken_says_by_whom(desk, clerk, safeguarding):
    calendar.schedule(safeguarding, DAY, by=clerk)
    said = {"committee": safeguarding.pk, "day": DAY.isoformat(), "informal": "False"}
    for starts, is_told in (("11:00", True), ("16:00", False)):
        page = desk.post("/desk/meetings/new/", {**said, "starts": starts}, follow=True).content.decode()
        assert ("Check the day: same place as Safeguarding at 10:00." in page) is is_told


def test_the_register_tells_of_meetings_that_no_municipal_year_holds(safeguarding, clerk):
    assert not [lack for lack in missing(dt.date(2022, 4, 1)) if "no calendar shows it" in lack.text]
    calendar.schedule(safeguarding, dt.date(2022, 6, 16), by=clerk)
    calendar.schedule(safeguarding, dt.date(2022, 7, 14), by=clerk)
    (lack,) = [lack for lack in missing(dt.date(2022, 4, 1)) if "no calendar shows it" in lack.text]
    assert "Committee of 16 June 2022, and of 1 more" in lack.text and lack.url == "register:year-new"


def test_the_register_tells_of_coming_meetings_in_a_draft_calendar(meeting):
    def told(on: dt.date) -> list[str]:
        return [lack.text for lack in missing(on) if "is a draft" in lack.text]

    (text,) = told(dt.date(2022, 4, 1))
    assert text.endswith("is a draft: 1 coming meeting is not public.")
    assert told(SEPTEMBER + dt.timedelta(days=1)) == []


SEPTEMBER = dt.date(2022, 9, 15)
# As pages, files and feeds write that day and time.
TOLD = ("2022-09-15", "15 September 2022", "15 Sep", "20220915", "13:47")


@pytest.fixture
def draft(safeguarding, clerk):
    return years.open_next_year(by=clerk)


@pytest.fixture
def meeting(draft, safeguarding, clerk):
    return calendar.schedule(safeguarding, SEPTEMBER, starts=dt.time(13, 47), by=clerk)


PUBLIC = [
    "/", "/calendar/", "/calendar/?year=2022-23", "/calendar/?committee=safeguarding", "/committees/",
    "/committees/safeguarding/", "/committees/safeguarding/minutes/", "/committees/safeguarding/attendance/",
    "/committees/safeguarding/decisions/", "/work-programme/", "/work-programme/safeguarding/2022-23/",
    "/work-programme/safeguarding/2022-23.ics", "/work-programme/safeguarding/2022-23.csv",
    "/work-programme/safeguarding/2022-23.pdf", "/forward-plan/", "/reviews/", "/committees/safeguarding/2022-09-15/",
    "/committees/safeguarding/2022-09-15/notice/", "/committees/safeguarding/2022-09-15/pack.pdf",
]  # fmt: skip


def told(client, address: str) -> list[str]:
    """Return the words of the draft meeting that an address reveals."""
    answer = client.get(address)
    if answer.status_code == 404:
        return []
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [words for words in TOLD if words in body.decode(errors="replace")]


def test_the_year_after_the_last_is_opened_as_a_draft_by_one_button(draft, desk):
    assert (draft.label, draft.is_draft) == ("2022/23", True)
    assert (draft.starts, draft.ends) == (dt.date(2022, 5, 19), dt.date(2023, 5, 17))
    answer = desk.post(reverse("desk:calendar-next-year"))
    assert answer.headers["Location"] == "/desk/calendar/2023-24/"


def programme_of(committee, year, clerk) -> Programme:
    return Programme.objects.create(
        committee=committee, year=year, created_at=NOW, published_at=NOW, published_by=clerk
    )


@pytest.mark.both_databases("queries: meetings of draft calendars")
def test_no_public_road_tells_of_a_draft_meeting(client, meeting, draft, safeguarding, clerk):
    programme = programme_of(safeguarding, draft, clerk)
    items.add_item(programme, title="Fostering", meeting=meeting, on=NOW.date(), at=NOW, by=clerk)
    assert {address: words for address in PUBLIC if (words := told(client, address))} == {}


def test_an_item_of_this_years_programme_is_put_to_no_draft_meeting_which_it_would_tell_of(
    meeting, draft, year, safeguarding, clerk
):
    programme = programme_of(safeguarding, year, clerk)
    item = items.add_item(programme, title="Fostering", on=NOW.date(), at=NOW, by=clerk)
    with pytest.raises(Refused, match="draft calendar"):
        items.add_item(programme, title="Adoption", meeting=meeting, on=NOW.date(), at=NOW, by=clerk)
    with pytest.raises(Refused, match="draft calendar"):
        scheduling.schedule(item, meeting, on=NOW.date(), at=NOW, by=clerk)
    assert meeting not in meetings_of(programme)
    years.publish_calendar(draft, on=NOW.date(), by=clerk)
    assert scheduling.schedule(item, meeting, on=NOW.date(), at=NOW, by=clerk).meeting == meeting


def test_no_member_is_told_of_a_draft_meeting(meeting, member, by_member):
    for address in ("/members/", f"/members/safeguarding/{meeting.slug}/"):
        assert told(by_member, address) == []
    assert not Meeting.objects.readable_by(member, NOW.date()).exists()


def test_the_desk_plans_the_draft_and_publishes_it_once_it_is_agreed(client, meeting, draft, clerk, member):
    client.force_login(clerk)
    page = client.get("/desk/calendar/2022-23/").content.decode()
    assert "This calendar is a draft" in page and "Thu 15" in page
    address = reverse("desk:calendar-publish", args=["2022-23"])
    assert "The calendar has 1 meeting." in client.get(address).content.decode()
    assert "is published, with 1 meeting." in client.post(address, follow=True).content.decode()
    client.logout()
    assert told(client, "/calendar/?year=2022-23") and told(client, f"/committees/safeguarding/{meeting.slug}/")
    client.force_login(member)
    assert told(client, "/members/")
    with pytest.raises(Refused, match="published already"):
        years.publish_calendar(MunicipalYear.objects.get(pk=draft.pk), on=NOW.date(), by=clerk)


def test_a_calendar_without_a_meeting_is_not_published_and_no_year_follows_none(draft, clerk):
    with pytest.raises(Refused, match="has no meeting yet"):
        years.publish_calendar(draft, on=NOW.date(), by=clerk)
    MunicipalYear.objects.all().delete()
    with pytest.raises(Refused, match="Add the first municipal year"):
        years.open_next_year(by=clerk)


def test_a_draft_meeting_is_moved_without_a_word_of_its_earlier_day(meeting, clerk):
    day = dt.date(2022, 9, 22)
    calendar.rearrange(meeting, day=day, starts=meeting.starts, reason="Room is taken.", at=NOW, by=clerk)
    meeting.refresh_from_db()
    assert meeting.date == day and meeting.rearranged == (None, "")


def test_a_meeting_whose_agenda_is_published_is_public_in_a_draft_year_too(
    client, draft, safeguarding, clerk, proper_officer
):
    day = dt.date(2022, 5, 26)
    meeting = calendar.schedule(safeguarding, day, by=clerk)
    made.report(meeting, clerk)
    made.issue(meeting, clerk)
    assert client.get(f"/committees/safeguarding/{meeting.slug}/").status_code == 200
