"""The agenda builder and the pages of papers, as a clerk uses them."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.models import AccessEvent
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import AgendaItem, Paper
from meetings.papers import verbs as papers
from meetings.papers import withholding
from meetings.papers.fields import PdfField
from tests.meetings.packs import making
from tests.staging import staged

NOW = dt.datetime(2022, 4, 6, 9, tzinfo=dt.UTC)
SECRET = "quokkaprice"


@pytest.fixture(autouse=True)
def _a_day_in_april():
    with time_machine.travel(NOW, tick=False):
        yield


@staged
def meeting(safeguarding, clerk, proper_officer, chairman):
    return calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)


@staged
def item(meeting, clerk, officer) -> AgendaItem:
    return agenda.add_item(meeting, title="Young Carers", owner=officer.person, by=clerk)


def at(meeting, page: str, *more) -> str:
    return reverse(f"desk:{page}", args=["safeguarding", meeting.slug, *more])


def pdf(pages: int = 2, name: str = "carers.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, making.pdf_of(pages), content_type="application/pdf")


def builder(client, meeting) -> str:
    return client.get(at(meeting, "meeting")).content.decode()


def exempt(**changes) -> dict:
    """Return the form data of an exempt paper."""
    return {
        "title": "Prices",
        "kind": "report",
        "access": "exempt",
        "paragraphs": ["3"],
        "public_interest_reason": "A rival would use them.",
        "not_registrable": "on",
        "not_own_development": "on",
        **changes,
    }


def test_where_an_item_is_dropped_is_counted_in_its_own_list(desk, meeting, item, clerk):
    assert desk.post(at(meeting, "items-order"), {"item": item.pk, "position": 1}).status_code == 204
    item.refresh_from_db()
    assert item.number == 1
    first, second = (agenda.add_item(meeting, title=title, part=2, by=clerk) for title in ("One", "Two"))
    desk.post(at(meeting, "items-order") + "?after=5", {"item": second.pk, "position": 1})
    assert list(meeting.items.in_order().filter(part=2)) == [second, first]


def test_an_item_that_is_only_a_title_is_removed_without_asking_and_no_other(desk, meeting, item, clerk):
    bare = agenda.add_item(meeting, title="Libraries", by=clerk)
    with_paper = agenda.add_item(meeting, title="Early help", by=clerk)
    papers.expect_paper(with_paper, title="Early help", by=clerk)
    page = builder(desk, meeting)
    for one, asks in ((bare, False), (with_paper, True), (item, True)):
        remove = at(meeting, "item-remove", one.pk)
        assert (f'href="{remove}"' in page, f'formaction="{remove}"' in page) == (asks, not asks), one.title
    answer = desk.post(at(meeting, "item-remove", bare.pk), headers={"HX-Request": "true"}, follow=True)
    assert "“Libraries” removed from the agenda." in answer.content.decode()
    assert not AgendaItem.objects.filter(pk=bare.pk).exists()


def test_whoever_was_reminded_of_a_paper_that_goes_with_its_item_is_named(desk, meeting, item, officer, clerk):
    paper = papers.expect_paper(item, title="Early help", owner=officer.person, by=clerk)
    page = at(meeting, "item-remove", item.pk)
    assert "no longer needed" not in desk.get(page).content.decode()
    Paper.objects.filter(pk=paper.pk).update(reminded_at=dt.datetime(2022, 4, 4, 9, tzinfo=dt.UTC))
    said = f"{officer.person} was reminded of it on 4 April 2022. Tell them that it is no longer needed."
    assert said in desk.get(page).content.decode()


def test_a_paper_that_has_not_come_is_marked_as_to_follow_where_the_check_names_it(desk, meeting, item, clerk):
    owed = [papers.expect_paper(item, title=title, by=clerk) for title in ("Early help", "Prices")]
    check = at(meeting, "agenda-publish")
    assert desk.get(check).text.count("Mark as to follow") == 2
    answer = desk.post(at(meeting, "paper-to-follow", owed[0].pk), {"back": f"{check}#findings"})
    assert answer.headers["Location"] == f"{check}#findings"
    owed[0].refresh_from_db()
    assert owed[0].state == "to_follow" and desk.get(check).text.count("Mark as to follow") == 1


def test_why_an_item_is_not_removed_from_the_agenda_itself_is_told_there(desk, meeting, clerk, monkeypatch):
    bare = agenda.add_item(meeting, title="Libraries", by=clerk)

    def refuse(item, *, by):
        raise Refused("Something is recorded under it.")

    monkeypatch.setattr(agenda, "remove_item", refuse)
    answer = desk.post(at(meeting, "item-remove", bare.pk), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == at(meeting, "meeting")
    assert "Something is recorded under it." in builder(desk, meeting)


def test_a_file_over_the_limit_is_refused_before_a_byte_of_it_is_read(desk, meeting, item, settings):
    class Unreadable(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("It was read.")

    settings.UPLOAD_LIMIT_BYTES = 100
    with pytest.raises(ValidationError, match="the limit is"):
        PdfField().clean(Unreadable("carers.pdf", b"%PDF-" * 100))
    assert "the limit is" in desk.post(at(meeting, "item-upload", item.pk), {"pdfs": [pdf()]}).content.decode()


def test_an_exempt_paper_says_at_its_fields_what_the_law_still_asks(desk, meeting, item):
    bare = {"title": "Prices", "kind": "report", "access": "exempt"}
    for sent, told in (
        (bare, ("at least one paragraph", "public interest", "Sch 12A para 9")),
        ({**bare, "access": "confidential"}, ("Enter what forbids disclosure",)),
    ):
        page = desk.post(at(meeting, "paper-new", item.pk), sent).content.decode()
        assert [words for words in told if words not in page] == []
    assert not Paper.objects.exists()
    assert desk.post(at(meeting, "paper-new", item.pk), exempt()).status_code == 302
    assert item.papers.get().paragraphs == "3"


def test_a_paper_is_asked_for_then_sent_in_then_made_exempt_then_open_again(desk, meeting, item, checked_at_once):
    asked = {"title": "Report", "kind": "report", "access": "open", "due_on": "2022-04-08", "to_follow": "on"}
    desk.post(at(meeting, "paper-new", item.pk), asked)
    paper = item.papers.get()
    assert (paper.state, paper.due_on) == ("to_follow", dt.date(2022, 4, 8))
    assert "(To Follow)" in builder(desk, meeting)
    answer = desk.post(at(meeting, "paper-upload", paper.pk), {"file": pdf(3)}, follow=True)
    assert "It is not tagged, so screen readers cannot identify" in answer.content.decode()
    desk.post(at(meeting, "paper", paper.pk), exempt())
    paper.refresh_from_db()
    assert (paper.access, paper.title) == ("exempt", "Prices")
    desk.post(at(meeting, "paper", paper.pk), {"title": "Prices", "kind": "report", "access": "open"})
    paper.refresh_from_db()
    assert (paper.access, paper.state) == ("open", "received")


def test_a_withheld_paper_may_have_an_open_version_and_loses_it_when_it_is_opened(desk, meeting, item, clerk):
    version = papers.expect_paper(item, title="Open report", by=clerk)
    desk.post(at(meeting, "paper-new", item.pk), exempt(open_version=version.pk))
    paper = item.papers.get(access="exempt")
    assert paper.open_version == version
    page, opened = at(meeting, "paper", paper.pk), {"title": "Prices", "kind": "report", "access": "open"}
    assert desk.post(page, {**opened, "open_version": version.pk}).status_code == 422
    desk.post(page, opened)
    paper.refresh_from_db()
    assert (paper.access, paper.open_version) == ("open", None)


def as_shown(client, url: str) -> dict:
    """Return the form data of a page sent back unchanged."""
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_an_old_form_does_not_open_a_paper_that_was_made_exempt_meanwhile(desk, meeting, item, clerk, proper_officer):
    paper = papers.expect_paper(item, title="Prices", by=clerk)
    page = at(meeting, "paper", paper.pk)
    mine = as_shown(desk, page) | {"recommendations": "That it be noted", "title": "Prices of homes"}
    grounds = {"paragraphs": [3], "public_interest_reason": "A rival would use them.", "public_title": "A contract"}
    sure = {"not_registrable": True, "not_own_development": True}
    withholding.set_access(paper, access="exempt", by=proper_officer, **grounds, **sure)
    papers.edit_paper(paper, title="Prices of schools", by=proper_officer)
    answer = desk.post(page, mine)
    paper.refresh_from_db()
    assert answer.status_code == 422
    assert (paper.access, paper.paragraph_numbers, paper.title) == ("exempt", (3,), "Prices of schools")
    form = answer.context["form"]
    told = {one.label: one.text for one in form.kept_now}
    assert told["Who can read it?"] == "Exempt" and told["Title"] == "Prices of schools"
    assert "Petra Proper has changed this since you opened this page" in answer.content.decode()
    assert desk.post(page, {bound.html_name: bound.value() for bound in form if bound.value()}).status_code == 302
    paper.refresh_from_db()
    assert (paper.access, paper.paragraph_numbers, paper.public_title) == ("exempt", (3,), "A contract")
    assert (paper.title, paper.recommendations) == ("Prices of homes", "That it be noted")


def test_a_withheld_file_is_read_at_the_desk_and_the_reading_is_noted(desk, meeting, item, clerk):
    grounds = {"paragraphs": (1,), "public_interest_reason": "A child is named.", "not_own_development": True}
    file = {"data": making.pdf_of(1), "filename": "a.pdf", "at": NOW, "by": clerk}
    paper = papers.add_paper(item, title=SECRET, public_title="Appendix", access="exempt", **grounds, **file)
    answer = desk.get(at(meeting, "paper-file", paper.pk))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert SECRET not in str(answer.headers)
    assert AccessEvent.objects.get().subject_id == paper.pk
    assert desk.get(at(meeting, "paper-file-earlier", paper.pk, 1)).status_code == 200
    assert desk.get(at(meeting, "paper-file-earlier", paper.pk, 2)).status_code == 404
