"""A reason, a summary or a ruling of one word, or of a dot, is asked again."""

import pytest

from committee.acts.refusal import Refused
from meetings.actions import absences
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Access
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.meetings.minutes.world import DAY
from tests.meetings.publishing import AT, EXEMPT


def test_no_verb_takes_one_word_for_a_reason(published, chairman, member, clerk):
    meeting, item, words = published.meeting, published.open_paper.item, "Snow ."
    added = agenda.add_item(meeting, title="Flood", by=clerk)
    asks = {
        "why the meeting is cancelled": lambda: calendar.cancel(meeting, reason=words, at=AT, by=clerk),
        "why it cannot wait": lambda: agenda.rule_urgent(
            added, chairman=chairman.person, circumstances=words, at=AT, by=clerk
        ),
        "Enter why the item is withdrawn": lambda: amendments.withdraw_item(item, reason=words, at=AT, by=clerk),
        "Enter why the papers are late": lambda: amendments.publish_supplement(meeting, reason=words, at=AT, by=clerk),
        "Enter what is corrected and why": lambda: amendments.correct(meeting, note=words, items={}, at=AT, by=clerk),
        "which reason the council approved": lambda: absences.approve_absence(
            member.person, approved_on=AT.date(), until=DAY, reason=words, at=AT, by=clerk
        ),
    }
    for sentence, act in asks.items():
        with pytest.raises(Refused, match=sentence):
            act()


def test_a_paper_is_not_withheld_for_a_dot(agenda, clerk):
    paper = agenda.items.get(title="Young Carers").papers.get()
    with pytest.raises(Refused, match="public interest in keeping this exempt"):
        withholding.set_access(paper, by=clerk, **EXEMPT | {"public_interest_reason": "."})
    with pytest.raises(Refused, match="which department’s terms"):
        withholding.set_access(paper, access=Access.CONFIDENTIAL, confidential_reason="Secret", by=clerk)
    assert papers.Paper.objects.get(pk=paper.pk).access == Access.OPEN
