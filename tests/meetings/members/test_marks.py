"""Reading marks: a member's read papers and places in them are kept for that member, and shown to nobody else."""

import datetime as dt
import logging

import pytest
from django.db import OperationalError
from django.urls import reverse

from committee.acts.verbs import NotAllowed
from committee.models import AccessEvent, AuditEntry, Seat, SentForm, User
from meetings.agendas import amendments
from meetings.agendas.views import reading_page
from meetings.members import marks
from meetings.models import PublishedPaper, ReadingMark
from meetings.packs.reading import view
from meetings.papers import handing_in
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.answers import words as text_of
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import moment
from tests.staging import staged
from tests.uploads import check_all

WHERE = ["safeguarding", "2022-04-21"]
MEETING = reverse("members:meeting", args=WHERE)


def address(paper, name: str = "reading", *more: int) -> str:
    """Return an address of a paper for members."""
    slug = reading_page.address_words(paper.title_for_public)
    return reverse(f"members:{name}", args=[*WHERE, paper.file_id, slug, *more])


@pytest.fixture
def in_parts(monkeypatch) -> None:
    """Make each page of a paper a part by itself."""
    monkeypatch.setattr(reading_page, "PART", 1)


def states(client) -> dict[str, str]:
    """Return the words on each paper's mark on My meeting, by the paper's title."""
    page = client.get(MEETING)
    items = [*page.context["part_one"], *page.context["part_two"]]
    papers = [paper for item in items for paper in item.papers if paper.mark]
    assert all(paper.mark.state in text_of(page) for paper in papers)
    return {paper.title: paper.mark.state for paper in papers}


def test_paper_is_read_once_its_last_page_was_open_and_until_it_is_marked_as_not_read(published, by_member, in_parts):
    title = published.open_paper.title
    assert states(by_member)[title] == "Not read yet"
    by_member.get(address(published.open_paper))
    assert states(by_member)[title] == "Not read yet"
    by_member.get(address(published.open_paper, "reading-part", 3))
    assert states(by_member)[title] == "Read"
    assert "You have read 1 of 4 papers." in text_of(by_member.get(MEETING))
    back = by_member.post(address(published.open_paper, "paper-mark"), {"is_read": "no"})
    assert back["Location"] == f"{MEETING}#item-{published.open_paper.item.number}"
    assert states(by_member)[title] == "Not read yet"
    by_member.post(address(published.open_paper, "paper-mark"), {"is_read": "yes"})
    assert states(by_member)[title] == "Read"


def test_place_in_a_paper_is_remembered_on_every_device_and_moved_by_no_look_at_its_first_page(
    published, member, by_member, in_parts
):
    paper = published.open_paper
    first = PublishedPaper.objects.get(paper_file=paper.file, version__number=1).first_page
    by_member.get(reverse("members:page", args=[*WHERE, first + 1]))
    other_device = client_of(member)
    go_on = f"Go on at page {first + 1}"
    assert go_on in text_of(other_device.get(MEETING))
    for _ in range(2):
        page = other_device.get(address(paper))
        assert go_on in text_of(page) and address(paper, "reading-part", 2) in page.text
    assert go_on not in text_of(other_device.get(address(paper, "reading-part", 2)))


def test_nobody_else_learns_what_a_member_has_read(published, member, by_member, chairman, desk, caplog):
    traces = [AuditEntry, AccessEvent, SentForm]
    before = [list(model.objects.values_list("pk", flat=True)) for model in traces]
    with caplog.at_level(logging.DEBUG):
        by_member.get(address(published.open_paper))
        by_member.post(address(published.open_paper, "paper-mark"), {"is_read": "yes"})
    assert ReadingMark.objects.of(member).get().is_read
    assert [list(model.objects.values_list("pk", flat=True)) for model in traces] == before
    assert "is_read" not in caplog.text and "readingmark" not in caplog.text
    assert set(states(client_of(chairman)).values()) == {"Not read yet"}
    assert desk.get(MEETING).status_code == 404
    assert "have read" not in text_of(desk.get(reverse("desk:meeting", args=WHERE)))


def test_mark_tells_nothing_once_the_right_to_its_paper_has_ended(published, member, by_member):
    secret = published.secret_paper
    by_member.get(address(secret))
    assert states(by_member)[secret.title] == "Read"
    Seat.objects.filter(person=member.person).update(until=dt.date(2022, 4, 30))
    assert secret.title not in states(by_member) and "You have read 0 of 3 papers." in text_of(by_member.get(MEETING))
    assert by_member.post(address(secret, "paper-mark"), {"is_read": "no"}).status_code == 404
    with pytest.raises(NotAllowed):
        marks.mark_read(secret.its_file, is_read=False, by=User.objects.get(pk=member.pk))
    assert ReadingMark.objects.of(member).get().is_read


def test_page_is_shown_though_its_place_cannot_be_saved(published, by_member, monkeypatch, caplog):
    def fail(*_: object, **__: object) -> None:
        raise OperationalError(f"locked: file {published.open_paper.file_id}, Mary")

    monkeypatch.setattr(marks, "_save", fail)
    assert by_member.get(address(published.open_paper)).status_code == 200
    assert "was not saved" in caplog.text and "Mary" not in caplog.text


def test_marks_end_six_months_after_the_meeting_and_with_the_sign_in(published, member, chairman):
    for reader in (member, chairman):
        marks.mark_read(published.open_paper.its_file, is_read=True, by=reader)
    list(marks.delete_in_time(at=moment(2022, 10, 21, 6)))
    assert ReadingMark.objects.count() == 2
    User.objects.filter(pk=chairman.pk).update(is_active=False)
    list(marks.delete_in_time(at=moment(2022, 10, 21, 6)))
    assert ReadingMark.objects.get().user == member
    assert list(marks.delete_in_time(at=moment(2022, 10, 22, 6))) == [], "the mail of the timers has no number"
    assert not ReadingMark.objects.exists()


@staged
def corrected(published, clerk):
    """Return the open report as corrected in a supplement."""
    at = moment(2022, 4, 14, 9)
    data = pdf_of(2, "Young Carers report, with the right figures")
    new = handing_in.correct_paper(
        published.open_paper, data=data, filename="a.pdf", reason="A figure was wrong.", at=at, by=clerk
    )
    check_all()
    amendments.publish_supplement(published.meeting, reason="A figure was wrong.", at=at, by=clerk)
    new.refresh_from_db()
    view.make_missing(new.its_file.stored)
    return new


def test_corrected_paper_has_changed_for_a_member_who_read_the_earlier_one(corrected, by_member, chairman):
    by_member.get(address(corrected.replaces))
    assert states(by_member)[corrected.title] == "Changed since you read it"
    assert "You have read 0 of 4 papers; 1 has changed since you read it." in text_of(by_member.get(MEETING))
    assert states(client_of(chairman))[corrected.title] == "Not read yet"
    page = by_member.get(address(corrected, "paper-changes"))
    assert "with the right figures" in "".join(
        piece.text for *_, pieces in page.context["passages"] for piece in pieces if piece.kind == "new"
    )
    assert "A figure was wrong." in text_of(page)
    assert address(corrected, "paper-changes").removesuffix("/changes/") in by_member.get(MEETING).text
    by_member.post(address(corrected, "paper-mark"), {"is_read": "yes"})
    assert states(by_member)[corrected.title] == "Read"
    assert by_member.get(address(corrected.replaces, "paper-changes")).status_code == 404, "there is none before it"


def test_no_link_leads_to_the_changes_from_a_paper_that_was_taken_down(corrected, by_member, clerk):
    assert "See what changed" in by_member.get(address(corrected)).text
    earlier = corrected.replaces
    takedowns.hide(earlier, ground="personal", why="It names a child.", at=moment(2022, 4, 15, 9), by=clerk)
    assert "See what changed" not in by_member.get(address(corrected)).text
