"""Publishing once, and the few acts that may change an agenda afterwards."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.wording.dates import LONDON
from meetings.agendas import amendments, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Access, PublishedPaper, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.papers import verbs as papers
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.packs.making import pdf_of

pytestmark = pytest.mark.both_databases("JSON: the agenda is frozen as data, and triggers guard it")


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
