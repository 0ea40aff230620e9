"""What anybody may read of minutes: nothing before it is published, then all that is open, at addresses that last."""

import datetime as dt
import json

from committee.files import files
from committee.wording.dates import LONDON
from meetings.models import Action, Answer, Paper, PaperFile
from tests.meetings.packs.making import pdf_of
from tests.meetings.printed_minutes import moment

ANSWERED = {"answered_at": dt.datetime(2022, 1, 20, 12, tzinfo=LONDON)}
AT = "/committees/safeguarding/2022-01-10/"
PATHS = ("minutes/", "minutes.json", "minutes.pdf", "minutes.docx", "minutes/39/", "minutes/39.json")
NOTE = ("decisions/", "decisions.json", "decisions.pdf")


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_not_published_is_not_there(client, made):
    made.publish("circulated")
    for path in (*PATHS, *NOTE):
        assert client.get(AT + path).status_code == 404, path
    assert "Minutes of this meeting" not in words(client.get(AT))


def test_a_note_of_decisions_opens_no_page_of_the_minutes(client, made):
    made.publish("decisions")
    assert all(client.get(AT + path).status_code == 404 for path in PATHS)
    page = words(client.get(AT + "decisions/"))
    assert "Decisions of Monday 10 January 2022" in page and "the Annual Report be received" in page
    assert "12,176" not in page and "Item 4." in page and "Kath Perry, MBE" in page
    made.publish("decisions", words=made.take())  # frozen with its text
    assert all("12,176" not in words(client.get(AT + path)) for path in NOTE[:2])


def test_the_minutes_are_data_too(client, made):
    made.publish()
    data = client.get(AT + "minutes.json").json()
    assert data["status"] == "Draft, subject to confirmation" and data["address"].endswith(AT + "minutes/")
    assert [row["number"] for row in data["entries"]] == [37, 38, 39, 40, 41, 42]
    one = client.get(AT + "minutes/39.json").json()
    assert one["number"] == 39 and [limb["letter"] for limb in one["resolutions"][0]["limbs"]] == ["a", "b", "c", "d"]


def test_a_minute_has_an_address_with_its_resolution_limb_by_limb(client, made):
    made.publish()
    page = words(client.get(AT + "minutes/39/"))
    assert 'href="#b" aria-label="Link to part b)">b)</a> </span>figures for Covid-positive patients' in page
    page = words(client.get(AT + "minutes/42/"))
    assert "A placement" in page and "made a recommendation" in page and "Schedule 12A" in page
    assert client.get(AT + "minutes/43/").status_code == 404


def test_what_was_asked_of_whom_stands_with_the_minute_and_not_what_is_withheld(client, made, clerk):
    made.publish()
    limb, other = made.entries["report"].resolutions.get().limbs.all()[1:3]
    about = {"meeting": made.meeting, "opened_at": moment(12), "opened_by": clerk, "owner_body": "Public Health"}
    Action.objects.create(limb=limb, text="figures be sent", **about)
    Action.objects.create(limb=other, text="unspoken words", withheld=True, **about)
    page = words(client.get(AT + "minutes/39/"))
    assert "figures be sent" in page and "Public Health" in page and "unspoken" not in page
    Answer.objects.create(
        action=Action.objects.get(withheld=False), text="They are sent.", **ANSWERED, answered_by=clerk
    )
    Answer.objects.create(action=Action.objects.get(withheld=True), text="Unspoken too.", **ANSWERED, answered_by=clerk)
    of_minute = client.get(AT + "minutes/39.json").json()
    whole = client.get(AT + "minutes.json").json()
    for data in (of_minute, next(entry for entry in whole["entries"] if entry["number"] == 39)):
        (asked,) = data["asked"]
        assert (asked["text"], asked["owner"], asked["due_on"]) == ("figures be sent", "Public Health", None)
        assert [(one["on"], one["text"]) for one in asked["answers"]] == [("2022-01-20", "They are sent.")]
    assert "nspoken" not in json.dumps([of_minute, whole])


def test_r16_an_answers_document_that_a_withheld_paper_is_made_of_is_named_nowhere(client, made, clerk):
    limb = made.entries["report"].resolutions.get().limbs.get(position=2)
    asked = Action.objects.create(
        limb=limb, text="figures be sent", meeting=made.meeting, opened_at=moment(13), opened_by=clerk
    )
    stored = files.keep(pdf_of(1, "Figures"))
    answer = Answer.objects.create(
        action=asked, text="They are sent.", stored=stored, document_title="Costs", pages=1, **ANSWERED,
        answered_by=clerk,
    )  # fmt: skip
    made.publish()

    def told() -> set[bool]:
        pages = [client.get(f"{AT}{path}").content for path in ("minutes/", "minutes.json", "minutes/39.json")]
        assert all(b"They are sent." in page for page in pages)
        return {b"Costs" in page or f"answers/{answer.pk}".encode() in page for page in pages}

    assert told() == {True}
    exempt = {"access": "exempt", "paragraphs": "1", "public_interest_reason": "It harms.", "not_own_development": True}
    item = made.entries["private"].item
    paper = Paper.objects.create(item=item, position=1, title="Bid", public_title="A bid", **exempt)
    read = {"pages": 1, "tagged": True, "has_text": True, "fonts_embedded": True, "original_name": "b.pdf"}
    PaperFile.objects.create(paper=paper, stored=stored, number=1, received_at=moment(13), received_by=clerk, **read)
    assert told() == {False}


def test_decisions_stand_beside_their_items_as_soon_as_they_are_known(client, made, agenda):
    made.publish("decisions")
    page = words(client.get(AT))
    assert "Decisions of this meeting" in page and "the Annual Report be received" in page
    made.publish()
    assert "What was decided" in words(client.get(AT + "items/4/"))
