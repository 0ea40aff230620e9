"""The register of decisions: published words, what became of each, filters that page, CSV and JSON share."""

import csv
import io

import pytest
from django.urls import reverse

from meetings.minutes.publication import publishing
from meetings.models import Action, Limb, Minute, Minutes
from tests.meetings import minuted

PAGE = "decisions-register"
ASKED, NOTED = "figures on young carers be sent to members", "the report be noted"


def read(client, form="", **filters):
    answer = client.get(reverse(f"public:{PAGE}{form}"), filters)
    assert answer.status_code == 200
    return answer.json()["decisions"] if form == "-json" else answer.content.decode()


def test_published_parts_of_resolutions_stand_there_with_what_became_of_them(client, published):
    page = read(client)
    assert f"That {ASKED}." in page and f"That {NOTED}." in page and "Not answered yet" in page
    assert minuted.POISON not in page and "the public be excluded" not in page
    row = next(row for row in read(client, "-json") if row["decision"] == ASKED)
    assert (row["date"], row["part"], row["state"]) == ("2022-01-10", "b)", "Not answered yet")
    answer = client.get(row["address"].removeprefix("http://testserver").split("example", 1)[-1])
    assert f'id="{row["address"].partition("#")[2]}"' in answer.content.decode()


def test_a_part_is_told_in_the_words_that_were_published(client, published):
    Limb.objects.filter(text=ASKED).update(text="words that wait for the next publication")
    assert ASKED in read(client) and "words that wait" not in read(client)
    Minute.objects.filter(resolutions__limbs__text=NOTED).update(access="exempt", paragraphs="1")
    assert NOTED not in read(client) and ASKED not in read(client, "-csv")


@pytest.mark.both_databases("queries: conditions over rows and actions")
def test_the_same_filters_hold_for_page_csv_and_json(client, published, planning):
    def found(**filters):
        data = [row["decision"] for row in read(client, "-json", **filters)]
        rows = list(csv.reader(io.StringIO(read(client, "-csv", **filters))))[1:]
        assert [row[5] for row in rows] == data
        page = read(client, **filters)
        assert all(words in page for words in data)
        return data

    everything = found()
    assert {ASKED, NOTED, "the programme be noted"} <= set(everything)
    assert found(outcome="not-answered") == [ASKED] and found(outcome="answered") == []
    assert found(committee="planning") == [] and found(committee="safeguarding", year="2021-22") == everything
    assert client.get(reverse(f"public:{PAGE}-csv"), {"year": "1066-67"}).status_code == 404
    assert "There is no such committee" in read(client, committee="nowhere")


def test_the_front_page_and_the_committees_say_what_was_decided_and_answered(client, published, clerk):
    for address in ("/", "/committees/safeguarding/"):
        page = client.get(address).content.decode()
        assert f"That {ASKED}." in page and "Latest decisions" in page and minuted.POISON not in page
    action = Action.objects.get(limb__text=ASKED)
    answer = action.answers.create(text="There are 412.", answered_at=minuted.AFTER, answered_by=clerk)
    assert "There are 412." in client.get("/").content.decode()
    type(answer).objects.filter(pk=answer.pk).update(withheld=True)
    assert "There are 412." not in client.get("/").content.decode()


def test_decisions_published_before_the_minutes_stand_wherever_decisions_do(client, minutes, clerk):
    assert "No decisions are published yet" in read(client) and read(client, "-json") == []
    publishing.publish_decisions(minutes, at=minuted.AFTER, by=clerk)
    for address in ("/", "/committees/safeguarding/", reverse(f"public:{PAGE}")):
        page = client.get(address).content.decode()
        assert f"That {ASKED}." in page and minuted.POISON not in page
    early = {row["decision"]: row for row in read(client, "-json", year="2021-22")}
    note, _, anchor = early[ASKED]["address"].partition("#")
    page = client.get("/" + note.split("/", 3)[3])
    assert page.status_code == 200 and f'id="{anchor}"' in page.content.decode()
    publishing.publish_draft(Minutes.objects.get(pk=minutes.pk), at=minuted.AFTER, by=clerk)
    late = {row["decision"]: row for row in read(client, "-json")}
    assert len(late) == len(early) and late[ASKED]["minute"] and "/minutes/" in late[ASKED]["address"]
