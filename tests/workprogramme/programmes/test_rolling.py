"""A programme as a whole, in public and into the next year: page, PDF, CSV and calendar say the same."""

import csv
import datetime as dt
import io

import brotli
import icalendar
import pytest
from django.tasks import default_task_backend
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.models import MunicipalYear
from committee.printing import PrintingError
from committee.public_pages import middleware
from committee.templatetags.council import file_size
from meetings.calendar import verbs as calendar
from meetings.calendar.verbs import rearrange
from tests.answers import words
from tests.staging import staged
from tests.workprogramme import published, suggested
from tests.workprogramme.programmes.test_printing import text_of
from tests.workprogramme.suggested import SUGGESTER
from tests.workprogramme.world import AT, ON
from workprogramme.document import document, ics_export, programme_pdf
from workprogramme.document.public_programme import shown
from workprogramme.history.story import story
from workprogramme.items import follow_ups, on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import ItemState, Origin, Programme, ProgrammeItem, Suggester, Table
from workprogramme.programmes import printing as verbs
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes
from workprogramme.programmes.verbs import publish_programme
from workprogramme.suggestions import verbs as suggestions
from workprogramme.suggestions import weighing

pytestmark = pytest.mark.django_db
ROLLED_ON = dt.date(2022, 4, 25)


def roll(programme, year, by, *along: ProgrammeItem):
    return rolling.roll_forward(programme, year, suggestions=along, on=ROLLED_ON, at=AT, by=by)


def test_words_standing_items_and_what_is_to_be_scheduled_come_along_with_their_history(world, next_year, clerk):
    items.edit_item(world.tbc, brief="- What has changed?", by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new.rolled_from, new.introduction, new.is_public) == (
        world.programme,
        "What the committee looks at.",
        False,
    )
    along = {item.rolled_from: item for item in new.items.all()}
    assert set(along) == {world.tbc, world.standing}
    assert along[world.tbc].brief_lines == ["What has changed?"]
    assert (along[world.tbc].state, along[world.standing].state) == (ItemState.TBC, ItemState.STANDING)
    world.tbc.refresh_from_db()
    assert (world.tbc.state, world.tbc.moves.last().on) == (ItemState.ROLLED, ROLLED_ON)


def test_an_item_scheduled_for_a_meeting_of_the_new_year_comes_along_with_its_agenda_and_leads(
    world, safeguarding, next_year, clerk
):
    june = calendar.schedule(safeguarding, dt.date(2022, 6, 16), by=clerk)
    scheduling.schedule(world.scheduled, june, reason="More time", on=ON, at=AT, by=clerk)
    there = on_agenda.put_on_agenda(world.scheduled, on=ON, at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk).items.get(rolled_from=world.scheduled)
    world.scheduled.refresh_from_db()
    assert (new.meeting, new.agenda_item, new.state) == (june, there, ItemState.ON_AGENDA)
    assert [str(lead) for lead in new.leads.all()] == [str(lead) for lead in world.scheduled.leads.all()]
    assert (world.scheduled.state, world.scheduled.agenda_item) == (ItemState.ROLLED, None)


def test_what_is_past_without_an_outcome_is_left_and_named(world, next_year):
    along = rolling.what_comes_along(world.programme, next_year)
    assert along.left == [world.scheduled]
    assert along.coming == [world.tbc, world.standing]


def test_an_unfinished_follow_up_comes_along_still_saying_what_it_follows(world, next_year, clerk):
    made = follow_ups.propose_follow_up(world.scheduled, on=ROLLED_ON, at=AT, by=clerk)
    assert rolling.what_comes_along(world.programme, next_year).follow_ups == [made]
    new = roll(world.programme, next_year, clerk)
    assert new.items.get(rolled_from=made).follow_up_of == world.scheduled
    world.scheduled.refresh_from_db()
    assert world.scheduled.state == ItemState.FOLLOW_UP


def test_a_standing_item_with_two_follow_ups_comes_along_once(world, next_year, clerk):
    standing = items.add_item(world.programme, title="Ofsted", table=Table.STANDING, on=ROLLED_ON, at=AT, by=clerk)
    for _ in range(2):
        follow_ups.propose_follow_up(standing, on=ROLLED_ON, at=AT, by=clerk)
    rolled = roll(world.programme, next_year, clerk)
    assert rolled.items.filter(state=ItemState.STANDING, title="Ofsted").count() == 1


def test_a_programme_that_was_opened_for_a_suggestion_gets_the_words_it_lacks(world, safeguarding, next_year, clerk):
    opened = programmes.open_programme(safeguarding, next_year, outcome="New outcome", at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk)
    assert (new, new.introduction, new.outcome) == (opened, "What the committee looks at.", "New outcome")


def test_a_programme_is_not_rolled_backwards_nor_into_two_years(world, year, next_year, clerk):
    with pytest.raises(Refused, match="is not after"):
        roll(world.programme, year, clerk)
    roll(world.programme, next_year, clerk)
    third = MunicipalYear.objects.create(is_draft=False, starts=dt.date(2023, 5, 18), ends=dt.date(2024, 5, 15))
    with pytest.raises(Refused, match="carried forward to 2022/23 already"):
        roll(world.programme, third, clerk)
    assert not Programme.objects.filter(year=third).exists()


@staged
def programme(safeguarding, year, clerk):
    return programmes.open_programme(safeguarding, year, introduction=" One.\n\nTwo \nlines. ", at=AT, by=clerk)


def test_a_programme_is_opened_once_a_year(programme, safeguarding, year, clerk):
    again = programmes.open_programme(safeguarding, year, introduction="Other", at=AT, by=clerk)
    assert again == programme and again.paragraphs == ["One.", "Two lines."]


def test_a_programme_is_private_until_it_is_published_and_published_once(programme, clerk):
    assert not Programme.objects.public().exists()
    now = programmes.publish_programme(programme, at=AT, by=clerk)
    assert (now.is_public, now.published_by) == (True, clerk)
    with pytest.raises(Refused, match="already published"):
        programmes.publish_programme(programme, at=AT, by=clerk)


def test_a_meeting_takes_one_item_or_more(programme, clerk):
    with pytest.raises(Refused):
        programmes.edit_programme(programme, load_limit=0, by=clerk)
    assert programmes.edit_programme(programme, load_limit=5, outcome="Safe", by=clerk).load_limit == 5


ROLL = "/desk/work-programme/safeguarding/2021-22/roll-forward/"


@staged
def waiting(world, safeguarding, clerk):
    """Two suggestions: one weighed, one not yet."""
    weighed, new = (suggested.make(safeguarding, title=title) for title in ("Speeding", "Flooding"))
    questions = safeguarding.weighing_questions.filter(is_active=True)
    weighing.score(weighed, dict.fromkeys(questions, (2, "Often")), on=ON, at=AT, by=clerk)
    return weighed, new


def test_one_comes_along_with_its_points_its_steps_its_origin_and_its_maker(world, waiting, next_year, clerk):
    before = Suggester.objects.get(item=waiting[0])
    new = roll(world.programme, next_year, clerk, *waiting)
    now = ProgrammeItem.objects.get(pk=waiting[0].pk)
    assert (now.programme, now.state, now.origin) == (new, ItemState.WEIGHED, Origin.RESIDENT)
    assert now.scores.count() == 5
    assert [move.to_state for move in now.moves.all()] == ["suggested", "weighed", "weighed"]
    assert [step.word for step in story(now, public=False)][1:3] == ["Scored", "Carried forward"]
    kept = Suggester.objects.get(item=now)
    assert (kept.pk, kept.name, kept.forget_on) == (before.pk, before.name, before.forget_on)
    assert not world.programme.items.proposed().exists()


def test_who_made_it_is_forgotten_when_they_were_told_and_wherever_it_stands(world, waiting, next_year, clerk):
    due = Suggester.objects.get(item=waiting[0]).forget_on
    roll(world.programme, next_year, clerk, *waiting)
    assert suggestions.forget(due - dt.timedelta(days=1)) == 0
    assert suggestions.forget(due) == 2
    assert not Suggester.objects.exclude(name="", email="").exists()


def test_what_is_not_named_stays_and_so_does_what_was_settled_meanwhile(world, waiting, next_year, clerk):
    scheduling.decline(waiting[1], reason="Done Elsewhere", on=ON, at=AT, by=clerk)
    new = roll(world.programme, next_year, clerk, waiting[1])
    assert not new.items.filter(pk__in=[one.pk for one in waiting]).exists()
    assert rolling.what_comes_along(world.programme, next_year).suggestions == [waiting[0]]
    assert roll(world.programme, next_year, clerk, waiting[0]) == new
    assert new.items.filter(pk=waiting[0].pk).exists()


def test_one_who_still_has_it_open_in_the_old_year_does_not_bring_it_back(world, waiting, next_year, clerk):
    stale = ProgrammeItem.objects.select_related("programme__committee", "programme__year").get(pk=waiting[0].pk)
    new = roll(world.programme, next_year, clerk, *waiting)
    with pytest.raises(Refused, match="now in the work programme of 2022/23"):
        scheduling.decline(stale, reason="No need", on=ROLLED_ON, at=AT, by=clerk)
    now = ProgrammeItem.objects.get(pk=stale.pk)
    assert (now.programme, now.state) == (new, ItemState.WEIGHED)
    taken = suggestions.take_up(now, on=dt.date(2022, 6, 1), at=AT, by=clerk)
    assert (taken.programme, taken.state) == (new, ItemState.TBC)


def test_the_page_offers_them_ticked_best_first_and_says_what_was_left(world, waiting, next_year, by_scrutiny):
    page = by_scrutiny.get(ROLL)
    form = page.context["form"]
    assert form["suggestions"].value() == [waiting[0].pk, waiting[1].pk]
    said = words(page)
    assert "Scored: 10 of 15" in said and "Not scored yet" in said and SUGGESTER not in said
    answer = by_scrutiny.post(ROLL, {"year": next_year.pk, "suggestions": [waiting[0].pk]}, follow=True)
    assert "Left in 2021/22: “Flooding”." in words(answer)
    assert [item.title for item in world.programme.items.proposed()] == ["Flooding"]
    listed = words(by_scrutiny.get("/desk/work-programme/safeguarding/suggestions/"))
    assert "Speeding" in listed and "Flooding" in listed


WHERE = ("safeguarding", "2021-22")


@staged
def printed(safeguarding, year, clerk, officer):
    return published.make(safeguarding, year, clerk, officer)


def page_of(client) -> str:
    return " ".join(client.get(reverse("public:programme", args=WHERE)).content.decode().split())


def test_the_page_is_compressed_for_whoever_has_not_signed_in_and_kept_for_nobody(printed, client, monkeypatch, desk):
    monkeypatch.setattr(middleware, "_may_keep", lambda: True)  # as where no test's transaction is open
    page, accepts = reverse("public:programme", args=WHERE), {"Accept-Encoding": "br"}
    answer = client.get(page, headers=accepts)
    assert answer["Content-Encoding"] == "br" and "Young Carers" in brotli.decompress(answer.content).decode()
    assert len(middleware.store) == 0
    assert "Content-Encoding" not in desk.get(page, headers=accepts)


def test_page_pdf_table_and_calendar_say_the_same(printed, client):
    words = document.take(printed.programme, on=timezone.localdate())
    rows = list(document.all_rows(words))
    page = page_of(client).replace("&#x27;", "'")
    pdf = text_of(client.get(reverse("public:programme-file", args=WHERE)).getvalue())
    table = client.get(reverse("public:programme-csv", args=WHERE)).getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))
    calendar = icalendar.Calendar.from_ical(client.get(reverse("public:programme-ics", args=WHERE)).getvalue())
    told = "\n".join(str(part.get("description", "")) for part in calendar.walk())
    assert len(lines) == len(rows) == 7
    for row, line in zip(rows, lines, strict=True):
        assert line["Item"].split("\n") == [row["title"], *row["who"]]
        assert (line["Details"], line["Action/Outcome"]) == (programme_pdf.details(row), row["outcome"])
        assert row["day"] in line["Date of meeting"]
        for said in (row["title"], *row["who"], *programme_pdf.details(row).split("\n\n")):
            assert said in page and said in pdf and said in told
        for said in row["outcome"].splitlines():
            assert said in told
            assert said.removeprefix("- ") in page and said.removeprefix("- ") in pdf


def test_a_break_in_a_committees_name_breaks_no_calendar(printed):
    words = document.take(printed.programme, on=timezone.localdate())
    words["committee"] = {**words["committee"], "name": "Safe\r\nATTACH:https://x.example/"}
    told = ics_export.data(words, site="https://x.example", stamp=timezone.now())
    assert b"ATTACH" in told and not any(line.startswith(b"ATTACH") for line in told.splitlines())


def test_a_moved_meeting_keeps_its_event_with_zone_and_place_and_what_has_no_day_is_a_to_do(
    printed, client, venue, clerk
):
    def calendar() -> icalendar.Calendar:
        told = client.get(reverse("public:programme-ics", args=WHERE)).getvalue()
        assert told.count(b"BEGIN:VTIMEZONE") == 1 and b"TZID:Europe/London" in told
        return icalendar.Calendar.from_ical(told)

    def event() -> icalendar.Event:
        return next(one for one in calendar().walk("VEVENT") if str(one["uid"]).startswith(f"meeting-{meeting.pk}@"))

    meeting, zone = printed.meetings[3], timezone.get_default_timezone()
    before = event()
    assert before.decoded("dtstart") == dt.datetime.combine(meeting.date, meeting.starts, zone)
    moved = {"day": meeting.date + dt.timedelta(days=1), "starts": meeting.starts, "venue": venue}
    rearrange(meeting, **moved, reason="Heavy snow", at=AT, by=clerk)
    after = event()
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert str(after["location"]).startswith(venue.name)
    todos = calendar().walk("VTODO")
    assert any(str(part["summary"]).startswith("Neglect (") for part in todos)
    assert str(todos[-1].get("status", "")) == "CANCELLED"


def test_the_page_takes_ten_queries_however_long_it_is(printed, client, clerk, django_assert_num_queries):
    for number in range(6):
        items.add_item(
            printed.programme, title=f"Item {number}", meeting=printed.meetings[number % 4], on=ON, at=AT, by=clerk
        )
    page_of(client)  # a worker is asked to print it
    with django_assert_num_queries(10):
        page_of(client)


def test_a_programme_that_cannot_be_printed_just_now_is_read_all_the_same(printed, client, monkeypatch):
    items.add_item(printed.programme, title="Never printed", on=ON, at=AT, by=PORTAL)
    monkeypatch.setattr(programme_pdf, "pdf", broken)
    page = page_of(client)
    assert "Never printed" in page and "A printable work programme is being prepared" in page
    answer = client.get(reverse("public:programme-file", args=WHERE))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "The PDF is being prepared</h1>" in answer.text and "Read the work programme as a web page" in answer.text


def test_no_reader_waits_for_a_printer_and_one_worker_prints_for_all(printed, client, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    prints = []
    pdf = programme_pdf.pdf
    monkeypatch.setattr(programme_pdf, "pdf", lambda *given: prints.append(1) or pdf(*given))
    items.add_item(printed.programme, title="Printed later", on=ON, at=AT, by=PORTAL)
    for _ in range(3):
        assert "is being prepared: <a" in page_of(client)
        assert client.get(reverse("public:programme-file", args=WHERE)).status_code == 503
    asked = default_task_backend.results
    assert (prints, [result.args for result in asked]) == ([], [[printed.programme.pk]])
    verbs.print_programme.func(printed.programme.pk)
    assert len(prints) == 1
    page = page_of(client)
    data = client.get(reverse("public:programme-file", args=WHERE)).getvalue()
    assert "Printed later" in text_of(data) and f"pages, {file_size(len(data))})" in page
    assert len(prints) == 1


def test_a_programme_is_printed_when_it_is_published(printed, client, django_capture_on_commit_callbacks, clerk):
    Programme.objects.filter(pk=printed.programme.pk).update(published_at=None, published_by=None)
    items.add_item(printed.programme, title="Printed at once", on=ON, at=AT, by=PORTAL)
    with django_capture_on_commit_callbacks(execute=True):
        publish_programme(Programme.objects.get(pk=printed.programme.pk), at=AT, by=clerk)
    row = Programme.objects.public().get(pk=printed.programme.pk)
    assert programme_pdf.kept(shown(row, on=timezone.localdate()))


def test_a_programme_that_is_not_public_is_not_printed(printed, monkeypatch):
    monkeypatch.setattr(programme_pdf, "pdf", broken)
    Programme.objects.filter(pk=printed.programme.pk).update(published_at=None, published_by=None)
    verbs.print_programme.func(printed.programme.pk)


def broken(words, council=None):
    raise PrintingError("The printer is out.")


def test_what_residents_said_of_themselves_is_not_printed(printed, clerk):
    items.add_item(
        printed.programme, title="Buses", origin=Origin.RESIDENT, origin_words="Mrs Quill", origin_on=ON,
        on=ON, at=AT, by=clerk,
    )  # fmt: skip
    row = next(row for row in document.all_rows(document.take(printed.programme, on=ON)) if row["title"] == "Buses")
    assert row["why"] == "Suggested by a resident on 1 June"


def test_an_unpublished_programme_does_not_exist(printed, client):
    Programme.objects.update(published_at=None, published_by=None)
    for name in ("programme", "programme-file", "programme-csv", "programme-ics"):
        assert client.get(reverse(f"public:{name}", args=WHERE)).status_code == 404
    assert client.get(reverse("public:programme-item", args=(*WHERE, printed.scheduled.pk))).status_code == 404


def test_an_item_tells_its_story_and_a_suggestion_has_no_page(printed, client, clerk):
    answer = client.get(reverse("public:programme-item", args=(*WHERE, printed.scheduled.pk)))
    assert "How are they supported?" in answer.content.decode()
    data = client.get(reverse("public:programme-item-json", args=(*WHERE, printed.scheduled.pk))).json()
    assert [step["what"] for step in data["history"]] == [step.word for step in answer.context["story"]]
    merely = items.add_item(printed.programme, title="Xylophones", state="suggested", on=ON, at=AT, by=clerk)
    assert client.get(reverse("public:programme-item", args=(*WHERE, merely.pk))).status_code == 404
