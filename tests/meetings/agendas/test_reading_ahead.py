"""What the checks before publication read of files has been read by a worker before a page asks."""

import pytest
from django.utils import timezone

from committee.acts.refusal import Busy
from committee.models import Council
from meetings.agendas import preflight
from meetings.agendas import verbs as agenda
from meetings.agendas.preflight import privacy
from meetings.models import Edition, PackBuild
from meetings.packs.builds import tasks
from meetings.packs.intake import sandbox, text_lines
from meetings.papers import handing_in
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.uploads import check_all


@pytest.fixture
def nothing_is_read(monkeypatch):
    """From when it is called, no file is read by anybody."""

    def read(*args, **more):
        raise AssertionError("A page reads a file.")

    return lambda: monkeypatch.setattr(sandbox, "run", read)


def test_a_file_is_read_when_it_is_checked_and_a_pack_when_it_is_built(meeting, clerk, nothing_is_read):
    item = agenda.add_item(meeting, title="Fostering", by=clerk)
    paper = papers.expect_paper(item, title="Fostering report", by=clerk)
    handing_in.hand_in(paper, data=pdf_of(1, "Write to mary@gmail.com"), filename="a.pdf", at=made.AT, by=clerk)
    check_all()
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        tasks.build_pack.func(tasks.request_build(meeting, edition, at=timezone.now(), by=clerk).pk)
    assert set(PackBuild.objects.values_list("state", flat=True)) == {"done"}
    nothing_is_read()
    found = [one.text for one in preflight.preflight(meeting, on=made.AT.date())]
    assert any("private email address" in text for text in found)


def test_a_build_is_done_whatever_goes_wrong_in_reading_ahead(meeting, clerk, monkeypatch):
    def wrong(*args, **more):
        raise RuntimeError("a bug")

    monkeypatch.setattr(preflight, "preflight", wrong)
    made.report(meeting, clerk)
    build = tasks.request_build(meeting, Edition.PUBLIC, at=timezone.now(), by=clerk)
    tasks.build_pack.func(build.pk)
    assert PackBuild.objects.get().state == "done"


def test_a_file_that_cannot_be_read_is_tried_once_and_not_by_every_page(meeting, clerk, monkeypatch):
    tried = []

    def too_long(pdf):
        tried.append(1)
        raise TimeoutError

    paper = made.report(meeting, clerk)
    monkeypatch.setattr(text_lines, "lines", too_long)
    for _ in range(3):
        found = privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current()))
        assert found == {paper.file.stored.sha256: None}
    assert len(tried) == 1


def test_a_file_that_finds_no_place_is_not_said_to_be_unreadable(meeting, clerk, monkeypatch):
    def busy(pdf):
        raise Busy(sandbox.BUSY)

    paper = made.report(meeting, clerk)
    with monkeypatch.context() as now:
        now.setattr(text_lines, "lines", busy)
        with pytest.raises(Busy):
            privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current()))
    assert privacy.in_stored([paper.file.stored], privacy.own_postcodes(Council.current())) == {
        paper.file.stored.sha256: {}
    }
