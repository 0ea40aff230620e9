"""What anybody may read."""

import datetime as dt

import pytest
from django.utils import timezone

from committee.models import Committee, Division, GroupMembership, LegalKind, PoliticalGroup, Term
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, Paper, make_slug
from tests.meetings import world as worlds
from tests.meetings.world import COUNCILLORS_ONLY, SECRET, moment
from tests.staging import staged

MEETING = "/committees/safeguarding/2022-04-21/"


@staged
def world(safeguarding, clerk, proper_officer, officer, chairman):
    return worlds.make(safeguarding, clerk, officer)


def words(response) -> str:
    """Return the text of a response with single blanks."""
    return " ".join(response.content.decode().split())


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.both_databases("ordering: committees that no longer meet are the last")
def test_dissolved_committees_are_listed_apart_and_each_is_found_by_part_of_its_name(client, safeguarding, planning):
    old = {"name": "Old Education Committee", "short_name": "Education", "slug": "education"}
    Committee.objects.create(**old, since=dt.date(2001, 5, 1), until=dt.date(2013, 5, 1))
    page = words(client.get("/committees/"))
    assert page.index("Planning Committee") < page.index("Committees that no longer meet")
    assert page.index("Committees that no longer meet") < page.index("Old Education Committee</a>, until 1 May 2013")
    page = words(client.get("/committees/", {"q": "comm PLAN"}))
    assert "/committees/planning/" in page and "/committees/safeguarding/" not in page
    assert "No committee by that name" in words(client.get("/committees/", {"q": "nothing"}))


def test_a_committees_page_says_what_it_is_for_when_it_meets_and_who_sits_on_it(client, world, safeguarding, member):
    person = member.person
    Term.objects.filter(person=person).update(division=Division.objects.create(name="Ambridge"))
    group = PoliticalGroup.objects.create(name="Independent Group")
    GroupMembership.objects.create(person=person, group=group, since=dt.date(2020, 5, 1))
    page = words(client.get("/committees/safeguarding/"))
    assert safeguarding.remit in page
    assert "Mary Member, MBE" in page and "Independent Group, Ambridge" in page
    assert 'Charles Chair</a><span class="people-card__what">Chairman' in page
    assert page.index("Next meeting") < page.index(world.coming.slug) < page.index(MEETING)


def test_the_calendar_says_what_was_cancelled_moved_or_informal(client, world):
    page = words(client.get("/calendar/", {"year": "none"}))
    assert "There is no such year" in page
    for number, meeting in enumerate((world.cancelled, world.moved, world.informal), start=1):
        Meeting.objects.filter(pk=meeting.pk).update(date=dt.date(2022, 3, number))
    page = words(client.get("/calendar/", {"year": "2021-22"}))
    assert "Cancelled: There is no business." in page
    assert "(re-arranged from" in page
    assert "Informal session" in page


def test_a_month_of_the_calendar_leads_to_those_around_it_for_one_committee_too(client, safeguarding, planning, clerk):
    for body in (safeguarding, planning):
        calendar.schedule(body, dt.date(2022, 3, 3), by=clerk)
    page = words(client.get("/calendar/", {"month": "2022-03", "committee": "safeguarding"}))
    title = '<h1 class="govuk-heading-xl">Calendar of meetings, March 2022'
    assert "/committees/safeguarding/2022-03-03/" in page and title in page
    assert "/committees/planning/2022-03-03/" not in page
    assert "?month=2022-02&amp;committee=safeguarding" in page and "?month=2022-04&amp;" in page
    page = words(client.get("/calendar/", {"month": "2022-12"}))
    assert "No meeting is arranged in this month" in page and "?month=2023-01" in page
    for nonsense in ("2022-13", "0001-01", "9999-12", "²022-01"):
        assert client.get("/calendar/", {"month": nonsense}).status_code == 200
    page = words(client.get("/calendar/", {"committee": "planning"}))
    assert "/committees/planning/2022-03-03/" in page and "/committees/safeguarding/2022-03-03/" not in page


def test_meetings_of_informal_bodies_have_no_page(client, safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, dt.date(2022, 3, 3), by=clerk)
    Committee.objects.filter(pk=safeguarding.pk).update(kind=LegalKind.INFORMAL)
    assert client.get(f"/committees/safeguarding/{meeting.slug}/").status_code == 404
    assert "2022-03-03" not in words(client.get("/calendar/"))


def test_before_publication_the_page_says_when_the_agenda_is_due_and_shows_no_item(client, safeguarding, clerk):
    day = timezone.localdate() + dt.timedelta(days=30)
    meeting = calendar.schedule(safeguarding, day, by=clerk)
    agenda.add_item(meeting, title="Unpublished business", by=clerk)
    page = words(client.get(f"/committees/safeguarding/{meeting.slug}/"))
    assert "The agenda has not been published yet" in page and "5 clear working days before" in page
    assert "Unpublished business" not in page


def test_the_agenda_is_shown_as_the_front_sheet_and_what_is_withheld_by_its_public_title(client, world):
    page = words(client.get(MEETING))
    assert page.index("Apologies") < page.index("Declarations") < page.index("Young Carers") < page.index("Part Two")
    for said in (
        "Young Carers report</a>", "PDF, 3 pages, ", "Pages 1–4", "Charles Chair (Chairman)",
        "Issued on Wednesday 13 April 2022 by Petra Proper, Director of Corporate Services",
        "A placement: report", "Not for publication by virtue of paragraph 1", "The figures were not ready.",
    ):  # fmt: skip
        assert said in page, said
    assert SECRET not in page and COUNCILLORS_ONLY not in page


def test_a_file_that_was_replaced_before_its_supplement_is_sent_to_nobody(
    client, safeguarding, clerk, officer, proper_officer, chairman
):
    world = worlds.make(safeguarding, clerk, officer, supplement=False)
    sent = {"filename": "f.pdf", "at": moment(2022, 4, 13, 9), "by": clerk}
    replaced = worlds.papers.receive_file(world.late_paper, data=worlds.pdf_of(1), **sent)
    worlds.papers.receive_file(world.late_paper, data=worlds.pdf_of(2), **sent)
    amendments.publish_supplement(world.meeting, reason="Too Late.", at=moment(2022, 4, 13, 10), by=clerk)
    assert body(client.get(MEETING + "supplement-1.pdf")).startswith(b"%PDF")
    assert client.get(f"{MEETING}papers/{replaced.pk}/f.pdf").status_code == 404


def test_an_open_paper_is_saved_under_a_name_that_says_where_it_is_from(client, world):
    file = Paper.objects.get(pk=world.open_paper.pk).file
    answer = client.get(f"{MEETING}papers/{file.pk}/young-carers-report.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="safeguarding-2022-04-21-item-4-young-carers-report.pdf"'


def test_a_pack_with_papers_that_are_not_tagged_says_so_and_not_which(client, world):
    pack = world.meeting.versions.filter(supplement=0).latest("number").public_pack
    pack.untagged = ["4. A title that has been hidden since", "5. Another"]
    pack.save()
    page = words(client.get(MEETING))
    assert "2 of its papers are not tagged" in page and "hidden since" not in page
    pack.untagged = []
    pack.save()
    assert "2 of its papers" not in words(client.get(MEETING))


def test_old_versions_stay_readable_and_lead_to_the_latest(client, world):
    page = words(client.get(MEETING + "versions/1/"))
    assert "Superseded" in page and "Young Carers figures" in page and "To follow" in page
    page = words(client.get(MEETING + "versions/2/"))
    assert "Current" in page and "The figures were not ready." in page
    assert client.get(MEETING + "versions/3/").status_code == 404


def test_an_address_that_a_meeting_left_answers_with_a_note(client, world):
    move = world.moved.moves.get()
    old = make_slug(move.old_date, move.old_sequence)
    answer = client.get(f"/committees/safeguarding/{old}/")
    assert answer.status_code == 200
    for said in ("Re-arranged", world.moved.slug, "The room is taken."):
        assert said in words(answer)
    page = words(client.get(f"/committees/safeguarding/{world.moved.slug}/"))
    assert "(re-arranged from" in page


def test_what_was_withdrawn_added_as_urgent_or_cancelled_says_why(client, world, clerk, chairman):
    item = agenda.add_item(world.meeting, title="Flood", by=clerk)
    agenda.rule_urgent(
        item, chairman=chairman.person, circumstances="The river rose.", at=moment(2022, 4, 19, 9), by=clerk
    )
    amendments.publish_urgent_item(item, at=moment(2022, 4, 19, 10), by=clerk)
    withdrawn = world.open_paper.item
    amendments.withdraw_item(withdrawn, reason="The report was not ready.", at=moment(2022, 4, 19, 11), by=clerk)
    page = words(client.get(MEETING))
    assert "Charles Chair, in the chair, has ruled" in page and "The river rose." in page
    assert "The report was not ready." in page and ">4.</a>" in page and ">5.</a>" in page
    page = words(client.get(MEETING + "items/4/"))
    assert "Withdrawn" in page and MEETING + "items/3/" in page and MEETING + "items/5/" in page
    page = words(client.get(f"/committees/safeguarding/{world.cancelled.slug}/"))
    assert "This meeting is cancelled." in page and "There is no business." in page


def test_the_agenda_published_for_the_old_day_stays_readable(client, world, clerk):
    moved = {"day": dt.date(2022, 5, 5), "starts": dt.time(10), "reason": "Heavy Snow."}
    calendar.rearrange(world.meeting, **moved, at=moment(2022, 4, 19, 9), by=clerk)
    page = words(client.get(MEETING))
    assert "The agenda published for the original date" in page
    new = "/committees/safeguarding/2022-05-05/"
    assert f"{new}versions/1/" in page and f"{new}versions/3/" not in page
    assert client.get(new + "versions/1/").status_code == 200
    answer = client.get(MEETING + "pack.pdf")
    assert (answer.status_code, answer["Location"]) == (301, new + "pack.pdf")
