"""The notice of a decision to a party: its words on paper and by email, and nothing of the party kept (R71)."""

import json

import pytest
from django.core import mail
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.law.exemption import HEARING
from committee.models import AuditEntry, Committee
from meetings.minutes.publication.decision_notice import send_notice
from tests.answers import client_of, refused, words
from tests.meetings.minuted import AFTER, entry
from tests.meetings.packs import looking

PARTY = "Feathers Inns Ltd\nHigh Street, Stone"
WORDS = {"party": PARTY, "reasons": "The police no longer object.", "appeal": "To the magistrates’ court."}


def test_r71_a_notice_has_decision_reasons_and_right_of_appeal_and_nothing_of_the_party_is_kept(minutes, clerk):
    Committee.objects.filter(pk=minutes.meeting.committee_id).update(other_ground=HEARING)
    carers = entry(minutes, "Young Carers")
    page = reverse("desk:resolution-notice", args=["safeguarding", minutes.meeting.slug, carers.pk])
    desk = client_of(clerk)
    assert "within 21 days beginning with" in words(desk.get(page))
    assert desk.post(page, {**WORDS, "reasons": ""}).status_code == 422
    answer = desk.post(page, WORDS | {"email": "owner@feathers.example"})
    assert answer["Content-Disposition"].startswith("attachment"), "the form stays open for the next party"
    made = b"".join(answer.streaming_content)
    sheet = " ".join(" ".join(looking.words(made)).split())
    for part in ("Feathers Inns Ltd High Street, Stone", "RESOLVED", "The police no longer object.", "magistrates’"):
        assert part in sheet, part
    (sent,) = mail.outbox
    assert sent.to == ["owner@feathers.example"] and "The police no longer object." in sent.body
    trail = json.dumps(list(AuditEntry.objects.values_list("did", "facts")), default=str)
    assert "made a notice of decision of" in trail and "Feathers" not in trail and "feathers" not in trail


def test_r71_nothing_goes_out_where_nothing_was_decided_or_without_words(minutes, clerk):
    with refused("R71", "Nothing has been decided"):
        send_notice(entry(minutes, "Declarations"), **WORDS, at=AFTER, by=clerk)
    with pytest.raises(Refused, match="right of appeal"):
        send_notice(entry(minutes, "Young Carers"), **WORDS | {"appeal": "–"}, at=AFTER, by=clerk)
    assert not mail.outbox
