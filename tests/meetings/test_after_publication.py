"""What is published stays as it was printed; what comes later is worked on beside it."""

import datetime as dt

import pytest
from django.urls import reverse

from committee.refusal import Refused
from meetings.models import VersionKind
from meetings.procedure import agenda, calendar, papers, publication
from tests.meetings.publishing import AT, EXEMPT, built, item_of, meeting_of, report
from tests.packs.making import pdf_of
from tests.staging import staged

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("JSON: supplements and corrections build on what is frozen"),
]


@staged
def published(safeguarding, clerk, proper_officer, chairman, member):
    """An agenda with one report, published on the last lawful day."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    built(meeting)
    publication.publish_agenda(meeting, at=AT, by=clerk)
    return meeting


def test_a_published_item_is_not_edited_moved_or_removed_but_its_owner_may_change(published, clerk, officer):
    item = item_of(published, "Young Carers")
    for act in (
        lambda: agenda.edit_item(item, title="Carers", by=clerk),
        lambda: agenda.remove_item(item, by=clerk),
        lambda: agenda.move_item(item, to=1, by=clerk),
    ):
        with pytest.raises(Refused, match="published"):
            act()
    assert agenda.edit_item(item, owner=officer.person, by=clerk).owner == officer.person


def test_an_item_added_now_takes_the_next_number_and_renumbers_nothing(published, clerk):
    before = list(published.items.in_order().values_list("pk", "number"))
    item = agenda.add_item(published, title="Flood", by=clerk)
    assert (item.added_after_publication, item.number) == (True, len(before) + 1)
    agenda.edit_item(item, title="Flooding", by=clerk)
    agenda.remove_item(item, by=clerk)
    assert list(published.items.in_order().values_list("pk", "number")) == before


def test_a_published_paper_is_not_replaced_withheld_edited_or_removed(published, clerk):
    paper = item_of(published, "Young Carers").papers.get()
    for act in (
        lambda: papers.receive_file(paper, data=pdf_of(1), filename="a.pdf", at=AT, by=clerk),
        lambda: papers.set_access(paper, by=clerk, **EXEMPT),
        lambda: papers.edit_paper(paper, title="Other", by=clerk),
        lambda: papers.remove_paper(paper, by=clerk),
    ):
        with pytest.raises(Refused, match="published"):
            act()
    late = papers.add_paper(paper.item, title="Late", data=pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    assert papers.edit_paper(late, late_reason="It was not ready.", by=clerk).late_reason


def test_a_published_place_changes_only_by_rearranging_which_makes_a_version(published, clerk):
    with pytest.raises(Refused, match="re-arrange"):
        calendar.set_details(published, informal=True, by=clerk)
    calendar.rearrange(published, day=published.date, starts=dt.time(14), reason="Room.", at=AT, by=clerk)
    assert list(published.versions.values_list("kind", flat=True)) == [VersionKind.FIRST, VersionKind.REARRANGED]
    with pytest.raises(Refused, match="published already"):
        calendar.call_at_shorter_notice(published, called_on=dt.date(2022, 4, 13), reason="Flood.", by=clerk)


def test_the_builder_shows_what_is_frozen_what_is_not_yet_public_and_what_may_follow(published, clerk, client):
    item = agenda.add_item(published, title="Flood", by=clerk)
    papers.add_paper(item, title="Flood report", data=pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    client.force_login(clerk)
    where = ["safeguarding", published.slug]
    page = client.get(reverse("desk:meeting", args=where)).content.decode()
    young = item_of(published, "Young Carers")
    assert "(Pages 1 - 4)" in page
    assert "<li>Flood report</li>" in page
    assert "frozen as they were printed" in page
    assert "items/order/" not in page
    for name, pk in (("item_withdraw", young.pk), ("item_urgent", item.pk), ("item_remove", item.pk)):
        assert reverse(f"desk:{name}", args=[*where, pk]) in page
    assert reverse("desk:item_remove", args=[*where, young.pk]) not in page
    for name in ("supplement", "correct", "certificate"):
        assert reverse(f"desk:{name}", args=where) in page
    moved = client.post(reverse("desk:item_move", args=[*where, young.pk]), {"to": "up"}, follow=True)
    assert "keep their order" in moved.content.decode()
    dropped = client.post(reverse("desk:items_order", args=where), {"item": young.pk, "position": 1})
    assert (dropped.status_code, "keep their order" in dropped.content.decode()) == (409, True)
    refused = client.post(reverse("desk:build", args=[*where, "public"]), follow=True)
    assert "The agenda is published: its pack stays as it is" in refused.content.decode()
