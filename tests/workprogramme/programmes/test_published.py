"""The public page of a programme, its PDF, its CSV and its calendar file say the same, and only what is public."""

import csv
import datetime as dt
import io

import brotli
import icalendar
import pytest
from django.tasks import default_task_backend
from django.urls import reverse
from django.utils import timezone

from committee.acts.verbs import PORTAL
from committee.printing import PrintingError
from committee.public_pages import middleware
from committee.templatetags.council import file_size
from meetings.calendar.verbs import rearrange
from tests.staging import staged
from tests.workprogramme import published
from tests.workprogramme.programmes.test_printing import text_of
from tests.workprogramme.world import AT, ON
from workprogramme.document import document, ics_export, programme_pdf
from workprogramme.document.public_programme import shown
from workprogramme.items import verbs as items
from workprogramme.models import Origin, Programme
from workprogramme.programmes import printing as verbs
from workprogramme.programmes.verbs import publish_programme

pytestmark = pytest.mark.django_db
WHERE = ("safeguarding", "2021-22")


@staged
def world(safeguarding, year, clerk, officer):
    return published.make(safeguarding, year, clerk, officer)


def page_of(client) -> str:
    return " ".join(client.get(reverse("public:programme", args=WHERE)).content.decode().split())


def test_the_page_is_compressed_for_whoever_has_not_signed_in_and_kept_for_nobody(world, client, clerk, monkeypatch):
    monkeypatch.setattr(middleware, "_may_keep", lambda: True)  # as where no test's transaction is open
    page, accepts = reverse("public:programme", args=WHERE), {"Accept-Encoding": "br"}
    answer = client.get(page, headers=accepts)
    assert answer["Content-Encoding"] == "br" and "Young Carers" in brotli.decompress(answer.content).decode()
    assert len(middleware.store) == 0
    client.force_login(clerk)
    assert "Content-Encoding" not in client.get(page, headers=accepts)


def test_page_pdf_table_and_calendar_say_the_same(world, client):
    words = document.take(world.programme, on=timezone.localdate())
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


def test_a_break_in_a_committees_name_breaks_no_calendar(world):
    words = document.take(world.programme, on=timezone.localdate())
    words["committee"] = {**words["committee"], "name": "Safe\r\nATTACH:https://x.example/"}
    told = ics_export.data(words, site="https://x.example", stamp=timezone.now())
    assert b"ATTACH" in told and not any(line.startswith(b"ATTACH") for line in told.splitlines())


def test_a_moved_meeting_keeps_its_event_with_zone_and_place_and_what_has_no_day_is_a_to_do(
    world, client, venue, clerk
):
    def calendar() -> icalendar.Calendar:
        told = client.get(reverse("public:programme-ics", args=WHERE)).getvalue()
        assert told.count(b"BEGIN:VTIMEZONE") == 1 and b"TZID:Europe/London" in told
        return icalendar.Calendar.from_ical(told)

    def event() -> icalendar.Event:
        return next(one for one in calendar().walk("VEVENT") if str(one["uid"]).startswith(f"meeting-{meeting.pk}@"))

    meeting, zone = world.meetings[3], timezone.get_default_timezone()
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


def test_the_page_takes_ten_queries_however_long_it_is(world, client, clerk, django_assert_num_queries):
    for number in range(6):
        items.add_item(
            world.programme, title=f"Item {number}", meeting=world.meetings[number % 4], on=ON, at=AT, by=clerk
        )
    page_of(client)  # a worker is asked to print it
    with django_assert_num_queries(10):
        page_of(client)


def test_a_programme_that_cannot_be_printed_just_now_is_read_all_the_same(world, client, monkeypatch):
    items.add_item(world.programme, title="Never printed", on=ON, at=AT, by=PORTAL)
    monkeypatch.setattr(programme_pdf, "pdf", broken)
    page = page_of(client)
    assert "Never printed" in page and "A printable work programme is being prepared" in page
    answer = client.get(reverse("public:programme-file", args=WHERE))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "The PDF is being prepared</h1>" in answer.text and "Read the work programme as a web page" in answer.text


def test_no_reader_waits_for_a_printer_and_one_worker_prints_for_all(world, client, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    printed = []
    pdf = programme_pdf.pdf
    monkeypatch.setattr(programme_pdf, "pdf", lambda *given: printed.append(1) or pdf(*given))
    items.add_item(world.programme, title="Printed later", on=ON, at=AT, by=PORTAL)
    for _ in range(3):
        assert "is being prepared: <a" in page_of(client)
        assert client.get(reverse("public:programme-file", args=WHERE)).status_code == 503
    asked = default_task_backend.results
    assert (printed, [result.args for result in asked]) == ([], [[world.programme.pk]])
    verbs.print_programme.func(world.programme.pk)
    assert len(printed) == 1
    page = page_of(client)
    data = client.get(reverse("public:programme-file", args=WHERE)).getvalue()
    assert "Printed later" in text_of(data) and f"pages, {file_size(len(data))})" in page
    assert len(printed) == 1


def test_a_programme_is_printed_when_it_is_published(world, client, django_capture_on_commit_callbacks, clerk):
    Programme.objects.filter(pk=world.programme.pk).update(published_at=None, published_by=None)
    items.add_item(world.programme, title="Printed at once", on=ON, at=AT, by=PORTAL)
    with django_capture_on_commit_callbacks(execute=True):
        publish_programme(Programme.objects.get(pk=world.programme.pk), at=AT, by=clerk)
    row = Programme.objects.public().get(pk=world.programme.pk)
    assert programme_pdf.kept(shown(row, on=timezone.localdate()))


def test_a_programme_that_is_not_public_is_not_printed(world, monkeypatch):
    monkeypatch.setattr(programme_pdf, "pdf", broken)
    Programme.objects.filter(pk=world.programme.pk).update(published_at=None, published_by=None)
    verbs.print_programme.func(world.programme.pk)


def broken(words, council=None):
    raise PrintingError("The printer is out.")


def test_what_residents_said_of_themselves_is_not_printed(world, clerk):
    items.add_item(
        world.programme, title="Buses", origin=Origin.RESIDENT, origin_words="Mrs Quill", origin_on=ON,
        on=ON, at=AT, by=clerk,
    )  # fmt: skip
    row = next(row for row in document.all_rows(document.take(world.programme, on=ON)) if row["title"] == "Buses")
    assert row["why"] == "Suggested by a resident on 1 June"


def test_an_unpublished_programme_does_not_exist(world, client):
    Programme.objects.update(published_at=None, published_by=None)
    for name in ("programme", "programme-file", "programme-csv", "programme-ics"):
        assert client.get(reverse(f"public:{name}", args=WHERE)).status_code == 404
    assert client.get(reverse("public:programme-item", args=(*WHERE, world.scheduled.pk))).status_code == 404


def test_an_item_tells_its_story_and_a_suggestion_has_no_page(world, client, clerk):
    answer = client.get(reverse("public:programme-item", args=(*WHERE, world.scheduled.pk)))
    assert "How are they supported?" in answer.content.decode()
    data = client.get(reverse("public:programme-item-json", args=(*WHERE, world.scheduled.pk))).json()
    assert [step["what"] for step in data["history"]] == [step.word for step in answer.context["story"]]
    merely = items.add_item(world.programme, title="Xylophones", state="suggested", on=ON, at=AT, by=clerk)
    assert client.get(reverse("public:programme-item", args=(*WHERE, merely.pk))).status_code == 404
