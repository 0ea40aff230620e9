"""The addresses that a meeting left when it was moved: members, officers and the desk are sent on, and lose nothing."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Committee, LegalKind
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.publication import circulating
from meetings.models import AgendaItem, Meeting, MeetingMove
from tests.staging import staged

pytestmark = pytest.mark.django_db
REARRANGED = {"starts": dt.time(14), "reason": "The room is taken."}


def days_on(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


@staged
def meeting(safeguarding, planning, clerk, proper_officer, officer, chairman, member, other_member):
    return calendar.schedule(safeguarding, days_on(30), by=clerk)


def move(meeting: Meeting, clerk, on: int = 44) -> Meeting:
    calendar.rearrange(meeting, day=days_on(on), **REARRANGED, at=timezone.now(), by=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def test_whoever_reads_is_sent_on_with_the_query(client, meeting, clerk, member):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    now = move(move(meeting, clerk), clerk, on=51)
    client.force_login(clerk)
    for old in (days_on(30), days_on(44)):
        for name, more in (("meeting", {}), ("item", {"pk": item.pk}), ("item-new", {}), ("meeting-settings", {})):
            where = {"committee": "safeguarding", **more}
            answer = client.get(reverse(f"desk:{name}", kwargs={"meeting": old, **where}) + "?part=2")
            assert answer.status_code == 302
            assert answer["Location"] == reverse(f"desk:{name}", kwargs={"meeting": now.slug, **where}) + "?part=2"
    client.force_login(member)
    for page in ("", "p/", "p/3/", "everything-by-date.pdf", "minutes/"):
        answer = client.get(f"/members/safeguarding/{meeting.slug}/{page}")
        assert (answer.status_code, answer["Location"]) == (302, f"/members/safeguarding/{now.slug}/{page}")
    assert client.get(f"/members/planning/{meeting.slug}/").status_code == 404
    assert client.get(f"/members/safeguarding/{days_on(31)}/").status_code == 404


def test_what_is_sent_to_the_old_address_is_saved_or_comes_back_with_every_word(client, meeting, clerk):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    client.force_login(clerk)
    page = reverse("desk:item", args=["safeguarding", meeting.slug, item.pk])
    form = client.get(page).context["form"]
    mine = {one.html_name: one.value() or "" for one in form} | {"lead_line": "Report of the Director"}
    now = move(meeting, clerk)
    answer = client.post(page, mine | {"title": ""})
    assert answer.status_code == 422 and "Report of the Director" in answer.content.decode()
    answer = client.post(page, mine)
    assert answer.status_code == 302 and now.slug in answer["Location"]
    assert AgendaItem.objects.get(pk=item.pk).lead_line == "Report of the Director"


def test_where_nobody_knows_of_the_meeting_its_old_address_tells_nothing(client, meeting, clerk, member, other_member):
    old, _ = meeting.slug, move(meeting, clerk)
    Committee.objects.filter(pk=meeting.committee_id).update(kind=LegalKind.INFORMAL)
    for who, status in ((member, 302), (other_member, 404)):
        client.force_login(who)
        assert client.get(f"/members/safeguarding/{old}/").status_code == status
        assert client.get(reverse("desk:meeting", args=["safeguarding", old])).status_code == 404
    client.logout()
    answer = client.get(f"/members/safeguarding/{old}/")
    assert answer.status_code == 302 and "/members/" not in answer["Location"].split("?")[0]


def test_a_draft_of_minutes_is_found_there_by_those_it_was_sent_to_and_by_nobody_else(
    client, minuted, clerk, member, other_member, officer
):
    row, left = minuted.meeting, dt.date(2022, 1, 3)
    moved = {"new_date": row.date, "new_starts": row.starts, "reason": "Heavy snow.", "after_publication": False}
    old = {"old_date": left, "old_sequence": 1, "old_starts": row.starts, "moved_at": timezone.now(), "moved_by": clerk}
    MeetingMove.objects.create(meeting=row, **moved, **old)
    by = timezone.localdate() + dt.timedelta(days=7)
    sent = [member.person, officer.person]
    circulating.circulate(minuted, to=sent, comments_by=by, at=timezone.now(), by=clerk)
    for who, side, status in ((member, "members", 302), (officer, "officers", 302), (other_member, "members", 404)):
        client.force_login(who)
        answer = client.get(reverse(f"{side}:minutes-draft", args=["safeguarding", left]))
        assert answer.status_code == status, who
        if status == 302:
            assert client.get(answer["Location"]).status_code == 200
    client.force_login(clerk)
    answer = client.get(reverse("desk:minutes-write-up", args=["safeguarding", left]))
    assert answer["Location"] == reverse("desk:minutes-write-up", args=["safeguarding", row.slug])
