"""What anybody may reuse: pages of records, one, all of a kind, and what has changed."""

import csv
import datetime as dt
import io
import json
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.models import Committee, OpenRecord, Person, Seat
from committee.open_data import keeping
from committee.portal.api import answers, reading
from committee.portal.api.schemas import Kind
from committee.search import index
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.models import Minute, Paper, Recording, SpokenPassage
from meetings.recordings import verbs as recording_verbs
from meetings.takedowns import verbs as takedowns
from tests.meetings import recorded as recordings
from tests.meetings.publishing import moment
from tests.search.indexed import settle
from tests.staging import staged

pytestmark = [
    pytest.mark.both_databases("JSON: records are kept, compared and read page by page"),
    pytest.mark.indexed_at_once,
]
HERE = "/api/v1/"
MOST_QUERIES = 16  # eleven of them count how often somebody asks


@staged
def recorded(published, minuted, clerk):
    """Return a world whose agenda, minutes and earlier papers are published as records."""
    recordings.captioned(minuted, clerk)
    settle()
    return published


def read(client, path: str) -> dict:
    """Return an answer as data."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.content)
    return json.loads(answer.content)


def pages(client, path: str) -> list[dict]:
    """Return the page at a path and all following pages."""
    found = [read(client, path)]
    while then := found[-1]["next"]:
        parts = urlsplit(then)
        found.append(read(client, f"{parts.path}?{parts.query}"))
    return found


def fresh(client) -> dict[str, dict]:
    """Everything, by its address, from the lists of each kind."""
    found = [page["results"] for kind in Kind for page in pages(client, f"{HERE}{kind}?limit=7")]
    return {record["url"]: record for records in found for record in records}


def brought_up_to_date(copy: dict[str, dict], client, since: str) -> None:
    """Do what somebody does who keeps a copy."""
    for page in pages(client, f"{HERE}changes?limit=5&modified_since={since}"):
        for record in page["results"]:
            if "deleted" in record:
                copy.pop(record["url"], None)
            else:
                copy[record["url"]] = record


def test_a_copy_is_brought_up_to_date_by_what_has_changed(recorded, client, clerk, safeguarding):
    copy = fresh(client)
    assert {record["kind"] for record in copy.values()} >= {
        *("committee", "person", "seat", "meeting", "item", "paper", "minute", "resolution", "action", "recording"),
    }
    since = read(client, f"{HERE}changes?limit=1")["until"]
    paper = Paper.objects.public().filter(file__published__isnull=False).first()
    minute = Minute.objects.get(pk=next(one["minute_id"] for one in copy.values() if one["kind"] == "action"))
    at = moment(2022, 4, 22, 9)
    takedowns.hide(paper, ground="personal", why="It names a child.", at=at, by=clerk)
    takedowns.hide(minute, ground="personal", why="It names a child.", at=at, by=clerk)
    recording_verbs.withdraw_recording(Recording.objects.get(), reason="It is broken.", at=at, by=clerk)
    added = calendar.schedule(safeguarding, dt.date(2022, 7, 7), by=clerk)
    before = dict(copy)
    brought_up_to_date(copy, client, since)
    assert copy == fresh(client)
    assert keeping.RECORDS.differences() == []
    gone = {before[url]["kind"] for url in before.keys() - copy.keys()}
    assert {"paper", "minute", "resolution", "action", "recording"} <= gone
    assert f"meeting {added.pk}" in {f"{record['kind']} {record['id']}" for record in copy.values()}


def test_of_what_is_gone_its_kind_its_id_and_the_moment_stay(recorded, client, clerk):
    paper = Paper.objects.public().filter(file__published__isnull=False).first()
    path = f"{HERE}papers/{paper.file_id}"
    assert read(client, path)["title"] == paper.title
    takedowns.hide(paper, ground="personal", why="It names a child.", at=moment(2022, 4, 22, 9), by=clerk)
    answer = client.get(path)
    assert answer.status_code == 410
    assert set(json.loads(answer.content)) == {"kind", "id", "url", "deleted"}
    assert client.get(f"{path}/text").status_code == 404
    row = OpenRecord.objects.get(kind="paper", thing=paper.file_id)
    assert (row.data, row.digest) == ({}, "")


def test_what_is_withheld_is_not_shown_whatever_the_records_hold(recorded, client, clerk):
    """The second wall: records that somebody forgot to tell."""
    paper = Paper.objects.public().filter(file__published__isnull=False).first()
    grounds = {"paragraphs": "1", "public_interest_reason": "It would harm.", "not_own_development": True}
    Paper.objects.filter(pk=paper.pk).update(access="exempt", **grounds)
    path = f"{HERE}papers/{paper.file_id}"
    assert (client.get(path).status_code, client.get(f"{path}/text").status_code) == (404, 404)
    for name in ("papers", "changes?limit=100"):
        assert f'"{path}' not in client.get(HERE + name).content.decode().replace("http://127.0.0.1:8000", "")
    assert path not in client.get(f"{HERE}papers.csv").getvalue().decode()
    item = agenda.add_item(recorded.meeting, title="Not published yet", by=clerk)
    listed = OpenRecord.objects.filter(kind="item", meeting=item.meeting_id).first()
    OpenRecord.objects.filter(pk=listed.pk).update(thing=item.pk)
    assert client.get(f"{HERE}items/{item.pk}").status_code == 404, "other items of its agenda are public"


@pytest.mark.parametrize("path", ["papers", "items", "resolutions"])
def test_a_page_costs_the_same_few_queries_whatever_its_size(recorded, client, path):
    counts = []
    for limit in (1, 100):
        client.get(HERE + path)  # what a process reads once
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{HERE}{path}?limit={limit}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_recording_tells_where_items_begin_and_what_was_said_in_public(recorded, client, clerk):
    (told,) = read(client, f"{HERE}recordings")["results"]
    recording = Recording.objects.get()
    assert (told["recording"], told["kept_until"]) == (recording.address, recording.kept_until.isoformat())
    entry = Minute.objects.filter(item__in=[one["item_id"] for one in told["items"]]).first()
    second = next(one["second"] for one in told["items"] if one["item_id"] == entry.item_id)
    assert second == (entry.opened_at - recording.starts_at).total_seconds()
    said = read(client, told["captions"].removeprefix("http://127.0.0.1:8000"))
    assert recordings.SPOKEN in json.dumps(said["passages"])
    assert not [word for word in (recordings.WHISPERED, recordings.MUTTERED) if word in json.dumps([told, said])]


def test_captions_in_a_record_change_when_times_of_the_room_are_corrected(recorded, client, clerk):
    (before,) = read(client, f"{HERE}recordings")["results"]
    entry = Minute.objects.filter(minutes__meeting=Recording.objects.get().meeting, access="open", item__part=1)
    entry = entry.filter(opened_at__isnull=False).order_by("opened_at").last()
    times = {"opened_at": entry.opened_at - dt.timedelta(minutes=1), "closed_at": entry.closed_at}
    minute_states.set_item_times(entry, **times, by=clerk)
    (after,) = read(client, f"{HERE}recordings")["results"]
    second = {one["item_id"]: one["second"] for one in before["items"]}
    moved = {one["item_id"]: one["second"] for one in after["items"]}
    assert moved[entry.item_id] == second[entry.item_id] - 60
    assert keeping.RECORDS.differences() == []
    recording_verbs.remove_captions(Recording.objects.get(), by=clerk)
    (silent,) = read(client, f"{HERE}recordings")["results"]
    assert before["captions_digest"] and silent["captions_digest"] == ""
    assert read(client, f"{HERE}recordings/{silent['id']}/captions")["passages"] == []


def test_captions_are_asked_of_the_room_whatever_is_kept(recorded, client):
    recording = Recording.objects.get()
    SpokenPassage.objects.create(recording=recording, begins=75 * 60, ends=75 * 60 + 5, text=recordings.WHISPERED)
    answer = client.get(f"{HERE}recordings/{recording.pk}/captions")
    assert answer.status_code == 200 and recordings.WHISPERED not in answer.text
    Recording.objects.update(kept_until=dt.date(2022, 1, 11))
    for path in (f"recordings/{recording.pk}", f"recordings/{recording.pk}/captions"):
        assert client.get(HERE + path).status_code == 404
    assert read(client, f"{HERE}recordings")["results"] == []


def test_a_seat_to_come_is_shown_from_its_first_day(recorded, client, safeguarding):
    person = Person.objects.get(slug="mary-member")
    with time_machine.travel(moment(2022, 4, 1, 9), tick=False):
        other = Committee.objects.create(name="Audit", short_name="Audit", slug="audit", since=dt.date(2020, 1, 1))
        seat = Seat.objects.create(person=person, committee=other, since=dt.date(2022, 5, 1))
        index.changed(seat)
        since = read(client, f"{HERE}changes?limit=1")["until"]
        assert client.get(f"{HERE}seats/{seat.pk}").status_code == 404
    with time_machine.travel(moment(2022, 5, 1, 9), tick=False):
        assert read(client, f"{HERE}seats/{seat.pk}")["organization_id"] == other.pk
        told = read(client, f"{HERE}changes?limit=100&modified_since={since}")["results"]
        assert ("seat", seat.pk) in {(record["kind"], record["id"]) for record in told}


def test_whole_files_hold_what_the_pages_hold(recorded, client):
    Committee.objects.filter(slug="planning").update(remit="=HYPERLINK(1)")
    index.changed(Committee.objects.get(slug="planning"))
    listed = [record for page in pages(client, f"{HERE}committees?limit=1") for record in page["results"]]
    lines = client.get(f"{HERE}committees.jsonl").getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == listed
    table = list(csv.DictReader(io.StringIO(client.get(f"{HERE}committees.csv").getvalue().decode("utf-8-sig"))))
    assert [row["id"] for row in table] == [str(record["id"]) for record in listed]
    assert "'=HYPERLINK(1)" in [row["description"] for row in table], "no spreadsheet computes it"


def test_lists_and_files_are_narrowed_by_committee_and_day(recorded, client):
    def days(query: str, kind: str = "meetings", field: str = "start_date") -> list[str]:
        return [row[field] for row in client.get(f"{HERE}{kind}?{query}").json()["results"]]

    every = days("")
    assert len(every) > 1
    for day in every:
        assert set(days(f"from={day}&to={day}")) == {day}
        assert days(f"from={day}") == [one for one in every if one >= day]
        assert days(f"to={day}") == [one for one in every if one <= day]
    lines = client.get(f"{HERE}meetings.jsonl?to={every[0]}").getvalue().decode().splitlines()
    assert [json.loads(line)["start_date"] for line in lines] == days(f"to={every[0]}")
    papers = client.get(f"{HERE}papers").json()["results"]
    assert papers and client.get(f"{HERE}papers?from=2999-01-01").json()["results"] == []
    seats = days("", "seats")
    assert days("from=2999-01-01", "seats") == seats, "a seat without an end is held then too"
    assert days("to=1900-01-01", "seats") == []
    body = Committee.objects.get(slug="safeguarding").pk
    changed = client.get(f"{HERE}changes?organization_id={body}").json()["results"]
    assert changed and {row.get("organization_id", body) for row in changed} == {body}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "papers?comittee=1&sort=x",
            "This address does not know “comittee”, “sort”. Its parameters are limit, cursor,",
        ),
        ("committees/1?limit=1", "This address does not know “limit”. It has no parameters."),
        ("people?from=2022-01-01", "Records of this kind have no day"),
        ("people.csv?to=2022-01-01", "Records of this kind have no day"),
        ("meetings?from=1650000000", "from: Write a day: 2022-04-21"),
    ],
)
def test_a_parameter_that_changes_nothing_is_refused_by_name(recorded, client, path, told):
    refused = client.get(HERE + path)
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert told in refused.json()["detail"]


def test_it_is_read_only_open_to_every_site_and_asked_again_by_its_validator(recorded, client):
    path = f"{HERE}committees"
    answer = client.get(path)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer and "Vary" not in answer
    again = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Committee.objects.filter(slug="safeguarding").update(remit="Something else.")
    index.changed(Committee.objects.get(slug="safeguarding"))
    assert client.get(path, headers={"if-none-match": answer["ETag"]}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    asked = client.options(path)
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    for method in (client.post, client.put, client.patch, client.delete):
        refused = method(path)
        assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")


def test_whoever_asks_too_often_is_told_to_wait(recorded, client, monkeypatch):
    monkeypatch.setattr(answers, "MOST", 1)
    assert client.get(f"{HERE}seats").status_code == 200
    refused = client.get(f"{HERE}seats")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert json.loads(refused.content)["status"] == 429


HUGE = "9" * 20
HOSTILE = [
    *(f"{HERE}{path}" for path in ("committees/" + HUGE, "committees/0", "committees/-1", "committees/x", "nothing")),
    *(f"{HERE}{path}" for path in ("", "nothing.csv", "nothing/1", "papers/1/text/", "%00", "a" * 10_000)),
    *(f"{HERE}{path}" for path in (f"papers/{HUGE}/text", "committees%2f1", "committees.xml", "‮", "%ff")),
    *(
        f"{HERE}{path}?{name}={value}"
        for path in ("committees", "changes")
        for name in ("limit", "cursor", "organization_id", "meeting_id", "from", "to", "modified_since", "nothing")
        for value in (HUGE, "-1", "x", "%00", "1e309", "0001-01-01T00:00:00%2B23:59")
    ),
    *(f"{HERE}committees?cursor={reading.cursor(*numbers)}" for numbers in ((1, 2), (10**17,), (10**19,), (-1,))),
    *(f"{HERE}changes?cursor={reading.cursor(*numbers)}" for numbers in ((1,), (10**17, 1), (10**18 - 1, 10**17))),
    *(f"{HERE}changes?modified_since={value}" for value in ("2022-01-01", "9999-12-31T23:59:59-23:59", "1", HUGE)),
]


def test_whatever_is_asked_is_answered(recorded, client):
    wrong = []
    for path in HOSTILE:
        answer = client.get(path)
        refused = answer.status_code in (400, 404, 422) and answer["Content-Type"] == "application/problem+json"
        wrong += [f"{answer.status_code}: {path[:90]}"] if answer.status_code != 200 and not refused else []
    assert wrong == []
    # Seconds since 1970 are no moment written out.
    assert client.get(f"{HERE}changes?modified_since=-254").status_code == 422
