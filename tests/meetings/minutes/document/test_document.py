"""Minutes as data: what both editions print, and that the public one holds nothing that is withheld."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.minutes.document import document, template_context
from tests.meetings import printed_minutes
from tests.meetings.printed_minutes import SECRET, SENSITIVE, moment
from tests.staging import staged


@staged
def made(safeguarding, clerk, year):
    return printed_minutes.make(safeguarding, clerk)


def named(people: list[dict]) -> list[str]:
    return [one["printed"] for one in people]


def entry(words: document.Document, heading: str) -> dict:
    return next(row for row in words["entries"] if row["heading"].startswith(heading))


def test_the_document_tells_who_was_there_when_the_minutes_by_number_and_the_interests_r31_r35(made):
    words = made.take()
    assert json.loads(json.dumps(words)) == words
    assert words["presiding"]["printed"] == "Bob Spencer (Chairman)"
    assert named(words["attendance"])[0] == "Gill Burnett (Vice-Chairman (Overview))"
    assert named(words["attendance"])[-1] == "Mike Wilcox (substitute for Richard Ford)"
    assert named(words["apologies"]) == ["Richard Ford", "Julia Jessel", "Jason Jones"]
    assert named(words["also"]) == ["Johnny McMahon", "Peter Screen (virtual)", "John Wood (SSASPB)"]
    assert [row["number"] for row in words["entries"]] == [1, 2, 3, 4, 5, 6]
    assert entry(words, "Declarations")["movements"] == ["Jill Waring arrived at 10:20."]
    assert words["movements"] == ["Jill Waring left at 11:30."]
    (exclusion,) = entry(words, "Exclusion")["resolutions"]
    assert exclusion["lead"].startswith("RESOLVED: That the public be excluded from the meeting")
    assert exclusion["lines"][0].startswith("Minute 6 – paragraphs 1 and 3. Information relating to any individual.")
    assert [row["words"] for row in words["declarations"]] == [
        "Janet Eagland declared a personal interest in minute 3 (She is a governor of a special school).",
        "Gill Burnett declared a disclosable pecuniary interest in minute 4 and left the room while it was considered.",
    ]
    assert SENSITIVE not in json.dumps(words)


def test_what_was_declared_while_the_public_were_out_keeps_its_nature_to_members(made):
    row = made.minutes.declarations.get(sensitive=False)
    row.item, row.made_at = made.entries["private"].item, moment(11, 11)
    row.save()
    words = made.take()
    assert "governor" in json.dumps(words["declarations"])
    assert "governor" not in json.dumps(document.for_public(words))


def test_an_amendment_stands_before_what_it_amends_and_what_was_lost_says_so(made):
    report = made.entries["report"]
    carried = report.resolutions.get()
    printed_minutes.resolve(
        report, ("limb b) be deleted", "agreed"), amends=carried, result="lost", position=2,
        mover=made.attendees["Perry"], method="hands", votes_for=1, votes_against=4,
    )  # fmt: skip
    printed_minutes.resolve(report, ("nothing be done", "agreed"), result="pending", decided_at=None, position=3)
    lost, after = entry(made.take(), printed_minutes.REPORT)["resolutions"]
    assert (lost["moved"], lost["lead"]) == (
        "Moved by Kath Perry, MBE.",
        "Amendment: That part (a) be replaced by “limb b) be deleted”.",
    )
    assert lost["votes"] == ["On a show of hands, 1 voted for and 4 against."]
    assert lost["outcome"] == "The amendment was lost." and after["pk"] == carried.pk


def test_the_public_reads_of_an_exempt_minute_its_heading_marking_and_summary_alone(made):
    public = document.for_public(made.take())
    private = public["entries"][-1]
    assert private["heading"] == "A placement" and "made a recommendation" in private["public_summary"]
    assert private["marking"].startswith("Not for publication by virtue of paragraphs 1 and 3")
    assert not any(private[key] for key in ("text", "resolutions", "in_attendance", "urgency", "corrections"))
    assert SECRET in json.dumps(made.take()) and SECRET not in json.dumps(public)
    assert document.for_public(public) == public


def test_r16_a_key_that_somebody_adds_later_is_not_public(made):
    words = made.take() | {"gossip": SECRET}
    for row in words["entries"]:
        row["gossip"] = SECRET
    assert SECRET not in json.dumps(document.for_public(words))


WITHHELD = ("text", "in_attendance", "urgency", "heading")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(WITHHELD), st.booleans(), st.text(alphabet="abcdefghij", min_size=12, max_size=20))
def test_no_poison_word_of_a_withheld_minute_is_ever_in_the_public_rendering(made, key, confidential, poison):
    words = made.__dict__.setdefault("_taken", made.take())
    private = words["entries"][-1] | {key: f"About {poison}."}
    private |= {"access": "confidential", "paragraphs": ""} if confidential else {}
    poisoned = words | {"entries": [*words["entries"][:-1], private]}
    assert poison in json.dumps(poisoned)
    assert poison not in json.dumps(document.for_public(poisoned))
    assert poison not in repr(template_context.context(poisoned, draft=True))
