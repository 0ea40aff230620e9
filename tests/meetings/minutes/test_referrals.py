"""Referrals: parts that a meeting defers, refers or recommends wait for a body and are placed on its agenda (R70)."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.models import Committee
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import publishing
from meetings.minutes.registers import referred
from meetings.minutes.room.resolutions import sent_on, voting
from meetings.models import AgendaItem, Limb, LimbKind, Meeting, PublishedPaper, Referral
from meetings.referrals import verbs
from meetings.referrals.listing import waiting_for
from tests.answers import client_of, refused, words
from tests.meetings import publishing as made
from tests.meetings.minuted import AFTER, POISON, entry

JUNE = dt.date(2022, 6, 16)


def part(minutes, heading: str, kind: str, text: str) -> Limb:
    """Add a part to the first carried resolution under a minute."""
    motion = entry(minutes, heading).resolutions.filter(result="carried", amends=None).first()
    return motion.limbs.create(position=motion.limbs.count() + 1, kind=kind, text=text)


@pytest.fixture
def june(minutes, clerk) -> Meeting:
    return calendar.schedule(minutes.meeting.committee, JUNE, by=clerk)


@pytest.fixture
def deferred(minutes, clerk, june) -> Referral:
    part(minutes, "Young Carers", LimbKind.DEFERRED, "the figures be deferred to the next meeting")
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    return Referral.objects.get()


def test_r70_a_deferral_waits_for_its_own_body_and_is_placed_with_words_source_and_open_papers(
    deferred, june, clerk, minutes
):
    desk = client_of(clerk)
    builder = reverse("desk:meeting", args=["safeguarding", june.slug])
    assert "Referred to this committee" in words(desk.get(builder))
    press = reverse("desk:referral-place", args=["safeguarding", june.slug, deferred.pk])
    assert "#item-" in desk.post(press).url
    deferred.refresh_from_db()
    item = deferred.item
    minute = deferred.limb.resolution.minute
    assert (item.title, item.part, item.business) == (minute.heading, 1, "referred")
    assert item.from_body.startswith(f"{minutes.meeting.committee}, 10 January 2022, minute {minute.number} ")
    assert item.recommendation == "That the figures be deferred to the next meeting."
    old = list(minute.item.papers.filter(access="open", file__in=PublishedPaper.objects.values("paper_file")))
    assert [paper.file.stored_id for paper in item.papers.order_by("position")] == [row.file.stored_id for row in old]
    assert (
        desk.post(press).status_code == 302
        and AgendaItem.objects.filter(meeting=june, business="referred").count() == 1
    )
    assert "Referred to this committee" not in words(desk.get(builder))
    with refused("R70", "is on its agenda of 16 June 2022"):
        sent_on.forget_waiting([deferred.limb])
    agenda.remove_item(item, by=clerk)
    assert [row for row, _ in waiting_for(june)["waiting"]] == [deferred]


def test_r70_a_part_is_sent_to_the_body_that_it_names_and_no_other(minutes, planning, clerk):
    bodies = list(Committee.objects.all())
    own = minutes.meeting.committee
    for text, body in (
        (f"the matter be referred to the {planning.name}", planning),
        (f"it be recommended to {planning.short_name} that it be funded", planning),
        (f"the {own.name} note it", None),
        ("the policy be referred to the police", None),
    ):
        assert verbs.body_named(part(minutes, "Young Carers", LimbKind.REFERRED, text), bodies) == body, text


def test_r70_what_was_resolved_in_private_brings_its_public_heading_alone(minutes, june, clerk):
    limb = part(minutes, "Placement", LimbKind.DEFERRED, f"the matter of {POISON} be deferred")
    sent = verbs.refer(limb, committee=june.committee, at=AFTER, by=clerk)
    item = verbs.place(sent, meeting=june, at=AFTER, by=clerk)
    assert item.part == 2 and item.title == limb.resolution.minute.heading_for_public
    assert POISON not in "".join((item.title, item.from_body, item.recommendation)) and not item.papers.exists()
    assert referred.considered(limb.resolution.minute_id) == []


def test_a_clerk_declines_with_a_reason_and_offers_again(deferred, june, clerk):
    desk = client_of(clerk)
    page = reverse("desk:referral-decline", args=["safeguarding", june.slug, deferred.pk])
    assert desk.post(page, {"reason": "No."}).status_code == 422
    assert desk.post(page, {"reason": "It was withdrawn since."}).status_code == 302
    assert "Declined (1)" in words(desk.get(reverse("desk:meeting", args=["safeguarding", june.slug])))
    with refused("", "Undo that first"):
        verbs.place(deferred, meeting=june, at=AFTER, by=clerk)
    assert desk.post(reverse("desk:referral-again", args=["safeguarding", june.slug, deferred.pk])).status_code == 302
    assert verbs.place(deferred, meeting=june, at=AFTER, by=clerk).business == "referred"


def test_a_part_that_names_no_body_is_sent_from_the_room(minutes, planning, clerk):
    carers = entry(minutes, "Young Carers")
    limb = part(minutes, "Young Carers", LimbKind.REFERRED, "the matter be referred elsewhere")
    page = reverse("desk:resolution-refer", args=["safeguarding", minutes.meeting.slug, carers.pk])
    desk = client_of(clerk)
    assert "Refer to a committee" in words(desk.get(page))
    assert desk.post(page, {"limb": limb.pk, "committee": planning.pk}).status_code == 302
    sent = Referral.objects.get()
    assert (sent.limb, sent.committee) == (limb, planning)
    with refused("", "was sent to the"):
        verbs.refer(limb, committee=minutes.meeting.committee, at=AFTER, by=clerk)
    voting.take_back(limb.resolution, reason="It was recorded by mistake.", by=clerk)
    assert not Referral.objects.exists(), "what waits goes with its decision"


def test_each_leads_to_the_other_in_public_once_its_agenda_is_published(deferred, june, clerk, client, time_machine):
    item = verbs.place(deferred, meeting=june, at=AFTER, by=clerk)
    minute = deferred.limb.resolution.minute
    source = reverse("public:minute", args=["safeguarding", minute.minutes.meeting.slug, minute.number])
    assert "Considered after this" not in words(client.get(source))
    made.issue(june, clerk, at=dt.datetime(2022, 6, 1, 9, tzinfo=AFTER.tzinfo))
    assert f"16 June 2022, item {item.number}" in words(client.get(source))
    time_machine.move_to("2022-06-02")
    shown = words(client.get(reverse("public:item", args=["safeguarding", june.slug, item.number])))
    assert "The decision that referred this" in shown


def test_decisions_published_before_the_minutes_send_at_once(minutes, clerk, june):
    part(minutes, "Young Carers", LimbKind.DEFERRED, "the figures be deferred to the next meeting")
    publishing.publish_decisions(minutes, at=AFTER, by=clerk)
    assert Referral.objects.get().committee == june.committee
    publishing.publish_draft(minutes, at=AFTER, by=clerk)
    assert Referral.objects.count() == 1
