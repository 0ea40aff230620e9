"""From uploads to a pack whose front sheet tells the truth."""

import dataclasses
import datetime as dt
import io
import re

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from committee import printing
from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Council, User
from committee.wording.dates import LONDON
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import BuildState, Edition, Meeting, Pack, PackBuild
from meetings.packs import part_store
from meetings.packs.builds import build, verdict
from meetings.packs.builds.lease import heartbeat_timeout
from meetings.packs.builds.tasks import reap, request_build
from meetings.packs.intake import sandbox
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of, tagged
from tests.staging import staged

AT = dt.datetime(2022, 4, 11, 10, tzinfo=LONDON)
DAY = dt.date(2022, 4, 21)
UPLOADS = {"Minutes": 2, "Young Carers": 3, "Programme": 8}  # pages


def with_papers(committee, clerk: User, pages: dict[str, int], **access) -> Meeting:
    """Return a meeting with an item and an upload for each title."""
    meeting = calendar.schedule(committee, DAY, by=clerk)
    for title, count in pages.items():
        item = agenda.add_item(meeting, title=title, by=clerk)
        data = pdf_of(count, f"Words of {title}, inner page")
        papers.add_paper(item, title=title, data=data, filename=f"{title}.pdf", at=AT, by=clerk, **access)
    return meeting


def page_texts(data: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@staged
def meeting(safeguarding, clerk, proper_officer):
    """Return a meeting with three uploads, of fourteen pages with the blank back of one."""
    return with_papers(safeguarding, clerk, UPLOADS)


def test_every_page_bears_the_number_that_its_range_promises_and_nothing_false_is_claimed(meeting):
    pack = build.build(meeting, Edition.PUBLIC, at=AT)
    texts = page_texts(files.read(pack.stored))
    front = pack.pages - 14
    words = " ".join(" ".join(texts[:front]).split())
    for title, label in zip(UPLOADS, ("(Pages 1–2)", "(Pages 3–6)", "(Pages 7–14)"), strict=True):
        assert re.search(rf"\d+\. {title} {re.escape(label)}", words), f"{title} has not the range {label}: {words}"
    for number, text in enumerate(texts[front:], start=1):
        assert re.search(rf"^Page {number}\s*$", text, re.M), f"page {number} is not stamped"
    for entry in pack.manifest:
        assert f"Words of {entry['title']}, inner page 1" in texts[front + entry["first"] - 1]
        assert entry["first"] % 2 == 1
    assert len(pack.untagged) == len(UPLOADS)
    with pikepdf.open(io.BytesIO(files.read(pack.stored))) as pdf, pdf.open_outline() as outline:
        assert str(pdf.docinfo["/Title"]) == "Agenda: Safeguarding Overview and Scrutiny Committee, 21 April 2022"
        titles = [f"{entry['item']}. {entry['title']}" for entry in pack.manifest]
        assert [entry.title for entry in outline.root] == ["Front sheet", *titles]
        assert b"<pdfuaid:part>" not in pdf.Root.Metadata.read_bytes()


def test_reports_bear_their_agenda_item_where_the_council_has_it_so(safeguarding, clerk):
    meeting = with_papers(safeguarding, clerk, {"One": 1, "Two": 2})
    item = meeting.items.get(title="Two")
    data = pdf_of(1, "Words of an appendix")
    papers.add_paper(item, title="Appendix", data=data, filename="a.pdf", at=AT, by=clerk)
    before = build.build(meeting, Edition.PUBLIC, at=AT)
    assert not any("label" in entry for entry in before.manifest) and not build.is_stale(before)
    Council.objects.update(stamp_agenda_item=True)
    assert build.is_stale(before)
    pack = build.build(meeting, Edition.PUBLIC, at=AT)
    first, second = (f"Agenda item {entry['item']}" for entry in pack.manifest[:2])
    assert [entry.get("label") for entry in pack.manifest] == [first, second, None]
    texts = page_texts(files.read(pack.stored))[pack.pages - pack.last_page :]
    assert [("Agenda item" in text) for text in texts] == [True, False, True, False, False, False]
    assert (pack.pages, pack.last_page) == (before.pages, before.last_page)
    promise = verdict.promise_of(pack, ())
    assert promise.labels == ((0, first), (1, second)) and verdict.kept(pack, promise) == []
    assert verdict.kept(before, verdict.promise_of(before, ())) == []


def test_after_a_move_the_front_sheet_alone_is_printed_and_no_paper_is_opened(meeting, clerk, monkeypatch):
    before = build.build(meeting, Edition.PUBLIC, at=AT)
    made, print_it = [], printing.render_pdf
    monkeypatch.setattr(printing, "render_pdf", lambda html, **how: made.append(how["title"]) or print_it(html, **how))
    monkeypatch.setattr(printing, "print_all", lambda jobs: made.append("several"))
    monkeypatch.setattr(sandbox, "run", lambda path, *args, **how: made.append(path))
    monkeypatch.setattr(files, "read", lambda stored: made.append(stored))
    agenda.move_item(meeting.items.get(title="Programme"), to=1, by=clerk)
    assert build.is_stale(before)
    moved = build.build(meeting, Edition.PUBLIC, at=AT)
    assert len(made) == 1 and "Safeguarding" in made[0]
    monkeypatch.setattr(build.join, "join", lambda *args, **how: made.append("joined"))
    assert build.build(meeting, Edition.PUBLIC, at=AT) == moved and len(made) == 1


def test_a_build_in_the_background_ends_with_its_pack(meeting, clerk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked = request_build(meeting, Edition.PUBLIC, at=AT, by=clerk)
    asked.refresh_from_db()
    assert (asked.state, asked.percent, asked.pack) == (BuildState.DONE, 100, build.current_pack(meeting, "public"))


def test_a_build_whose_worker_died_is_taken_up_again_and_given_up_after_three_attempts(
    meeting, clerk, django_capture_on_commit_callbacks
):
    silent = {"state": BuildState.RUNNING, "heartbeat": AT - dt.timedelta(minutes=2)}
    lost = PackBuild.objects.create(meeting=meeting, edition=Edition.PUBLIC, requested_at=AT, attempts=1, **silent)
    with django_capture_on_commit_callbacks(execute=True):
        assert reap(AT) == 1
    lost.refresh_from_db()
    assert (lost.state, lost.attempts) == (BuildState.DONE, 2)
    PackBuild.objects.filter(pk=lost.pk).update(attempts=3, step="Item 4: Young Carers", **silent)
    reap(AT)
    lost.refresh_from_db()
    assert lost.state == BuildState.FAILED
    assert "failed 3 times, the last time at “Item 4: Young Carers”" in lost.error


def test_a_build_asked_for_on_a_day_long_ago_has_not_stopped_responding(meeting, clerk, caplog):
    with caplog.at_level("INFO"):
        asked = request_build(meeting, Edition.PUBLIC, at=AT, by=clerk)
        assert reap(timezone.now()) == 0
        assert not caplog.records
        assert reap(timezone.now() + 2 * heartbeat_timeout()) == 1, "nobody has begun it"
    said = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert said == [("INFO", f"build {asked.pk} is still waiting and is queued again")]


def spoiling(monkeypatch, sha256: str, *, always: bool) -> None:
    """Let the part of one file be one whose tags are faulty, `always` or only while it has tags."""
    whole = part_store.prepared

    def prepared(stored, prefix="", *, tags=True):
        part = whole(stored, prefix, tags=tags)
        if stored.sha256 != sha256 or not (tags or always):
            return part
        return dataclasses.replace(part, tops=part.tops * 2) if part.tops else dataclasses.replace(part, holes=[])

    monkeypatch.setattr(part_store, "prepared", prepared)


def test_a_paper_whose_tags_stop_the_pack_is_bound_without_them_or_names_its_item(safeguarding, clerk, monkeypatch):
    """Of papers of ours, one of which is attached to two items."""
    meeting = calendar.schedule(safeguarding, DAY, by=clerk)
    for title, report in (("Homes", "Homes"), ("Budget", "Budget"), ("Again", "Homes")):
        item = agenda.add_item(meeting, title=title, by=clerk)
        papers.add_paper(item, title=title, data=tagged(1, report), filename="a.pdf", at=AT, by=clerk)
    budget = meeting.items.get(title="Budget").papers.get().file.stored
    spoiling(monkeypatch, budget.sha256, always=False)
    pack = build.build(meeting, Edition.PUBLIC, at=AT)
    assert pack.untagged == [f"{meeting.items.get(title='Budget').number}. Budget"]
    assert [entry["tagged"] for entry in pack.manifest] == [True, False, True]
    assert len({entry["sha256"] for entry in pack.manifest}) == 2
    Pack.objects.all().delete()
    monkeypatch.undo()
    spoiling(monkeypatch, budget.sha256, always=True)
    with pytest.raises(Refused, match=r"because of “\d+\. Budget”.* Save the paper as PDF again"):
        build.build(meeting, Edition.PUBLIC, at=AT)
    assert not meeting.packs.exists()
