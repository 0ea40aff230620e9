"""What stops and what worries a publication, one rule at a time; what each page says of filming and webcasts."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.law.findings import Severity
from committee.models import Committee, Council, Post
from committee.register.council import save_council
from committee.wording.dates import LONDON
from meetings.agendas import accepted, amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import preflight
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Edition, Meeting, MeetingMove, Pack, Paper, PaperFile
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.meetings.publishing import AT, issue, report
from tests.staging import staged

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    return made.meeting_of(safeguarding, clerk)


def found(meeting, rule, on=made.LAST_DAY, **kwargs):
    """Return the findings of one rule."""
    return [check for check in preflight(meeting, on=on, **kwargs) if check.rule == rule]


def blocks(meeting, on=made.LAST_DAY, **kwargs):
    """Return the rules that stop publication."""
    return [check.rule for check in preflight(meeting, on=on, **kwargs) if check.blocks]


def test_days_beyond_the_known_holidays_warn_instead_of_guessing(safeguarding, clerk, proper_officer):
    far = made.meeting_of(safeguarding, clerk, dt.date(2035, 4, 26))
    (warned,) = found(far, "R10", dt.date(2035, 4, 2))
    assert warned.severity is WARN


def test_rulings_on_every_item_save_the_items_and_not_the_notice_of_the_meeting(ready, clerk, chairman):
    for item in ready.items.all():
        agenda.rule_urgent(
            item, chairman=chairman.person, circumstances="The court ruled yesterday.", at=made.AT, by=clerk
        )
    made.built(ready)
    on = dt.date(2022, 4, 12)
    (notice,) = found(ready, "R01", on)
    assert notice.severity is WARN
    assert "notice of time and place" in notice.text
    assert "R01" not in blocks(ready, on)
    assert len(found(ready, "R04", on)) == ready.items.count()


def test_an_item_without_its_paper_is_named_previous_minutes_too(meeting, clerk):
    item = agenda.add_item(meeting, title="Young Carers", by=clerk)
    minutes = meeting.items.get(kind="minutes")
    warned = {check.where[1]["pk"]: check for check in found(meeting, "P12")}
    assert {item.pk, minutes.pk} <= set(warned)
    assert f"Item {item.number}, “Young Carers”, has no paper." in warned[item.pk].text
    papers.expect_paper(item, title="Report", by=clerk)
    assert item.pk not in {check.where[1]["pk"] for check in found(meeting, "P12")}


def test_a_warning_dealt_with_does_not_return_when_numbers_change(ready, clerk):
    check = next(check for check in preflight(ready, on=made.LAST_DAY) if check.severity is WARN)
    one = replace(check, text="“Report” of item 4 is to follow (author: Olive Officer): see pages 7–18 of item 4.")
    same = replace(check, text="“Report” of item 12 is to follow (author: Tom Other): see pages 9–20 of item 12.")
    assert accepted.key(one, 7) == accepted.key(same, 7)
    assert accepted.key(one, 7) != accepted.key(one, 8), "of another file it is another warning"
    assert accepted.key(one, 7) != accepted.key(replace(check, text="“Budget” of item 4 is to follow."), 7)


def test_a_paper_that_is_due_stops_it_and_one_to_follow_warns(ready, clerk, officer):
    item = agenda.add_item(ready, title="Home education", owner=officer.person, by=clerk)
    paper = papers.expect_paper(item, title="Home education report", by=clerk)
    (late,) = found(ready, "P02")
    assert late.blocks
    assert "Olive Officer" in late.text
    where = {"committee": "safeguarding", "meeting": "2022-04-21", "pk": paper.pk}
    assert late.where == ("desk:paper-upload", where)
    assert late.press == ("Mark as to follow", ("desk:paper-to-follow", where))
    papers.mark_to_follow(paper, by=clerk)
    assert not found(ready, "P02")
    assert [check.severity for check in found(ready, "R07")] == [WARN]


def test_a_pack_that_is_missing_or_out_of_date_stops_it(meeting, clerk):
    made.report(meeting, clerk)
    assert len(found(meeting, "P03")) == 2
    made.built(meeting)
    assert not found(meeting, "P03")
    agenda.add_item(meeting, title="Another", by=clerk)
    assert all("has changed since" in check.text for check in found(meeting, "P03"))


def test_without_items_venue_or_proper_officer_it_is_stopped(safeguarding, clerk):
    meeting = made.meeting_of(safeguarding, clerk)
    AgendaItem.objects.filter(meeting=meeting).delete()
    meeting.venue = None
    meeting.save()
    assert {"P01", "P04", "P05"} <= set(blocks(meeting))
    Post.objects.create(person=clerk.person, title="Clerk", is_proper_officer=True, since=dt.date(2022, 4, 12))
    assert "P04" in blocks(meeting)


@pytest.mark.parametrize(
    ("field", "value", "rule"), [("review_on", dt.date(2022, 4, 1), "R11"), ("public_title", "", "R16")]
)
def test_a_review_day_that_has_come_and_a_title_that_is_read_are_asked_about_again(meeting, clerk, field, value, rule):
    Paper.objects.filter(pk=made.exempt(meeting, clerk).pk).update(**{field: value})
    assert [check.severity for check in found(meeting, rule)] == [WARN]


def test_every_page_of_a_withheld_paper_bears_its_marking_in_the_members_edition(meeting, clerk):
    """R15 is read back from the finished file: a pack whose pages lack it is refused."""
    paper = made.exempt(meeting, clerk)
    made.built(meeting)
    assert not found(meeting, "R15")
    pack = build.current_pack(meeting, Edition.MEMBERS)
    Pack.objects.filter(pk=pack.pk).update(stored=files.keep(making.pdf_of(pack.pages, "Plain words")))
    (stopped,) = found(meeting, "R15")
    assert stopped.blocks and paper.title in stopped.text and "pages" in stopped.text


def test_a_withheld_paper_in_the_public_edition_stops_it(meeting, clerk):
    paper = made.exempt(meeting, clerk)
    made.built(meeting)
    assert not found(meeting, "R16")
    pack = build.current_pack(meeting, Edition.PUBLIC)
    rows = [*pack.manifest, {"item": 7, "paper": paper.pk, "file": paper.file_id, "sha256": "0" * 64, "title": "x",
                             "access": "exempt", "first": 1, "last": 2, "tagged": True}]  # fmt: skip
    Pack.objects.filter(pk=pack.pk).update(manifest=rows)
    assert any("in the public edition" in check.text for check in found(meeting, "R16"))


def test_the_file_of_a_withheld_paper_uploaded_as_an_open_one_stops_it(meeting, clerk):
    secret = made.exempt(meeting, clerk)
    made.report(meeting, clerk, data=files.read(secret.file.stored))
    open_file = PaperFile.objects.exclude(pk=secret.file_id).get()
    assert open_file.stored.sha256 == secret.file.stored.sha256, "intake gave the same bytes"
    assert any("its file is the one withheld" in check.text for check in found(meeting, "R16"))


def test_a_file_withheld_at_another_meeting_or_before_stops_it_where_it_is_open(meeting, safeguarding, clerk):
    elsewhere = made.exempt(made.meeting_of(safeguarding, clerk, made.MEETING_DAY + dt.timedelta(days=28)), clerk)
    before = made.exempt(meeting, clerk, word="Larkfield")
    for secret in (elsewhere, before):
        made.report(meeting, clerk, title=f"Report {secret.pk}", data=files.read(secret.file.stored))
    papers.receive_file(before, data=making.pdf_of(4, "Other"), filename="b.pdf", at=made.AT, by=clerk)
    first, second = found(meeting, "R16")
    assert (first.severity, second.severity) == (BLOCK, BLOCK)
    assert "withheld as “Bid of Zanzibar” for the meeting of Thursday 19 May 2022" in first.text.replace(",", "")
    assert "withheld as “Bid of Larkfield”" in second.text


def test_a_hidden_title_repeated_where_the_public_reads_it_stops_it(meeting, clerk):
    made.exempt(meeting, clerk, word="Zanzibar")
    item = agenda.add_item(meeting, title="Respite care", bullets="after the prices of Zanzibar", by=clerk)
    (stopped,) = [check for check in found(meeting, "R16") if check.blocks]
    assert stopped.where[1]["pk"] == item.pk
    agenda.edit_item(item, bullets="after the other item", by=clerk)
    assert not [check for check in found(meeting, "R16") if check.blocks]


def test_a_withheld_paper_in_part_one_and_part_two_without_a_motion_warn(meeting, clerk):
    paper = made.exempt(meeting, clerk)
    AgendaItem.objects.filter(pk=paper.item_id).update(part=1)
    assert "Part One" in found(meeting, "R17")[0].text
    AgendaItem.objects.filter(pk=paper.item_id).update(part=2)
    assert not found(meeting, "R17")
    AgendaItem.objects.filter(meeting=meeting, kind="exclusion").delete()
    assert "exclusion of the public" in found(meeting, "R17")[0].text


@pytest.mark.parametrize(
    ("background", "kind", "rule"),
    [
        ("", "report", "R23"),
        ("", "presentation", None),
        ("Care Act 2014", "report", "R24"),
        ("Exempt report to Cabinet, May 2021", "report", "R24"),
        ("Survey of young carers, 2021", "report", None),
    ],
)
def test_background_papers_are_listed_and_are_neither_published_nor_exempt(meeting, clerk, background, kind, rule):
    made.report(meeting, clerk, kind=kind, background_papers=background)
    rules = [check.rule for check in preflight(meeting, on=made.LAST_DAY) if check.rule in ("R23", "R24")]
    assert rules == ([rule] if rule else [])


def test_a_pack_whose_pages_do_not_keep_the_front_sheets_promise_stops_it(ready):
    pack = build.current_pack(ready, Edition.PUBLIC)
    Pack.objects.filter(pk=pack.pk).update(manifest=[{**row, "last": row["last"] + 2} for row in pack.manifest])
    assert "R50" in blocks(ready)
    Pack.objects.filter(pk=pack.pk).update(stored=files.keep(making.pdf_of(pack.pages)), manifest=pack.manifest)
    assert "R51" in blocks(ready), "it has neither title nor language"


def test_an_untagged_upload_warns_and_one_that_we_wrote_stops_it(ready):
    (warned,) = found(ready, "R51")
    assert warned.severity is WARN
    assert "Young Carers: report" in warned.text and "Document structure tags" in warned.text
    PaperFile.objects.update(ours=True)
    assert any("written here" in check.text for check in found(ready, "R51") if check.blocks)


def test_without_anybody_to_write_to_the_accessibility_statement_stops_it(ready):
    Council.objects.update(email="", telephone="")
    assert "R52" in blocks(ready)


def test_a_rearranged_meeting_says_so_and_counts_anew(ready, clerk):
    moved = {"day": dt.date(2022, 4, 28), "starts": dt.time(10), "reason": "The room is needed."}
    calendar.rearrange(ready, **moved, at=dt.datetime(2022, 4, 1, 9, tzinfo=LONDON), by=clerk)
    meeting = type(ready).objects.select_related("committee", "venue").get(pk=ready.pk)
    made.built(meeting)
    (told,) = found(meeting, "R54")
    assert told.severity is INFO and "21 April 2022" in told.text
    assert blocks(meeting, dt.date(2022, 4, 20)) == []
    assert "R01" in blocks(meeting, dt.date(2022, 4, 21))


def test_a_cancelled_meeting_is_not_published(ready, clerk):
    cancelled = calendar.cancel(ready, reason="No business.", at=made.AT, by=clerk)
    assert "R55" in blocks(cancelled)


def test_an_agenda_that_is_published_is_not_published_again_and_says_by_whom_it_was(ready, clerk):
    publishing.publish_agenda(ready, at=made.AT, by=clerk)
    (stopped,) = found(ready, "P07")
    assert stopped.blocks and "Carol Clerk published this agenda on Monday 11 April 2022" in stopped.text


def test_a_late_report_warns_is_a_supplement_and_goes_to_the_public_at_once(ready, clerk):
    item = made.item_of(ready, "Young Carers")
    late = papers.expect_paper(item, title="Figures", kind="other", to_follow=True, by=clerk)
    made.issue(ready, clerk)
    papers.receive_file(late, data=making.pdf_of(2), filename="f.pdf", at=made.AT, by=clerk)
    checks = preflight(ready, on=dt.date(2022, 4, 13), for_="supplement")
    assert not [check for check in checks if check.blocks]
    assert [check.severity for check in checks if check.rule == "R07"] == [WARN]
    library = papers.expect_paper(item, title="Closure of Hill Library", by=clerk)
    papers.receive_file(library, data=making.pdf_of(2), filename="l.pdf", at=made.AT, by=clerk)
    (stops,) = [check for check in preflight(ready, on=dt.date(2022, 4, 13), for_="supplement") if check.rule == "R03"]
    assert stops.blocks and "an item of its own: it needs the chairman’s ruling of urgency" in stops.text.lower()
    papers.edit_paper(library, title="Young carers: the library", by=clerk)
    assert not [check for check in preflight(ready, on=dt.date(2022, 4, 13), for_="supplement") if check.blocks]
    assert [check.severity for check in checks if check.rule == "R08"] == [INFO]
    untagged = [check.text for check in checks if check.rule == "R51"]
    assert all("Figures" in text for text in untagged), "only what the supplement publishes is looked at"


def test_a_late_version_that_promises_a_paper_gives_no_notice_of_other_business(ready, clerk):
    item, late = made.item_of(ready, "Young Carers"), made.AT + dt.timedelta(days=2)
    publishing.publish_agenda(ready, at=made.AT, by=clerk)
    figures = papers.expect_paper(item, title="Figures", kind="other", by=clerk)
    library = papers.expect_paper(item, title="Closure of Hill Library", to_follow=True, by=clerk)
    for paper in (figures, library):
        papers.edit_paper(paper, late_reason="It was late.", background_papers="None", by=clerk)
    papers.receive_file(figures, data=making.pdf_of(2), filename="f.pdf", at=late, by=clerk)
    amendments.publish_supplement(ready, reason="The figures were late.", at=late, by=clerk)
    papers.receive_file(library, data=making.pdf_of(3), filename="l.pdf", at=late, by=clerk)
    (stops,) = [check for check in preflight(ready, on=late.date(), for_="supplement") if check.rule == "R03"]
    assert stops.blocks and "Closure of Hill Library" in stops.text


def test_a_withdrawn_item_keeps_its_number_and_a_disturbed_one_is_found(ready, clerk):
    publishing.publish_agenda(ready, at=made.AT, by=clerk)
    item = made.item_of(ready, "Young Carers")
    amendments.withdraw_item(item, reason="The figures are wrong.", at=made.AT, by=clerk)
    (told,) = found(ready, "R57", for_="correction")
    assert told.severity is INFO
    assert "The figures are wrong." in told.text
    AgendaItem.objects.filter(pk=item.pk).update(number=99)
    assert any(check.blocks for check in found(ready, "R57", for_="correction"))


def test_a_move_after_publication_without_its_notice_is_found_and_with_it_is_not(ready, clerk):
    publishing.publish_agenda(ready, at=made.AT, by=clerk)
    at = made.AT + dt.timedelta(hours=1)
    calendar.rearrange(ready, day=dt.date(2022, 5, 5), starts=dt.time(10), reason="Another Room.", at=at, by=clerk)
    meeting = type(ready).objects.select_related("committee", "venue").get(pk=ready.pk)
    assert "R55" not in blocks(meeting, for_="supplement")
    old = {"old_date": meeting.date, "old_sequence": 1, "old_starts": meeting.starts, "moved_by": clerk}
    new = {"new_date": dt.date(2022, 5, 6), "new_starts": meeting.starts, "moved_at": at + dt.timedelta(hours=1)}
    MeetingMove.objects.create(
        meeting=meeting, **old, **new, reason="Imported, without the verb.", after_publication=True
    )
    assert "R55" in blocks(meeting, for_="supplement")


LIVE = "https://webcast.example/live"
NAME = "Safeguarding Overview and Scrutiny Committee"


def say(committee: Committee, address: str, filmed: bool | None) -> None:
    Committee.objects.filter(pk=committee.pk).update(webcast_url=address, filmed=filmed)


@pytest.mark.parametrize(
    ("address", "filmed", "words"),
    [
        ("", True, f"The council films the meetings of the {NAME}. It does not webcast them."),
        ("", False, f"The council does not film or webcast the meetings of the {NAME}."),
        ("", None, ""),
    ],
)
def test_an_agenda_says_of_filming_what_its_committee_says(meeting, address, filmed, words):
    say(meeting.committee, address, filmed)
    plan = build.plan(Meeting.objects.get(pk=meeting.pk), Edition.PUBLIC, issued_on=AT.date())
    said = plan.snapshot["filming"]
    assert said.startswith(words) if words else said == ""
    assert ("A recording is kept" in said) == bool(filmed)


def test_every_sheet_and_page_says_what_the_committee_says(meeting, clerk, client, time_machine):
    words = f"The council films the meetings of the {NAME} and webcasts them live."
    say(meeting.committee, LIVE, True)
    report(meeting, clerk)
    meeting = Meeting.objects.get(pk=meeting.pk)
    version = issue(meeting, clerk)
    sheet = " ".join(" ".join(take_in.texts(files.read(version.public_pack.stored))).split())
    assert words in sheet and LIVE in sheet
    time_machine.move_to(AT)
    for name, where in (("meeting", ["safeguarding", meeting.slug]), ("committee", ["safeguarding"]), ("filming", [])):
        page = " ".join(client.get(reverse(f"public:{name}", args=where)).content.decode().split())
        assert words in page and "does not film" not in page, name
    assert "does not ask for, or rely on, the consent" in page


def test_a_meeting_follows_its_committee_and_may_have_an_address_of_its_own(meeting, clerk):
    own = "https://webcast.example/21-april"
    with pytest.raises(Refused, match="are not webcast"):
        calendar.set_details(meeting, webcast_url=own, by=clerk)
    say(meeting.committee, LIVE, None)
    row = Meeting.objects.get(pk=meeting.pk)
    assert row.webcast_address == LIVE
    assert calendar.set_details(row, webcast_url=own, by=clerk).webcast_address == own
    say(meeting.committee, "", True)
    assert Meeting.objects.get(pk=meeting.pk).webcast_address == ""
    later = calendar.schedule(meeting.committee, dt.date(2022, 5, 19), by=clerk)
    assert later.webcast_url == ""


def test_the_notice_for_every_committee_does_not_say_that_meetings_are_webcast(council, administrator):
    for words in ("Meetings are filmed and webcast.", "We LIVE STREAM all meetings."):
        with pytest.raises(Refused, match="printed for every committee"):
            save_council(by=administrator, filming_notice=words)
    save_council(by=administrator, filming_notice="Anyone may film. Seats are out of view of the cameras.")
    assert Council.current().filming_notice.startswith("Anyone may film")


def test_a_notice_from_before_that_speaks_of_webcasts_is_told_before_publication(meeting, council):
    Council.objects.update(filming_notice="Meetings held in public are filmed and webcast.")
    say(meeting.committee, "", False)
    (told,) = [one for one in preflight(Meeting.objects.get(pk=meeting.pk), on=AT.date()) if one.rule == "P09"]
    assert "are not webcast" in told.text and not told.blocks
    say(meeting.committee, LIVE, None)
    assert "P09" not in {one.rule for one in preflight(Meeting.objects.get(pk=meeting.pk), on=AT.date())}
