"""What the public and members may read of minutes: nothing before it is published, then what the law opens."""

import datetime as dt
import json

from committee.files import files
from committee.models import AccessEvent, Council
from committee.wording.dates import LONDON
from meetings.models import Action, Answer, Minute, Paper, PaperFile
from tests.answers import body, words
from tests.meetings import printed_minutes
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.packs.making import pdf_of
from tests.meetings.printed_minutes import SECRET, SENSITIVE, moment

ANSWERED = {"answered_at": dt.datetime(2022, 1, 20, 12, tzinfo=LONDON)}
AT = "/committees/safeguarding/2022-01-10/"
PATHS = ("minutes/", "minutes.json", "minutes.pdf", "minutes.docx", "minutes/39/", "minutes/39.json")
NOTE = ("decisions/", "decisions.json", "decisions.pdf")


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


def test_a_page_has_its_files_facts_where_another_thread_clears_their_cache_meanwhile(client, made, monkeypatch):
    made.publish()
    cleared = type("Cleared", (dict,), {"__setitem__": lambda *_: None})()
    monkeypatch.setattr("meetings.minutes.publication.published._FACTS", cleared)
    assert client.get(AT + "minutes/").status_code == 200


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


PAGE, FILE = (f"/members/safeguarding/2022-01-10/minutes{end}" for end in ("/", ".pdf"))


def test_a_member_of_the_committee_reads_the_exempt_minute_marked_and_the_reading_is_recorded(made, member, by_member):
    """Where the council says so, their own copy bears their name."""
    made.publish(printed=True)
    page = words(by_member.get(PAGE))
    assert f"Members discussed {SECRET} at length." in page and f"{SECRET} be placed" in page
    assert "minutes-entry--restricted" in page and "Not for publication by virtue of paragraphs 1 and 3" in page
    assert "Your copy, Mary Member." in page and "Restricted: 1 minute not for publication" in page
    assert SENSITIVE not in page
    answer = by_member.get(FILE)
    assert answer["Cache-Control"] == "private, no-store" and SECRET not in answer["Content-Disposition"]
    assert any(SECRET in leaf for leaf in page_texts(body(answer)))
    events = AccessEvent.objects.all()
    assert len(events) == 2 and {event.subject_id for event in events} == {made.minutes.pk}
    for event in events:
        assert event.user == member and "member of the committee" in event.right and "Minute 42." in event.right
        assert SECRET not in event.right + event.subject
    Council.objects.update(watermark_members=True)
    leaves = page_texts(body(by_member.get(FILE)))
    assert leaves and all("Mary Member" in leaf for leaf in leaves)
    assert "has their name on it" in AccessEvent.objects.latest("pk").right


def test_another_councillor_sees_what_the_public_sees(client, made, other_member):
    made.publish(printed=True)
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert "1 minute withheld from you." in page and "not open to other councillors as of right" in page
    assert "The Committee considered the cost of a placement" in page and "A placement" in page
    assert SECRET not in page and SENSITIVE not in page and "Your copy" not in page
    assert "Printable public minutes" in page
    assert client.get(FILE).status_code == 404
    assert not AccessEvent.objects.exists()


def test_of_two_exempt_minutes_a_councillor_reads_the_one_that_the_law_opens(client, made, other_member):
    """Every councillor may inspect what is exempt by paragraph 6 alone."""
    printed_minutes.add(
        made, "notice", "A notice of quincehall", part=2, public_heading="A notice", access="exempt", paragraphs="6",
        text="<p>Served on quincehall.</p>",
    )  # fmt: skip
    made.publish(printed=True)
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert "Served on quincehall." in page and SECRET not in page and "minutes-entry--restricted" in page
    right = AccessEvent.objects.get().right
    assert "Minute 43." in right and "Every councillor may inspect" in right
    assert "1 minute withheld from you" in page and client.get(FILE).status_code == 404
    Minute.objects.filter(pk=made.entries["private"].pk).update(paragraphs="6")
    made.publish(printed=True)
    assert f"Members discussed {SECRET} at length." in words(client.get(PAGE))
    assert client.get(FILE).status_code == 200


def test_paragraph_three_opens_none_and_confidential_minutes_are_for_the_committee(
    client, made, other_member, by_member
):
    secret = Minute.objects.filter(pk=made.entries["private"].pk)
    secret.update(paragraphs="3")
    made.publish()
    client.force_login(other_member)
    page = words(client.get(PAGE))
    assert SECRET not in page and "terms proposed in negotiations for a contract" in page
    secret.update(access="confidential", paragraphs="")
    made.publish()
    assert SECRET not in words(client.get(PAGE))
    assert SECRET in words(by_member.get(PAGE))


def test_open_minutes_are_read_without_a_note_in_the_reading_log(client, safeguarding, clerk, member, other_member):
    printed_minutes.make(safeguarding, clerk, exempt=False).publish("confirmed", printed=True)
    for user in (member, other_member):
        client.force_login(user)
        page = words(client.get(PAGE))
        assert f'href="{FILE}"' in page and "Confirmed" in page and "Restricted" not in page
        assert client.get(FILE).status_code == 200
    assert not AccessEvent.objects.exists()
