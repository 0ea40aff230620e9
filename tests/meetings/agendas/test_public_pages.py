"""What anybody may read, and members as far as the law goes; `.../p/57/` opens a page in whichever file holds it."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from committee.models import AccessEvent, Committee, Council, Division, GroupMembership, LegalKind, PoliticalGroup, Term
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.agendas.views import page_index, public_files
from meetings.calendar import verbs as calendar
from meetings.models import Meeting, Paper, make_slug
from tests.answers import body, words
from tests.meetings import publishing as made
from tests.meetings.packs import looking
from tests.meetings.publishing import COUNCILLORS_ONLY, SECRET, moment
from tests.staging import staged

MEETING = "/committees/safeguarding/2022-04-21/"


@staged
def world(safeguarding, planning, clerk, proper_officer, officer, chairman, vice_chairman):
    return made.make(safeguarding, clerk, officer)


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
    for committee in (safeguarding, planning):
        calendar.schedule(committee, dt.date(2022, 3, 3), by=clerk)
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
    world = made.make(safeguarding, clerk, officer, supplement=False)
    sent = {"filename": "f.pdf", "at": moment(2022, 4, 13, 9), "by": clerk}
    replaced = made.papers.receive_file(world.late_paper, data=made.pdf_of(1), **sent)
    made.papers.receive_file(world.late_paper, data=made.pdf_of(2), **sent)
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


MEMBERS = "/members/safeguarding/2022-04-21/"


def address(paper: Paper, slug: str = "paper") -> str:
    return f"{MEMBERS}papers/{Paper.objects.get(pk=paper.pk).file.pk}/{slug}.pdf"


def test_the_next_meetings_pack_is_two_taps_away(world, by_member):
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(date=timezone.localdate())
    page = words(by_member.get("/members/"))
    pack = f"/members/safeguarding/{timezone.localdate()}/pack.pdf"
    assert f'href="{pack}"' in page
    assert "4 papers, 2 of them exempt or confidential" in page
    assert body(by_member.get(pack)).startswith(b"%PDF")


def test_a_member_reads_the_whole_agenda_and_restricted_papers_look_restricted(world, by_member):
    page = words(by_member.get(MEMBERS))
    assert f"Report on {SECRET}" in page and f"Placement of {SECRET}" in page
    assert 'council-restricted__band">Exempt: paragraph 1<' in page
    assert "Your copy, Mary Member." in page
    assert "every paper" in page and MEMBERS + "pack.pdf" in page and MEMBERS + "supplement-1.pdf" in page


def test_a_member_of_another_committee_sees_what_the_law_gives_and_no_more(client, world, other_member):
    client.force_login(other_member)
    page = words(client.get(MEMBERS))
    assert "You are not a member of this committee." in page
    assert SECRET not in page and "A placement: report" in page and "You do not have access to this paper." in page
    assert f"Report on {COUNCILLORS_ONLY}" in page and f"Fees of {COUNCILLORS_ONLY}" not in page
    assert client.get(address(world.councillors_paper)).status_code == 200
    assert "Every councillor" in AccessEvent.objects.get().right
    assert client.get(address(world.open_paper)).status_code == 200
    Paper.objects.filter(pk=world.councillors_paper.pk).update(contract_terms=True)
    assert client.get(address(world.councillors_paper)).status_code == 404
    page = words(client.get(MEMBERS))
    assert COUNCILLORS_ONLY not in page and "terms proposed in negotiations for a contract" in page


def test_a_draft_is_on_the_pages_of_those_it_was_sent_to(client, world, chairman, vice_chairman, member):
    draft = f"/members/safeguarding/{world.coming.slug}/draft.pdf"
    for reader in (chairman, vice_chairman):
        client.force_login(reader)
        front = words(client.get("/members/"))
        assert draft in front and "Please look at item 4." in front
        assert draft in words(client.get(f"/members/safeguarding/{world.coming.slug}/"))
    client.force_login(member)
    assert "draft.pdf" not in words(client.get("/members/"))


PUBLIC = "/committees/safeguarding/2022-04-21/"

# In the world's packs: 1 to 4 are the open report (4 a blank back), 5 and 6 are secret, 7 and 8 are for every
# councillor, and supplement 1 holds 9 to 12 (12 a blank back).


@staged
def with_holders(safeguarding, planning, clerk, proper_officer, officer, chairman):
    Council.objects.update(withheld_papers="holders")
    return made.make(safeguarding, clerk, officer)


def opened_at(client, address: str) -> tuple[str, str]:
    """Return the label and words of the page that `address` opens in a reader of PDFs."""
    answer = client.get(address)
    assert answer.status_code == 302, address
    path, _, fragment = answer["Location"].partition("#page=")
    sent = client.get(path)
    assert sent.status_code == 200, path
    pdf = b"".join(sent.streaming_content)
    document, place = looking.opened(pdf), int(fragment) - 1
    return document.pages[place].label, looking.words(pdf)[place]


def withheld_since(paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(access="confidential", confidential_reason="A court order.")


def test_every_numbered_page_opens_at_its_number_in_whichever_file_holds_it(client, with_holders, by_member):
    for number in (1, 5, 12):
        label, said = opened_at(client, f"{PUBLIC}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}") and SECRET not in said
    for number in (1, 5, 12):
        label, said = opened_at(by_member, f"{MEMBERS}p/{number}.pdf")
        assert label == str(number) and said.endswith(f"Page {number}")
        assert (SECRET in said) == ("Not for publication by virtue of paragraph 1" in said) == (number == 5)


def test_where_another_paper_of_the_file_was_withheld_a_page_opens_in_its_paper_alone(
    client, safeguarding, clerk, proper_officer
):
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk, title="Fostering", pages=2)
    other = made.report(meeting, clerk, title="Adoption", pages=2)
    made.issue(meeting, clerk)
    withheld_since(other)
    assert re.fullmatch(rf"{PUBLIC}papers/\d+/fostering-report.pdf#page=2", client.get(PUBLIC + "p/2.pdf")["Location"])


def test_where_the_public_may_not_know_of_a_page_there_is_none_and_it_says_which_are(client, world, other_member):
    for number in (5, 8, 13):
        for address in (f"{PUBLIC}p/{number}/", f"{PUBLIC}p/{number}.pdf"):
            assert client.get(address).status_code == 404, address
    assert "Page 9" in words(client.get(PUBLIC + "p/4/")), "the next page is the next that there is"
    answer = client.get(PUBLIC + "p/99999/")
    assert answer.status_code == 404
    assert "There is no page 99999 here. The pages are 1 to 4 and 9 to 12." in words(answer)
    page = words(client.get(PUBLIC + "p/", {"page": "<b>x</b>"}))
    assert "“&lt;b&gt;x&lt;/b&gt;” is not a page number." in page and 'value="&lt;b&gt;x&lt;/b&gt;"' in page
    client.force_login(other_member)
    page = words(client.get(MEMBERS + "p/5/"))
    assert "There is no page 5 here." in page and SECRET not in page


def test_a_page_that_is_held_back_says_so_and_why(client, with_holders, other_member, by_member):
    page = words(client.get(PUBLIC + "p/5/"))
    assert "Page 5 is withheld" in page and "paragraph 1" in page and "A placement: report" in page
    assert SECRET not in page and f"{PUBLIC}papers/" not in page
    client.force_login(other_member)
    page = words(client.get(MEMBERS + "p/5/"))
    assert "Page 5 is withheld" in page and SECRET not in page
    assert client.get(MEMBERS + "p/5.pdf").status_code == 404
    page = words(by_member.get(MEMBERS + "p/5/"))
    assert f"Report on {SECRET}: page 1 of 2" in page and "is withheld." not in page


def test_a_councillor_of_another_committee_reads_the_pages_that_the_law_opens_and_no_others(
    client, world, other_member
):
    client.force_login(other_member)
    assert [client.get(f"{MEMBERS}p/{number}/").status_code for number in (1, 5, 7, 9)] == [200, 404, 200, 200]
    assert re.fullmatch(rf"{MEMBERS}papers/\d+/fees-report.pdf#page=2", client.get(MEMBERS + "p/8.pdf")["Location"])
    page = words(client.get(MEMBERS + "p/7/"))
    assert "pack.pdf" not in page and SECRET not in page
    for typed in ("5", "6"):
        assert "There is no page" in words(client.get(MEMBERS + "p/", {"page": typed}))


def test_nothing_that_comes_later_moves_a_page(client, world, clerk):
    before = {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in (1, 4, 9)}
    item = world.open_paper.item
    corrected = {item.pk: {"lead_line": "Report of the Cabinet Member"}}
    amendments.correct(world.meeting, note="A wrong name.", at=moment(2022, 4, 14, 9), by=clerk, items=corrected)
    amendments.withdraw_item(item, reason="It is not needed.", at=moment(2022, 4, 14, 10), by=clerk)
    assert {number: client.get(f"{PUBLIC}p/{number}.pdf")["Location"] for number in before} == before
    assert before[9] == PUBLIC + "supplement-1.pdf#page=3"
    page = words(client.get(PUBLIC + "p/1/"))
    assert "Item 4 was withdrawn on Thursday 14 April 2022: It is not needed." in page


def test_a_page_withheld_since_is_no_longer_published_and_its_neighbours_open_by_themselves(client, world, clerk):
    item = made.item_of(world.meeting, "Young Carers")
    assert {world.open_paper.item_id, world.late_paper.item_id} == {item.pk}
    withheld_since(world.open_paper)
    for address in ("p/1/", "p/1.pdf", "p/4/"):
        answer = client.get(PUBLIC + address)
        assert answer.status_code == 410 and "can no longer be published" in words(answer)
    assert client.get(PUBLIC + "p/9/").status_code == 200
    corrected = {item.pk: {"lead_line": "Report of the Director of Children"}}
    amendments.correct(world.meeting, note="A word.", at=moment(2022, 4, 14, 9), by=clerk, items=corrected)
    assert client.get(PUBLIC + "p/1/").status_code == 410


@pytest.mark.parametrize(
    ("typed", "path", "fault"),
    [
        *((typed, "p/9/", "") for typed in (" 9 ", "page  9", "p. 9", "009")),
        ("ii", "pack.pdf#page=2", ""),
        ("ix", "", "The front sheet has no page ix."),
        ("page", "", "Enter a page number, such as 57."),
        ("5", "", "There is no page 5 here. The pages are 1 to 4 and 9 to 12."),
        ("9" * 300, "", "There is no page 999999999999 here."),
        ("-3", "", "“-3” is not a page number."),
        ("٣", "", "“٣” is not a page number."),
    ],
)
def test_a_page_is_found_by_its_number_however_it_is_typed_else_the_fault_is_said(world, typed, path, fault):
    where, said = page_index.asked(public_files.reader_of(world.meeting), typed)
    assert where == (PUBLIC + path if path else "") and said.startswith(fault)
