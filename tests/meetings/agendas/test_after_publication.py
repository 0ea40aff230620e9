"""Items are added, moved and removed before publication; what is published stays, what comes later publishes once."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.wording.dates import LONDON
from meetings import notice_period
from meetings.agendas import amendments, preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.listed_items import listed_in_time, listed_since
from meetings.calendar import verbs as calendar
from meetings.models import Access, AgendaItem, PublishedPaper, UrgencyRuling, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.papers import verbs as papers
from meetings.papers import withholding
from tests.answers import refused
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT, EXEMPT, issue, item_of, meeting_of, report
from tests.staging import staged

pytestmark = pytest.mark.both_databases("JSON: what comes later builds on what is frozen; triggers; positions")


def test_what_is_published_is_not_changed_but_for_an_items_owner_and_a_paper_that_came_since(published, clerk, officer):
    item = item_of(published, "Young Carers")
    paper = item.papers.get()
    for act in (
        lambda: agenda.edit_item(item, title="Carers", by=clerk),
        lambda: agenda.remove_item(item, by=clerk),
        lambda: agenda.move_item(item, to=1, by=clerk),
        lambda: papers.receive_file(paper, data=pdf_of(1), filename="a.pdf", at=AT, by=clerk),
        lambda: withholding.set_access(paper, by=clerk, **EXEMPT),
        lambda: papers.edit_paper(paper, title="Other", by=clerk),
        lambda: papers.remove_paper(paper, by=clerk),
    ):
        with pytest.raises(Refused, match="published"):
            act()
    assert agenda.edit_item(item, owner=officer.person, by=clerk).owner == officer.person
    late = papers.add_paper(item, title="Late", data=pdf_of(1), filename="a.pdf", at=AT, by=clerk)
    assert papers.edit_paper(late, late_reason="It was not ready.", by=clerk).late_reason


def test_an_item_added_now_takes_the_next_number_and_renumbers_nothing(published, clerk):
    before = list(published.items.in_order().values_list("pk", "number"))
    item = agenda.add_item(published, title="Flood", by=clerk)
    assert (item.added_after_publication, item.number) == (True, len(before) + 1)
    agenda.edit_item(item, title="Flooding", by=clerk)
    agenda.remove_item(item, by=clerk)
    assert list(published.items.in_order().values_list("pk", "number")) == before


def test_a_published_place_changes_only_by_rearranging_which_makes_a_version(published, clerk):
    with pytest.raises(Refused, match="re-arrange"):
        calendar.set_details(published, informal=True, by=clerk)
    calendar.rearrange(published, day=published.date, starts=dt.time(14), reason="Another Room.", at=AT, by=clerk)
    assert list(published.versions.values_list("kind", flat=True)) == [VersionKind.FIRST, VersionKind.REARRANGED]
    with pytest.raises(Refused, match="already published"):
        calendar.call_at_shorter_notice(published, called_on=dt.date(2022, 4, 13), reason="The Flood.", by=clerk)


def test_the_builder_neither_moves_what_is_published_nor_builds_its_pack_again(published, clerk, desk):
    agenda.add_item(published, title="Flood", by=clerk)
    where = ["safeguarding", published.slug]
    young = item_of(published, "Young Carers")
    dropped = desk.post(reverse("desk:items-order", args=where), {"item": young.pk, "position": 1})
    assert (dropped.status_code, "keep their order" in dropped.content.decode()) == (409, True)
    refused = desk.post(reverse("desk:pack-build", args=[*where, "public"]), follow=True)
    assert "The agenda is published, so its pack stays as it is" in refused.content.decode()


# --- An item added while there is time for lawful notice -------------------------------------------------------------

SEVEN_LEFT = dt.datetime(2022, 4, 7, 9, tzinfo=LONDON)
GONE = dt.datetime(2022, 4, 12, 9, tzinfo=LONDON)
FLOOD = "The river rose on Tuesday, and the homes must be found before the next meeting."


@staged
def early(safeguarding, clerk, proper_officer, chairman, member):
    """Return an agenda published a fortnight before the last lawful day."""
    meeting = meeting_of(safeguarding, clerk)
    report(meeting, clerk)
    at = dt.datetime(2022, 3, 28, 9, tzinfo=LONDON)
    issue(meeting, clerk, at=at)
    return meeting


def test_an_item_added_with_seven_clear_days_left_gets_a_new_version_with_its_notice_counted(early, clerk):
    item = agenda.add_item(early, title="Flood", by=clerk)
    version = amendments.publish_added_item(item, at=SEVEN_LEFT, by=clerk)
    assert (version.kind, version.number, version.supplement) == (VersionKind.ADDED, 2, 0)
    assert version.change_note == f"Item {item.number} added with 7 clear days’ notice."
    assert (version.certificate.count["clear"], version.certificate.count["lawful"]) == (7, True)
    (shown,) = [row for row in version.snapshot["items"] if row["pk"] == item.pk]
    assert shown["urgent"] is None
    assert item.pk in listed_in_time(early) and listed_since(early)[item.pk] == dt.date(2022, 4, 7)


def test_its_papers_go_out_with_it_as_the_next_supplement(early, clerk):
    item = agenda.add_item(early, title="Flood", by=clerk)
    paper = papers.add_paper(
        item, title="Flood report", data=pdf_of(2), filename="a.pdf", at=SEVEN_LEFT, by=clerk, background_papers="None"
    )
    version = amendments.publish_added_item(item, at=SEVEN_LEFT, by=clerk)
    assert version.supplement == 1 and [row["paper"] for row in version.public_pack.manifest] == [paper.pk]
    assert {row["urgent"] for row in snapshots.for_public(version.snapshot)["items"]} == {None}


@pytest.mark.parametrize(("kind", "rule"), [("committee", "R03"), ("executive", "R06"), ("council", "R05")])
def test_once_notice_cannot_be_given_an_item_is_not_added_without_a_ruling(early, clerk, kind, rule):
    type(early.committee).objects.filter(pk=early.committee_id).update(kind=kind, function="other")
    item = agenda.add_item(early, title="Flood", by=clerk)
    with refused(rule):
        amendments.publish_added_item(item, at=GONE, by=clerk)
    assert early.versions.count() == 1


def test_an_item_that_can_still_be_added_is_not_ruled_urgent_and_a_published_ruling_stays(early, clerk, chairman):
    item = agenda.add_item(early, title="Flood", by=clerk)
    with pytest.raises(Refused, match="still time to give notice") as refusal:
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=AT, by=clerk)
    assert refusal.value.rule == "R03" and not UrgencyRuling.objects.exists()
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=GONE, by=clerk)
    item = type(item).objects.get(pk=item.pk)
    amendments.publish_urgent_item(item, at=GONE, by=clerk)
    with pytest.raises(Refused, match="published and cannot be withdrawn"):
        agenda.take_back_ruling(item, by=clerk)
    assert item.pk not in listed_in_time(early)


def test_a_ruling_that_would_be_false_is_not_published_and_can_be_taken_back(early, clerk, chairman):
    """It was recorded when the meeting was near; then the meeting was moved away."""
    item = agenda.add_item(early, title="Flood", by=clerk)
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=GONE, by=clerk)
    calendar.rearrange(early, day=dt.date(2022, 5, 19), starts=dt.time(10), reason="The Flood.", at=GONE, by=clerk)
    item = type(item).objects.get(pk=item.pk)
    for act in (amendments.publish_urgent_item, amendments.publish_added_item):
        with refused("R03", "Withdraw the ruling"):
            act(item, at=GONE, by=clerk)
    with pytest.raises(Refused, match="Withdraw the ruling first"):
        agenda.edit_item(item, bullets="The sale of the depot", by=clerk)
    agenda.take_back_ruling(item, by=clerk)
    item = type(item).objects.get(pk=item.pk)
    with pytest.raises(Refused, match="No ruling of urgency is recorded"):
        agenda.take_back_ruling(item, by=clerk)
    version = amendments.publish_added_item(item, at=GONE, by=clerk)
    assert "urgent" not in version.change_note
    assert version.snapshot["items"][-1]["urgent"] is None


def test_a_first_publication_in_time_prints_no_ruling_of_urgency(safeguarding, clerk, chairman, proper_officer):
    meeting = meeting_of(safeguarding, clerk)
    item = report(meeting, clerk).item
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=AT, by=clerk)
    found = [check for check in preflight.preflight(meeting, on=AT.date()) if check.blocks]
    assert "Withdraw the ruling" in next(check.text for check in found if check.rule == "R03")
    late = [check for check in preflight.preflight(meeting, on=GONE.date()) if check.rule == "R03"]
    assert late == []


def test_a_meeting_convened_at_shorter_notice_takes_items_without_a_ruling_on_that_day_alone(early, clerk):
    near = dt.date(2022, 4, 14)
    calendar.rearrange(early, day=near, starts=dt.time(10), reason="Rather Sooner.", at=AT, by=clerk)
    early.refresh_from_db()
    assert early.called_on == AT.date()
    assert notice_period.in_time(early, AT.date())
    assert not notice_period.in_time(early, GONE.date())
    item = agenda.add_item(early, title="Flood", by=clerk)
    assert amendments.publish_added_item(item, at=AT, by=clerk).change_note == (
        f"Item {item.number} added as the meeting is convened."
    )


def test_the_builder_offers_to_add_the_item_while_there_is_time_and_a_ruling_after_it(early, clerk, chairman, desk):
    lines = {name: f"The {name} line" for name in AgendaItem.printed}
    item, late = (agenda.add_item(early, title=title, **lines, by=clerk) for title in ("Flood", "Fire"))

    def unseen(page) -> list[str]:
        return [name for name, line in lines.items() if line not in page.text]

    def at(name: str, *more) -> str:
        return reverse(f"desk:{name}", args=["safeguarding", early.slug, *more])

    with time_machine.travel(SEVEN_LEFT, tick=False):
        assert desk.get(at("item-urgent", item.pk)).url == at("item-add", item.pk)
        page = desk.get(at("item-add", item.pk))
        assert "7 clear days if published today; 5 are needed" in page.text and unseen(page) == []
        assert desk.post(at("item-add", item.pk)).url == at("agenda-published")
        assert "7 clear days" in desk.get(at("certificate") + "?version=2").content.decode()
    with time_machine.travel(GONE, tick=False):
        assert desk.get(at("item-add", late.pk)).url == at("item-urgent", late.pk)
        assert unseen(desk.get(at("item-urgent", late.pk))) == [], "who rules sees what is ruled on"
        agenda.rule_urgent(late, chairman=chairman.person, circumstances=FLOOD, at=GONE, by=clerk)
        assert unseen(desk.get(at("item-urgent", late.pk))) == [], "who publishes sees what is published"


# --- A correction mends words and makes no other item -----------------------------------------------------------------

LIBRARY = {"title": "Closure of Felpersham Library", "lead_line": "To decide on the closure"}


def corrected(meeting, clerk, words, at=GONE, title="Young Carers"):
    item = item_of(meeting, title)
    return amendments.correct(meeting, note="It was wrong.", at=at, by=clerk, items={item.pk: words})


def other_business(meeting, clerk, words, title="Young Carers", why="", rule="R03") -> str:
    """Return why a correction is refused for making other business of an item."""
    with pytest.raises(Refused, match=why or None) as refusal:
        corrected(meeting, clerk, words, title=title)
    assert refusal.value.rule == rule
    return refusal.value.text


@pytest.mark.parametrize(
    ("kind", "rule", "way_out"),
    [
        ("committee", "R03", "ruling of urgency"),
        ("executive", "R06", "the agenda of a later meeting"),
        ("council", "R05", "the agenda of a later meeting"),
    ],
)
def test_once_notice_cannot_be_given_no_correction_makes_other_business_of_an_item(early, clerk, kind, rule, way_out):
    type(early.committee).objects.filter(pk=early.committee_id).update(kind=kind, function="other")
    said = other_business(early, clerk, LIBRARY, why="was published as “Young Carers”", rule=rule)
    assert "withdraw the item and add the new" in said and way_out in said
    assert early.versions.count() == 1
    assert item_of(early, "Young Carers").lead_line == ""


def test_until_the_last_moment_a_correction_mends_a_title_and_who_reports(early, clerk):
    since = listed_since(early)
    corrected(early, clerk, {"title": "Young Carers and their families", "lead_line": "Report of the Director"})
    corrected(early, clerk, {"title": "Yuong Carers", "presenter": "Ann"}, title="Young Carers and their families")
    corrected(early, clerk, {"title": "Young Carers"}, title="Yuong Carers")
    assert listed_since(early) == since
    assert early.versions.count() == 4


def test_once_notice_cannot_be_given_no_line_puts_new_business_into_an_item(early, clerk):
    for told in (
        {"lead_line": "Closure of Felpersham Library"},
        {"bullets": "Report of the Director: closure of Felpersham Library"},
        *({name: "The Director, who also asks to close Felpersham Library"} for name in AgendaItem.printed),
        {"title": "Young Carers in Schools, and the Sale of the Depot"},
    ):
        other_business(early, clerk, told, why="adds some")
    corrected(early, clerk, {"lead_line": "Young carers in schools"})
    assert listed_since(early)[item_of(early, "Young Carers").pk] == dt.date(2022, 3, 28)


def test_small_steps_lead_to_no_other_business(early, clerk):
    """Each is held against what was listed in time, and not against the step before."""
    corrected(early, clerk, {"title": "Young Carers: libraries"})
    other_business(early, clerk, {"title": "Carers: libraries closed"}, "Young Carers: libraries")


def test_a_title_is_hidden_so_late_under_words_that_announce_nothing_else(early, clerk):
    title = "Declarations of Interest"
    other_business(early, clerk, {"public_title": LIBRARY["title"]}, title)
    corrected(early, clerk, {"public_title": "An exempt matter"}, title=title)
    assert listed_since(early)[item_of(early, title).pk] == dt.date(2022, 3, 28)
    other_business(early, clerk, {"title": LIBRARY["title"]}, title)


def test_while_there_is_time_other_business_counts_as_an_item_added_then(early, clerk):
    corrected(early, clerk, LIBRARY, at=SEVEN_LEFT)
    item = item_of(early, LIBRARY["title"])
    assert item.added_after_publication and item.pk in listed_in_time(early)
    assert listed_since(early)[item.pk] == SEVEN_LEFT.date()
    with pytest.raises(Refused, match="published as “Closure of Felpersham Library”"):
        corrected(early, clerk, {"title": "Young Carers"}, title=LIBRARY["title"])
    corrected(early, clerk, {"title": "The closure of the library at Felpersham"}, title=LIBRARY["title"])
    assert listed_since(early)[item.pk] == SEVEN_LEFT.date()


def test_an_urgent_item_is_not_corrected_into_what_nobody_ruled_on(early, clerk, chairman):
    item = agenda.add_item(early, title="Flood", by=clerk)
    agenda.rule_urgent(item, chairman=chairman.person, circumstances=FLOOD, at=GONE, by=clerk)
    amendments.publish_urgent_item(type(item).objects.get(pk=item.pk), at=GONE, by=clerk)
    other_business(early, clerk, LIBRARY, "Flood")
    assert corrected(early, clerk, {"title": "Floods"}, title="Flood").kind == VersionKind.CORRECTION


def moment(day: int, hour: int = 10, month: int = 4) -> dt.datetime:
    return dt.datetime(2022, month, day, hour, tzinfo=LONDON)


def carers(meeting):
    return meeting.items.get(title="Young Carers")


def add_late(meeting, clerk, pages: int = 3, title: str = "Late figures", **access):
    data = pdf_of(pages, f"Words of {title}")
    fields = {"filename": "late.pdf", "at": moment(14), "by": clerk, "background_papers": "None"}
    return papers.add_paper(carers(meeting), title=title, data=data, **fields, **access)


def test_the_version_is_frozen_with_its_hash_and_whose_act_it_was_late_that_night(ready, clerk):
    version = publishing.publish_agenda(ready, at=dt.datetime(2022, 4, 11, 23, 30, tzinfo=LONDON), by=clerk)
    assert version.snapshot["issued_on"] == "2022-04-11"
    assert version.sha256 == snapshots.digest(version.snapshot)
    assert version.acting_for == "Petra Proper, Director of Corporate Services"
    assert str(audit.trail_of(ready).first()) == (
        "Carol Clerk published the agenda of Safeguarding Overview and Scrutiny Committee of 21 April 2022 "
        "for Petra Proper, Director of Corporate Services"
    )


@pytest.mark.parametrize(
    "statement", ["UPDATE meetings_agendaversion SET change_note = 'x'", "DELETE FROM meetings_agendaversion"]
)
def test_the_database_itself_refuses_to_change_a_version(published, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert published.versions.count() == 1


def test_supplements_carry_the_numbering_on_and_what_was_published_before_keeps_its_pages(published, clerk):
    first = PublishedPaper.objects.get(version__meeting=published)
    add_late(published, clerk)
    reason = "The figures came in on 13 April."
    version = amendments.publish_supplement(published, reason=reason, at=moment(14), by=clerk)
    assert (version.number, version.supplement) == (2, 1)
    assert (version.public_pack.first_page, version.public_pack.last_page) == (5, 8)
    texts = page_texts(files.read(version.public_pack.stored))
    sheet = " ".join(texts[0].split())
    for told in ("Supplement 1 to the agenda", "Young Carers (Pages 5–8)", reason):
        assert told in sheet, told
    assert "Page 5" in texts[-4]
    add_late(published, clerk, pages=2, title="Later figures")
    last = amendments.publish_supplement(published, reason="Sent Later.", at=moment(15), by=clerk)
    assert last.supplement == 2
    places = {paper.title: (paper.first_page, paper.last_page) for paper in last.papers.all()}
    assert places == {first.title: (1, 4), "Late figures": (5, 8), "Later figures": (9, 10)}


def test_a_paper_received_after_publication_is_not_public_until_its_supplement(published, clerk):
    with pytest.raises(Refused, match="No papers have been received"):
        amendments.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    paper = add_late(published, clerk)
    with pytest.raises(Refused, match="Enter why"):
        amendments.publish_supplement(published, reason="  ", at=moment(14), by=clerk)
    assert not PublishedPaper.objects.filter(paper_file__paper=paper).exists()
    agenda.add_item(published, title="Unfinished urgent business", by=clerk)
    version = amendments.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    assert "Unfinished urgent business" not in str(version.snapshot)


def test_cancelling_makes_a_version_and_nothing_changes_the_agenda_after_it(published, clerk):
    calendar.cancel(published, reason="Heavy snow in the county.", at=moment(12), by=clerk)
    with pytest.raises(Refused, match="is cancelled"):
        amendments.withdraw_item(carers(published), reason="The report is not ready.", at=moment(13), by=clerk)
    assert not carers(published).is_withdrawn
    assert published.versions.last().kind == VersionKind.CANCELLED


def test_a_correction_changes_words_with_a_note_and_leaves_the_old_version_as_it_was(published, clerk):
    item = carers(published)
    about = {"note": "The title was misspelt.", "at": moment(12), "by": clerk}
    version = amendments.correct(published, **about, items={item.pk: {"title": "Young carers"}})
    assert "Young carers" in str(version.snapshot)
    assert version.public_pack in (None, published.versions.get(number=1).public_pack), "no pack is built again"
    assert "Young Carers'" in str(published.versions.get(number=1).snapshot)
    for words, why in (
        ({"title": "Young carers"}, "Nothing was changed"),
        ({"number": 3}, "cannot correct"),
        ({"title": ""}, ""),
    ):
        with pytest.raises(Refused, match=why):
            amendments.correct(published, **about, items={item.pk: words})


def test_a_withheld_supplement_leaves_nothing_of_itself_in_the_public_one(published, clerk):
    grounds = {"paragraphs": (1,), "public_interest_reason": "It names a child.", "not_own_development": True}
    add_late(published, clerk, title="quagmarrow", access=Access.EXEMPT, public_title="A case", **grounds)
    version = amendments.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    public, members = (files.read(pack.stored) for pack in (version.public_pack, version.members_pack))
    assert "quagmarrow" in " ".join(page_texts(members))
    assert "quagmarrow" not in " ".join(page_texts(public))
    assert b"quagmarrow" not in public
    assert "quagmarrow" not in str(snapshots.for_public(version.snapshot))
    assert not PublishedPaper.objects.public().filter(version=version, title="A case").exists()


EARLY = dt.datetime(2022, 4, 1, 9, tzinfo=LONDON)


@staged
def meeting(safeguarding, clerk):
    return calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)


def titles(meeting) -> list[str]:
    items = list(meeting.items.in_order())
    assert [item.number for item in items] == [item.position for item in items] == list(range(1, len(items) + 1))
    return [item.title for item in items]


def test_business_goes_before_the_work_programme_and_part_two_after_everything(meeting, clerk):
    for title, part in (("Young Carers", 1), ("Contract", 2), ("Children in Care", 1)):
        agenda.add_item(meeting, title=title, part=part, by=clerk)
    last = ["Young Carers", "Children in Care", "Work Programme", "Exclusion of the Public", "Contract"]
    assert titles(meeting)[3:] == last


def test_an_item_can_be_added_at_a_place_and_moved_to_another(meeting, clerk):
    item = agenda.add_item(meeting, title="Young   Carers", at_position=2, by=clerk)
    assert titles(meeting)[1] == "Young Carers"
    agenda.move_item(item, to=4, by=clerk)
    assert titles(meeting)[3] == "Young Carers"
    agenda.move_item(item, to=999, by=clerk)
    assert titles(meeting)[-1] == "Young Carers"
    agenda.move_item(item, to=-7, by=clerk)
    assert titles(meeting)[0] == "Young Carers"


def test_an_item_of_part_two_never_moves_before_part_one(meeting, clerk):
    item = agenda.add_item(meeting, title="Contract", part=2, by=clerk)
    agenda.move_item(item, to=1, by=clerk)
    assert titles(meeting)[-1] == "Contract"
    agenda.edit_item(item, part=1, by=clerk)
    agenda.move_item(item, to=1, by=clerk)
    assert titles(meeting)[0] == "Contract"


def test_a_removed_item_takes_its_papers_and_the_rest_move_up(meeting, clerk):
    item = agenda.add_item(meeting, title="Young Carers", by=clerk)
    papers.expect_paper(item, title="Report", by=clerk)
    agenda.remove_item(item, by=clerk)
    assert "Young Carers" not in titles(meeting)
    with pytest.raises(Refused, match="Someone has removed"):
        agenda.edit_item(item, title="Too late", by=clerk)


def test_a_title_that_is_far_too_long_or_that_nobody_can_see_is_refused_in_words(meeting, clerk):
    with pytest.raises(Refused, match=r"Title: .*250.*5000"):
        agenda.add_item(meeting, title="x" * 5000, by=clerk)
    for title in ("  ", "\u200b", " \u2060\ufeff ", "\u00ad"):
        with pytest.raises(Refused, match="Enter the title"):
            agenda.add_item(meeting, title=title, by=clerk)
    assert AgendaItem.objects.filter(meeting=meeting).count() == 5


def test_nothing_is_added_to_a_cancelled_meeting(meeting, clerk):
    calendar.cancel(meeting, reason="Heavy Snow.", at=EARLY, by=clerk)
    with pytest.raises(Refused, match="cancelled"):
        agenda.add_item(meeting, title="Young Carers", by=clerk)


def test_a_ruling_of_urgency_names_a_member_as_chairman_and_the_circumstances(meeting, clerk, chairman, other_member):
    item = agenda.add_item(meeting, title="Flood", by=clerk)
    with pytest.raises(Refused, match="is not a member"):
        agenda.rule_urgent(item, chairman=other_member.person, circumstances="High Water.", at=EARLY, by=clerk)
    with pytest.raises(Refused, match="cannot wait"):
        agenda.rule_urgent(item, chairman=chairman.person, circumstances=" ", at=EARLY, by=clerk)
    ruling = agenda.rule_urgent(item, chairman=chairman.person, circumstances="High Water.", at=EARLY, by=clerk)
    assert (ruling.chairman, ruling.recorded_by) == (chairman.person, clerk)
