"""The public page of a programme, its PDF, its CSV and its calendar file say the same, and only what is public."""

import csv
import datetime as dt
import io

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workprogramme import world as worlds
from tests.workprogramme.test_printing import text_of
from tests.workprogramme.world import AT, ON
from workprogramme import document, printed
from workprogramme.models import Briefing, LeadRole, Origin, Programme, ProgrammeItem, Table
from workprogramme.procedure import items, scheduling
from workprogramme.procedure.items import LeadDraft
from workprogramme.procedure.printing import print_for

pytestmark = pytest.mark.django_db
WHERE = ("safeguarding", "2021-22")


@pytest.fixture
def world(safeguarding, year, clerk, officer):
    """One of everything: considered, moved, withdrawn, an inquiry day, a briefing of an item and one of its own."""
    made = worlds.make(safeguarding, year, clerk, officer)
    when = {"on": ON, "at": AT, "by": clerk}
    leads = [LeadDraft(LeadRole.LEAD_OFFICER, name="Tim Moss"), LeadDraft(LeadRole.LEAD_OFFICER, name="Helen Riley")]
    heard = items.add_item(
        made.programme, title="Family Hub", details="Help for new parents.", meeting=made.meetings[0], leads=leads,
        origin=Origin.TRIANGULATION, origin_on=dt.date(2021, 8, 3), **when,
    )  # fmt: skip
    accept(heard, "Members support the model. They asked for:\n- referrals;\n- waiting times.", clerk)
    asked = items.add_item(made.programme, title="Investigations", **when)
    scheduling.withdraw(asked, reason="The police reported on it", **when)
    items.add_item(made.programme, title="Schools inquiry", table=Table.WORKING, held_on=dt.date(2022, 1, 14), **when)
    for item, body in ((made.standing, "SSCSG"), (None, "Improvement Board")):
        Briefing.objects.create(
            programme=made.programme, item=item, body=body, held_on=dt.date(2022, 2, 21),
            body_met_on=dt.date(2022, 2, 17), attended="Chairman", recorded_at=AT, recorded_by=clerk,
        )  # fmt: skip
    print_for(made.meetings[0], at=AT, by=clerk)
    return made


def accept(item: ProgrammeItem, text: str, clerk) -> None:
    """Accept an outcome as a verb of another room does."""
    ProgrammeItem.objects.filter(pk=item.pk).update(
        state="considered", outcome=text, outcome_accepted_at=AT, outcome_accepted_by=clerk
    )


def page_of(client) -> str:
    return " ".join(client.get(reverse("public:programme", args=WHERE)).content.decode().split())


def test_page_pdf_table_and_calendar_say_the_same(world, client):
    words = document.take(world.programme, on=timezone.localdate())
    rows = list(document.all_rows(words))
    page = page_of(client).replace("&#x27;", "'")
    pdf = text_of(client.get(reverse("public:programme_file", args=WHERE)).getvalue())
    table = client.get(reverse("public:programme_csv", args=WHERE)).getvalue().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))
    calendar = icalendar.Calendar.from_ical(client.get(reverse("public:programme_ics", args=WHERE)).getvalue())
    told = "\n".join(str(part.get("description", "")) for part in calendar.walk())
    assert len(lines) == len(rows) == 7
    for row, line in zip(rows, lines, strict=True):
        assert line["Item"].split("\n") == [row["title"], *row["who"]]
        assert (line["Details"], line["Action/Outcome"]) == (printed.details(row), row["outcome"])
        assert row["day"] in line["Date of meeting"]
        for said in (row["title"], *row["who"], *printed.details(row).split("\n\n")):
            assert said in page and said in pdf and said in told
        for said in row["outcome"].splitlines():
            assert said in told
            assert said.removeprefix("- ") in page and said.removeprefix("- ") in pdf


def test_a_meeting_keeps_its_event_when_it_is_moved_and_what_has_no_day_is_a_to_do(world, client):
    calendar = icalendar.Calendar.from_ical(client.get(reverse("public:programme_ics", args=WHERE)).getvalue())
    events = {str(part["uid"]).partition("@")[0]: part for part in calendar.walk("VEVENT")}
    meeting = world.meetings[0]
    assert events[f"meeting-{meeting.pk}"].decoded("dtstart") == dt.datetime.combine(
        meeting.date, meeting.starts, timezone.get_default_timezone()
    )
    todos = [str(part["summary"]) for part in calendar.walk("VTODO")]
    assert any(summary.startswith("Neglect (") for summary in todos)
    assert str(calendar.walk("VTODO")[-1].get("status", "")) == "CANCELLED"


def test_the_page_takes_fewer_than_ten_queries_however_long_it_is(world, client, clerk, django_assert_num_queries):
    address = reverse("public:programme", args=WHERE)
    for number in range(30):
        items.add_item(
            world.programme, title=f"Item {number}", meeting=world.meetings[number % 4],
            leads=[LeadDraft(LeadRole.OFFICER, name="Tim Moss")], on=ON, at=AT, by=clerk,
        )  # fmt: skip
    with django_assert_num_queries(9):
        client.get(address)


def test_the_list_of_programmes_takes_as_many_queries_for_many_as_for_one(world, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = client.get(reverse("public:programmes"))
    assert "Work programme 2021/22" in answer.content.decode()


def test_nothing_suggested_and_no_draft_of_an_outcome_is_read_anywhere(world, client, clerk):
    items.add_item(world.programme, title="Xylophones", state="suggested", on=ON, at=AT, by=clerk)
    ProgrammeItem.objects.filter(pk=world.scheduled.pk).update(outcome="Quixotic draft")
    for name in ("programme", "programme_file", "programme_csv", "programme_ics"):
        answer = client.get(reverse(f"public:{name}", args=WHERE))
        body = answer.getvalue() if answer.streaming else answer.content
        said = text_of(body) if name == "programme_file" else body.decode()
        assert "Young Carers" in said
        assert "Xylophones" not in said and "Quixotic" not in said


def test_what_residents_said_of_themselves_is_not_printed(world, clerk):
    items.add_item(
        world.programme, title="Buses", origin=Origin.RESIDENT, origin_words="Mrs Quill", origin_on=ON,
        on=ON, at=AT, by=clerk,
    )  # fmt: skip
    row = next(row for row in document.all_rows(document.take(world.programme, on=ON)) if row["title"] == "Buses")
    assert row["why"] == "Suggested by a resident on 1 June"


def test_an_unpublished_programme_does_not_exist(world, client):
    Programme.objects.update(published_at=None, published_by=None)
    for name in ("programme", "programme_file", "programme_csv", "programme_ics"):
        assert client.get(reverse(f"public:{name}", args=WHERE)).status_code == 404
    assert client.get(reverse("public:programme_item", args=(*WHERE, world.scheduled.pk))).status_code == 404


def test_an_item_tells_its_story_and_a_suggestion_has_no_page(world, client, clerk):
    answer = client.get(reverse("public:programme_item", args=(*WHERE, world.scheduled.pk)))
    assert "How are they supported?" in answer.content.decode()
    merely = items.add_item(world.programme, title="Xylophones", state="suggested", on=ON, at=AT, by=clerk)
    assert client.get(reverse("public:programme_item", args=(*WHERE, merely.pk))).status_code == 404


def test_a_cell_is_never_read_as_a_formula(world, client, clerk):
    items.add_item(world.programme, title="=1+1", on=ON, at=AT, by=clerk)
    table = client.get(reverse("public:programme_csv", args=WHERE)).getvalue().decode("utf-8-sig")
    assert "'=1+1" in table
