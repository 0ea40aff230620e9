"""Publishing once, and the few acts that may change an agenda afterwards."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from committee.acts import audit
from committee.acts.refusal import Refused
from committee.files import files
from committee.wording.dates import LONDON
from meetings.agendas import amendments, publishing, supplements
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Access, AgendaVersion, Edition, PublishedPaper, VersionKind
from meetings.packs import snapshot as snapshots
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from tests.meetings.packs.builds.test_building import page_texts
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.both_databases("JSON: the agenda is frozen as data, and triggers guard it")


def moment(day: int, hour: int = 10, month: int = 4) -> dt.datetime:
    return dt.datetime(2022, month, day, hour, tzinfo=LONDON)


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    """Return an agenda with one paper of four pages, its packs built on 11 April 2022."""
    meeting = calendar.schedule(safeguarding, dt.date(2022, 4, 21), by=clerk)
    item = agenda.add_item(meeting, title="Young Carers", by=clerk)
    data = pdf_of(4, "Words of the report")
    fields = {"filename": "carers.pdf", "at": moment(8), "by": clerk, "background_papers": "None"}
    papers.add_paper(item, title="Young Carers report", data=data, **fields)
    for edition in (Edition.PUBLIC, Edition.MEMBERS):
        build.build(meeting, edition, at=moment(11))
    return meeting


@staged
def published(meeting, clerk):
    publishing.publish_agenda(meeting, at=moment(11), by=clerk)
    return meeting


def carers(meeting):
    return meeting.items.get(title="Young Carers")


def add_late(meeting, clerk, pages: int = 3, title: str = "Late figures", **access):
    data = pdf_of(pages, f"Words of {title}")
    fields = {"filename": "late.pdf", "at": moment(14), "by": clerk, "background_papers": "None"}
    return papers.add_paper(carers(meeting), title=title, data=data, **fields, **access)


def test_it_is_refused_on_12_april_and_done_on_11_april(meeting, clerk):
    with pytest.raises(Refused, match="clear days") as refusal:
        publishing.publish_agenda(meeting, at=moment(12), by=clerk)
    assert refusal.value.rule == "R01"
    assert not meeting.versions.exists()
    version = publishing.publish_agenda(meeting, at=moment(11), by=clerk)
    assert (version.number, version.kind) == (1, VersionKind.FIRST)


def test_the_version_is_frozen_with_its_hash_and_whose_act_it_was_late_that_night(meeting, clerk):
    version = publishing.publish_agenda(meeting, at=dt.datetime(2022, 4, 11, 23, 30, tzinfo=LONDON), by=clerk)
    assert version.snapshot["issued_on"] == "2022-04-11"
    assert version.sha256 == snapshots.digest(version.snapshot)
    assert version.acting_for == "Petra Proper, Director of Corporate Services"
    assert str(audit.trail_of(meeting).first()) == (
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
    version = supplements.publish_supplement(published, reason=reason, at=moment(14), by=clerk)
    assert (version.number, version.supplement) == (2, 1)
    assert (version.public_pack.first_page, version.public_pack.last_page) == (5, 8)
    texts = page_texts(files.read(version.public_pack.stored))
    sheet = " ".join(texts[0].split())
    for told in ("Supplement 1 to the agenda", "Young Carers (Pages 5–8)", reason):
        assert told in sheet, told
    assert "Page 5" in texts[-4]
    add_late(published, clerk, pages=2, title="Later figures")
    last = supplements.publish_supplement(published, reason="Sent Later.", at=moment(15), by=clerk)
    assert last.supplement == 2
    places = {paper.title: (paper.first_page, paper.last_page) for paper in last.papers.all()}
    assert places == {first.title: (1, 4), "Late figures": (5, 8), "Later figures": (9, 10)}


def test_a_paper_received_after_publication_is_not_public_until_its_supplement(published, clerk):
    with pytest.raises(Refused, match="No papers have been received"):
        supplements.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    paper = add_late(published, clerk)
    with pytest.raises(Refused, match="Enter why"):
        supplements.publish_supplement(published, reason="  ", at=moment(14), by=clerk)
    assert not PublishedPaper.objects.filter(paper_file__paper=paper).exists()
    agenda.add_item(published, title="Unfinished urgent business", by=clerk)
    version = supplements.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    assert "Unfinished urgent business" not in str(version.snapshot)


def test_a_withdrawn_item_keeps_its_number_and_nothing_is_renumbered(published, clerk):
    before = [item["number"] for item in published.versions.get().snapshot["items"]]
    version = amendments.withdraw_item(carers(published), reason="The report is not ready.", at=moment(13), by=clerk)
    assert [item["number"] for item in version.snapshot["items"]] == before
    shown = next(item for item in version.snapshot["items"] if item["title"] == "Young Carers")
    assert shown["withdrawn"]["reason"] == "The report is not ready."
    assert published.versions.get(number=1).snapshot["items"] != version.snapshot["items"]
    with pytest.raises(Refused, match="withdrawn already"):
        amendments.withdraw_item(carers(published), reason="Once Again.", at=moment(13), by=clerk)


def test_nothing_changes_an_agenda_whose_meeting_is_cancelled(published, clerk):
    calendar.cancel(published, reason="Heavy snow in the county.", at=moment(12), by=clerk)
    with pytest.raises(Refused, match="is cancelled"):
        amendments.withdraw_item(carers(published), reason="The report is not ready.", at=moment(13), by=clerk)
    assert not carers(published).is_withdrawn


def test_a_correction_changes_words_with_a_note_and_leaves_the_old_version_as_it_was(published, clerk):
    item = carers(published)
    about = {"note": "The title was misspelt.", "at": moment(12), "by": clerk}
    version = amendments.correct(published, **about, items={item.pk: {"title": "Young carers"}})
    assert "Young carers" in str(version.snapshot)
    assert "Young Carers'" in str(published.versions.get(number=1).snapshot)
    for words, why in (({"title": "Young carers"}, "Nothing was changed"), ({"number": 3}, "cannot correct")):
        with pytest.raises(Refused, match=why):
            amendments.correct(published, **about, items={item.pk: words})


def test_a_withheld_supplement_leaves_nothing_of_itself_in_the_public_one(published, clerk):
    grounds = {"paragraphs": (1,), "public_interest_reason": "It names a child.", "not_own_development": True}
    add_late(published, clerk, title="quagmarrow", access=Access.EXEMPT, public_title="A case", **grounds)
    version = supplements.publish_supplement(published, reason="Too Late.", at=moment(14), by=clerk)
    public, members = (files.read(pack.stored) for pack in (version.public_pack, version.members_pack))
    assert "quagmarrow" in " ".join(page_texts(members))
    assert "quagmarrow" not in " ".join(page_texts(public))
    assert b"quagmarrow" not in public
    assert "quagmarrow" not in str(snapshots.for_public(version.snapshot))
    assert not PublishedPaper.objects.public().filter(version=version, title="A case").exists()


def test_re_arranging_and_cancelling_a_published_meeting_each_make_a_version(published, clerk):
    calendar.rearrange(
        published, day=dt.date(2022, 5, 5), starts=dt.time(14), reason="The hall is flooded.", at=moment(13), by=clerk
    )
    published.refresh_from_db()
    calendar.cancel(published, reason="No quorum can be had.", at=moment(14), by=clerk)
    kinds = list(AgendaVersion.objects.filter(meeting=published).order_by("number").values_list("kind", flat=True))
    assert kinds == [VersionKind.FIRST, VersionKind.REARRANGED, VersionKind.CANCELLED]
    assert published.versions.get(number=2).snapshot["rearranged_from"] == "2022-04-21"
