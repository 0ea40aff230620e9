"""A paper of Part Two is withheld first and published with its grounds, so that nothing exempt goes out unasked."""

import datetime as dt
import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import AuditEntry
from meetings.agendas import amendments, previewing, publishing
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import SUPPLEMENT, preflight
from meetings.calendar import verbs as calendar
from meetings.minutes.document import minute_states
from meetings.minutes.room import opening
from meetings.minutes.room.resolutions import exclusion
from meetings.models import AgendaVersion, Edition, Paper, PublishedPaper
from meetings.packs import notices_pdf
from meetings.packs.builds import build
from meetings.packs.intake import take_in
from meetings.papers import open_by_leave, withholding
from meetings.papers import verbs as papers
from tests.answers import refused
from tests.meetings import publishing as made
from tests.meetings.minutes import world as room
from tests.meetings.packs import making
from tests.staging import staged

WHY = "The bidder has published the prices."
LONG = " ".join(f"the bidder offers {number} places for children of the county" for number in range(60))


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    return made.meeting_of(safeguarding, clerk)


def at(meeting, name, pk=None):
    """Return the address of a desk page about the meeting."""
    return reverse(f"desk:{name}", args=["safeguarding", meeting.slug, *([pk] if pk else [])])


def blocks(meeting, **kwargs):
    """Return the findings that stop publication as (rule, text), except packs that are not built."""
    found = preflight(meeting, on=made.LAST_DAY, **kwargs)
    return [(check.rule, check.text) for check in found if check.blocks and check.rule != "P03"]


def added(item, clerk, title, data, **fields):
    """Add a paper with its file."""
    return papers.add_paper(item, title=title, data=data, filename="f.pdf", at=made.AT, by=clerk, **fields)


def dropped(meeting, clerk, *, part=2, title="Placements", data=None, **fields):
    """Add an item and a PDF dropped on it, as the agenda builder does."""
    item = agenda.add_item(meeting, title=title, part=part, by=clerk)
    data = data or making.pdf_of(2, f"About {title}")
    return added(item, clerk, f"{title} report", data, **fields)


def allow(paper, by):
    """Let the paper go out open, though it is of Part Two or like a withheld one."""
    return open_by_leave.allow_open(paper, reason=WHY, at=made.AT, by=by)


@pytest.fixture
def other(safeguarding, clerk):
    """Return a meeting four weeks later."""
    return made.meeting_of(safeguarding, clerk, made.MEETING_DAY + dt.timedelta(days=28))


# A paper of Part Two begins withheld


def test_a_pdf_dropped_on_an_item_of_part_two_is_withheld_and_cannot_be_published(
    meeting, clerk, desk, checked_at_once
):
    item = agenda.add_item(meeting, title="Placements", part=2, by=clerk)
    upload = SimpleUploadedFile("placements.pdf", making.pdf_of(2, "Placement of a child"))
    desk.post(at(meeting, "item-upload", item.pk), {"pdfs": upload})
    paper = item.papers.get()
    assert (paper.access, paper.is_withheld, paper.lacks_grounds) == ("withheld", True, True)
    made.built(meeting)
    assert [rule for rule, _ in blocks(meeting)] == ["R11"]
    with pytest.raises(Refused, match="withheld without grounds"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_a_paper_asked_for_under_part_two_begins_withheld_too_and_under_part_one_open(meeting, clerk, desk):
    item = agenda.add_item(meeting, title="Placements", part=2, by=clerk)
    paper = papers.expect_paper(item, title="Report", to_follow=True, by=clerk)
    assert paper.access == "withheld" and "R11" in [rule for rule, _ in blocks(meeting)]
    withholding.set_access(paper, by=clerk, **made.EXEMPT)
    assert blocks(meeting) == [], "it needs its grounds before the agenda tells of it"
    assert dropped(meeting, clerk, part=1, title="Fostering").access == "open"
    page = desk.get(at(meeting, "paper-new", item.pk)).content.decode()
    assert re.search(r'value="withheld"[^>]* checked', page)
    desk.post(at(meeting, "paper-new", item.pk), {"title": "Asked", "kind": "report", "access": "withheld"})
    assert item.papers.get(title="Asked").lacks_grounds


@pytest.mark.both_databases("triggers: what lacks its grounds is in nothing published")
def test_the_database_refuses_what_lacks_its_grounds_in_anything_published(meeting, clerk):
    open_paper = made.report(meeting, clerk)
    waiting = dropped(meeting, clerk)
    made.built(meeting)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=waiting.pk).update(paragraphs="3")
    withholding.set_access(waiting, by=clerk, **made.EXEMPT)
    version = made.issue(meeting, clerk)
    for paper in (open_paper, waiting):
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(
                access="withheld", paragraphs="", public_interest_reason="", not_own_development=False
            )
    later = dropped(meeting, clerk, title="Later")
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedPaper.objects.create(
            version=version, paper_file=later.file, item_number=9, access="open", title="Later report"
        )
    item = {**version.snapshot["items"][0], "papers": [{"access": "withheld"}]}
    row = {"meeting": meeting, "number": 2, "kind": "correction", "change_note": "x", "sha256": "0" * 64}
    snapshot = {**version.snapshot, "items": [item]}
    with pytest.raises(DatabaseError), transaction.atomic():
        AgendaVersion.objects.create(**row, published_at=made.AT, published_by=clerk, snapshot=snapshot)


# What stops publication


def test_an_open_paper_under_part_two_stops_it_whatever_other_papers_the_item_has(meeting, clerk):
    secret = made.exempt(meeting, clerk)
    added(secret.item, clerk, "Map", making.pdf_of(1), access="open")
    ((rule, text),) = blocks(meeting)
    assert rule == "R16" and "“Map” is open, but item" in text


def test_what_came_since_without_its_grounds_stops_the_supplement_and_not_a_withdrawal(meeting, clerk):
    report, secret = made.report(meeting, clerk), made.exempt(meeting, clerk)
    made.issue(meeting, clerk)
    papers.expect_paper(secret.item, title="Late", to_follow=True, by=clerk)
    late = added(secret.item, clerk, "Map", making.pdf_of(1))
    assert [rule for rule, _ in blocks(meeting, for_=SUPPLEMENT)] == ["R11", "R11"]
    with pytest.raises(Refused, match="grounds"):
        amendments.publish_supplement(meeting, reason="It was late.", at=made.AT, by=clerk)
    version = amendments.withdraw_item(report.item, reason="Not ready.", at=made.AT, by=clerk)
    told = [paper["title"] for item in version.snapshot["items"] for paper in item["papers"]]
    assert late.title not in told
    assert "Late" not in told


def test_nearly_a_file_withheld_at_another_meeting_stops_an_open_paper_and_is_compared_once(
    meeting, other, clerk, monkeypatch
):
    item = agenda.add_item(other, title="Bids", part=2, by=clerk)
    added(item, clerk, "Bid", making.pdf_of(1, LONG), **made.EXEMPT)
    made.report(meeting, clerk, data=making.pdf_of(1, f"{LONG} with a word more"))
    ((rule, text),) = blocks(meeting)
    assert rule == "R16"
    assert "holds nearly all the words of “Bid”" in text
    monkeypatch.setattr("meetings.packs.leak_check.likeness._fingerprints", None)
    assert len(blocks(meeting)) == 1


def scan(shade, *, words=""):
    """Return a scanned page: a picture of unique noise, and words beside it."""
    with pikepdf.open(io.BytesIO(making.pdf_of(1, words or "Scan"))) as pdf:
        noise = bytes((shade * 7 + number * number) % 251 for number in range(900))
        image = pdf.make_stream(
            noise, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=30, Height=30,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page = pdf.pages[0]
        name = page.add_resource(image, pikepdf.Name.XObject)
        page.contents_add(f"q 500 0 0 700 40 60 cm {name} Do Q".encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_scan_withheld_elsewhere_stops_an_open_paper_that_has_its_picture(meeting, other, clerk):
    item = agenda.add_item(other, title="Bids", part=2, by=clerk)
    added(item, clerk, "Bid", scan(1), **made.EXEMPT)
    made.report(meeting, clerk, title="Another", data=scan(2, words="Another"))
    assert blocks(meeting) == []
    made.report(meeting, clerk, title="Same", data=scan(1, words="Saved again"))
    ((rule, text),) = blocks(meeting)
    assert (rule, "“Same: report”" in text) == ("R16", True)


def test_a_paper_opened_while_it_is_being_published_is_refused_under_the_lock(meeting, clerk, monkeypatch):
    dropped(meeting, clerk, access="open")
    made.built(meeting)
    monkeypatch.setattr(publishing, "refuse_blocks", lambda *args, **more: None)
    with pytest.raises(Refused, match="open without the proper officer’s permission"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


# The proper officer's leave


def test_only_the_proper_officer_lets_an_open_paper_of_part_two_go_out_with_a_reason(meeting, clerk, proper_officer):
    paper = dropped(meeting, clerk, access="open")
    with pytest.raises(Refused, match="Enter why"):
        open_by_leave.allow_open(paper, reason=" ", at=made.AT, by=proper_officer)
    (leave,) = allow(paper, proper_officer)
    assert (leave.reason, leave.file, leave.like) == (WHY, paper.file, None)
    assert AuditEntry.objects.filter(did="allowed to be published open", facts__reason=WHY).exists()
    assert blocks(meeting) == []
    with pytest.raises(Refused, match="can already be published"):
        allow(paper, proper_officer)


def test_leave_is_printed_on_the_certificate_and_open_to_everybody_there(meeting, clerk, proper_officer, client):
    paper = dropped(meeting, clerk, access="open")
    allow(paper, proper_officer)
    version = made.issue(meeting, clerk)
    (kept,) = version.certificate.opened
    assert (kept["title"], kept["part_two"], kept["reason"]) == ("Placements report", True, WHY)
    page = client.get(reverse("public:certificate", args=["safeguarding", meeting.slug])).content.decode()
    assert WHY in page and proper_officer.get_full_name() in page
    assert WHY in " ".join(" ".join(take_in.texts(notices_pdf.certificate(version.certificate))).split())
    amendments.withdraw_item(paper.item, reason="It comes later.", at=made.AT, by=clerk)
    assert meeting.versions.get(number=2).certificate.opened == []


def test_leave_lapses_with_another_file_and_with_another_access(meeting, clerk, proper_officer):
    paper = dropped(meeting, clerk, access="open")
    allow(paper, proper_officer)
    papers.receive_file(paper, data=making.pdf_of(3, "Other"), filename="b.pdf", at=made.AT, by=clerk)
    assert [rule for rule, _ in blocks(meeting)] == ["R16"]
    paper.refresh_from_db()
    allow(paper, proper_officer)
    withholding.set_access(paper, access="withheld", by=clerk)
    withholding.set_access(paper, access="open", by=clerk)
    assert [rule for rule, _ in blocks(meeting)] == ["R16"]


def test_leave_for_one_likeness_is_no_leave_for_the_next(meeting, other, clerk, proper_officer):
    secret = made.exempt(other, clerk)
    data = files.read(secret.file.stored)
    paper = made.report(meeting, clerk, data=data)
    allow(paper, proper_officer)
    assert blocks(meeting) == []
    item = agenda.add_item(other, title="Again", part=2, by=clerk)
    added(item, clerk, "Again", data, **made.EXEMPT)
    assert [rule for rule, _ in blocks(meeting)] == ["R16"]


# An item goes to the other part


def test_an_item_that_goes_to_the_other_part_asks_about_its_papers(meeting, clerk, desk):
    paper = made.report(meeting, clerk)
    item = paper.item
    with pytest.raises(Refused, match="1 paper that the public may read: choose what happens to it in Part Two"):
        agenda.edit_item(item, part=2, by=clerk)
    agenda.edit_item(item, part=2, its_papers="withhold", by=clerk)
    paper.refresh_from_db()
    assert paper.lacks_grounds
    with pytest.raises(Refused, match="1 paper that is withheld from the public"):
        agenda.edit_item(item, part=1, by=clerk)
    secret = made.exempt(meeting, clerk)
    for one in (item, secret.item):
        agenda.edit_item(one, part=1, its_papers="open", by=clerk)
    assert set(Paper.objects.filter(item__part=1).values_list("pk", "access")) == {
        (paper.pk, "open"), (secret.pk, "exempt")
    }, "what has its grounds stays as it is"  # fmt: skip
    sent = {"title": item.title, "kind": "business", "part": "2"}
    answer = desk.post(at(meeting, "item", item.pk), sent)
    assert answer.status_code == 422
    assert "choose what happens to it in Part Two" in answer.content.decode()
    desk.post(at(meeting, "item", item.pk), {**sent, "its_papers": "leave"})
    assert "R16" in [rule for rule, _ in blocks(meeting)]


# Which part an item belongs to of whose papers the public may read none


def in_part_one(meeting, clerk):
    """Add an exempt paper as the only paper of an item in Part One."""
    item = agenda.add_item(meeting, title="Placements", by=clerk)
    return added(item, clerk, "Children", making.pdf_of(1), **made.EXEMPT)


def test_an_item_of_part_one_whose_only_paper_is_exempt_stops_publication_until_its_part_is_said(meeting, clerk, desk):
    item = in_part_one(meeting, clerk).item
    ((rule, text),) = blocks(meeting)
    assert rule == "R17"
    assert "choose which part it is in" in text
    page = at(meeting, "item-part", item.pk)
    assert page in desk.get(at(meeting, "agenda-preflight")).content.decode()
    assert desk.post(page, {"part": ""}).status_code == 422
    desk.post(page, {"part": "1"})
    assert blocks(meeting) == []
    desk.post(page, {"part": "2"})
    item.refresh_from_db()
    assert (item.part, item.part_settled, blocks(meeting)) == (2, False, [])


def test_an_item_with_an_open_paper_has_nothing_to_settle(meeting, clerk):
    with pytest.raises(Refused, match="the public may read one of them"):
        agenda.settle_part(made.report(meeting, clerk).item, part=1, by=clerk)


def test_left_in_part_one_it_is_named_by_the_motion_and_opened_after_the_exclusion_alone(safeguarding, clerk):
    meeting = calendar.schedule(safeguarding, room.DAY, by=clerk)
    item = in_part_one(meeting, clerk).item
    agenda.settle_part(item, part=1, by=clerk)
    plan = build.plan(meeting, Edition.PUBLIC, issued_on=made.LAST_DAY).snapshot
    assert [line.split(" – ")[0] for line in plan["exclusion_lines"]] == [f"Item {item.number}"]
    minutes = opening.open_minutes(meeting, at=room.at(9), by=clerk)
    entry, motion = minutes.entries.get(item=item), minutes.entries.get(item__kind="exclusion")
    assert (entry.access, entry.paragraphs, motion.omitted) == ("exempt", "3", False)
    opening.begin_meeting(minutes, at=room.at(10), by=clerk)
    with pytest.raises(Refused, match="cannot be taken while the public are not excluded"):
        minute_states.open_item(entry, at=room.at(10, 5), by=clerk)
    exclusion.move_exclusion(motion, items={item: (3,)}, by=clerk)


# The agenda, the sheet and the motion agree with the papers


def test_with_an_exempt_appendix_page_sheet_and_motion_say_what_is_private(meeting, clerk, client):
    report = made.report(meeting, clerk)
    data = making.pdf_of(1, "Prices")
    added(report.item, clerk, "Prices of Zanzibar", data, appendix_of=report, **made.EXEMPT)
    version = made.issue(meeting, clerk)
    said = f"Papers of item {report.item.number} in Part One are not for publication"
    below = f"Item {report.item.number}, its papers that are not for publication – paragraph 3."
    page = client.get(reverse("public:meeting", args=["safeguarding", meeting.slug])).content.decode()
    sheet = " ".join(" ".join(take_in.texts(files.read(version.public_pack.stored))).split())
    for words in (page, sheet):
        assert said in words and below in words and "Every item is on the public part" not in words
        assert "Zanzibar" not in words


# Previews


def test_after_the_deadline_a_late_paper_is_previewed_by_nobody_before_the_public_have_it(meeting, clerk, chairman):
    report = made.report(meeting, clerk)
    made.built(meeting)
    made.built(meeting, Edition.DRAFT)
    assert previewing.send_preview(meeting, message="", at=made.AT, by=clerk)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    late = made.AT + dt.timedelta(days=3)
    papers.add_paper(
        report.item, title="Figures", data=making.pdf_of(1, "Figures"), filename="f.pdf", at=late, by=clerk,
        background_papers="None",
    )  # fmt: skip
    made.built(meeting, Edition.DRAFT, at=late)
    with refused("R08", "deadline has passed"):
        previewing.send_preview(meeting, message="", at=late, by=clerk)
    amendments.publish_supplement(meeting, reason="They were late.", at=late, by=clerk)
    made.built(meeting, Edition.DRAFT, at=late)
    assert previewing.send_preview(meeting, message="", at=late, by=clerk)
