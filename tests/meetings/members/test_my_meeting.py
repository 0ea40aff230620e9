"""Earlier decisions beside each item of My meeting: those of the last meeting, and those still unanswered."""

import datetime as dt

from committee.acts.seen import having_read
from meetings.members import my_meeting
from meetings.minutes.publication import publishing
from meetings.minutes.registers.decisions import Decision
from meetings.models import Meeting
from tests.meetings.minuted import AFTER, POISON, TENTH

APRIL = dt.date(2022, 4, 21)


def test_last_public_decisions_on_the_same_subject_stand_beside_an_item_once_their_minutes_are_published(
    minuted, safeguarding, clerk
):
    meeting = Meeting.objects.create(committee=safeguarding, date=APRIL, starts="10:00")
    titles = ["Young carers, 2022/23", f"Placement of {POISON}", "A placement", "Minutes"]
    assert my_meeting.earlier_decisions(meeting, titles, APRIL) == {}
    having_read(publishing.publish_draft)(minuted, at=AFTER, by=clerk)
    decisions = my_meeting.earlier_decisions(meeting, titles, APRIL)
    assert [(entry.decision, entry.state) for entry in decisions.pop("Young carers, 2022/23")] == [
        ("the report be noted", ""),
        ("figures on young carers be sent to members", "Not answered yet"),
    ]
    assert decisions == {}, "neither exempt nor procedural decisions"
    assert my_meeting.earlier_decisions(minuted.meeting, titles, APRIL) == {}, "nor its own"


def test_of_meetings_before_the_last_only_unanswered_decisions_are_shown(monkeypatch, safeguarding):
    def decision(day: dt.date, words: str, state: str = "") -> Decision:
        return Decision(day, "Safeguarding", 39, "", "Young Carers", words, "Noted", "/", state=state)

    before = TENTH - dt.timedelta(days=60)
    decisions = [decision(TENTH, "a"), decision(before, "b"), decision(before, "c", "Overdue")]
    monkeypatch.setattr(my_meeting, "as_published", lambda limbs, on: decisions)
    meeting = Meeting(committee=safeguarding, date=APRIL, starts="10:00")
    shown = my_meeting.earlier_decisions(meeting, ["Young Carers"], APRIL)["Young Carers"]
    assert [entry.decision for entry in shown] == ["a", "c"]
