"""What the check of a pack found is kept with it: publishing walks no structure that its build walked (R50, R51)."""

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import DatabaseError, transaction

from committee.acts.refusal import Refused
from committee.files import files
from meetings.agendas import publishing
from meetings.agendas.preflight import preflight
from meetings.models import Edition, Pack
from meetings.packs import check
from meetings.packs.builds import build, verdict
from meetings.packs.pdf import structure_check
from tests.meetings import publishing as made
from tests.meetings.packs.making import pdf_of
from tests.staging import staged

pytestmark = pytest.mark.both_databases("JSON: a verdict is kept as data, and triggers guard it")

SAYS = "is of its own file, and stays as it was found"


@staged
def meeting(safeguarding, clerk, proper_officer, chairman, member):
    """Return an agenda with an open and an exempt report, its packs not built yet."""
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk)
    made.exempt(meeting, clerk)
    return meeting


@pytest.fixture
def walked(monkeypatch) -> list[int]:
    """How many pages each file had whose structure was read."""
    pages: list[int] = []

    class Counted(structure_check.StructureReader):
        def __init__(self, document):
            pages.append(len(document.pages))
            super().__init__(document)

    monkeypatch.setattr(structure_check, "StructureReader", Counted)
    return pages


def pack_of(meeting, edition=Edition.PUBLIC) -> Pack:
    pack = build.current_pack(meeting, edition)
    assert pack is not None
    return pack


def with_another_file(pack, found=None) -> Pack:
    """Save the pack as a new row with a file that breaks all its promises; `found` are the stored faults."""
    pack.stored = files.keep(pdf_of(pack.pages, "Another"))
    promise = verdict.promise_of(pack, ())
    pack.pk, pack.verdict = None, {} if found is None else verdict.found(pack.stored.sha256, promise, found)
    pack.save()
    return pack


def refusal_of(meeting, clerk) -> Refused:
    with pytest.raises(Refused) as refused:
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert not meeting.versions.exists()
    return refused.value


def test_a_build_walks_each_edition_once_and_publishing_none(meeting, clerk, walked):
    made.built(meeting)
    assert len(walked) == 2
    walked.clear()
    cache.clear()  # it is the row that keeps it
    assert publishing.publish_agenda(meeting, at=made.AT, by=clerk).public_pack == pack_of(meeting)
    assert walked == []


def test_a_verdict_of_older_checks_is_worked_out_anew_once(meeting, clerk, walked, monkeypatch):
    made.built(meeting)
    walked.clear()
    monkeypatch.setattr(check, "VERSION", check.VERSION + 1)
    publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert walked == [pack_of(meeting, edition).pages for edition in (Edition.PUBLIC, Edition.MEMBERS)]
    preflight(meeting, on=made.LAST_DAY)
    assert len(walked) == 2


def test_a_verdict_is_not_believed_of_another_file_nor_of_other_ranges(meeting, walked):
    made.built(meeting)
    pack, ours = pack_of(meeting), ()
    assert verdict.kept(pack, verdict.promise_of(pack, ours)) == []
    pack.manifest[-1]["last"] += 1
    assert verdict.kept(pack, verdict.promise_of(pack, ours)) is None
    pack = pack_of(meeting)
    pack.stored = pack_of(meeting, Edition.MEMBERS).stored
    assert verdict.kept(pack, verdict.promise_of(pack, ours)) is None
    pack = pack_of(meeting)
    pack.meeting.date = made.LAST_DAY
    assert verdict.kept(pack, verdict.promise_of(pack, ours)) is None


def test_a_verdict_with_faults_refuses_publication_as_reading_the_file_does(meeting, clerk, walked):
    made.built(meeting)
    read = with_another_file(pack_of(meeting))
    worked_out = refusal_of(meeting, clerk)
    found = verdict.promise_of(read, ()).faults(files.read(read.stored))
    assert found and worked_out.rule == "R51" and "The public edition: The pack has no tags." in worked_out.text
    walked.clear()
    with_another_file(pack_of(meeting), found)
    cache.clear()
    assert refusal_of(meeting, clerk).text == worked_out.text
    assert walked == []


def test_the_database_keeps_a_verdict_as_it_was_found_and_of_its_own_file(meeting):
    made.built(meeting)
    public, members = pack_of(meeting), pack_of(meeting, Edition.MEMBERS)
    for other in ({}, members.verdict):
        with pytest.raises(DatabaseError, match=SAYS), transaction.atomic():
            Pack.objects.filter(pk=public.pk).update(verdict=other)
    public.pk, public.verdict = None, members.verdict
    with pytest.raises(DatabaseError, match=SAYS), transaction.atomic():
        public.save()
    assert Pack.objects.filter(pk=members.pk).update(untagged=[]) == 1, "the rest of a row is as free as it was"


def test_a_public_pack_whose_file_was_altered_since_is_made_anew_and_not_published_unread(meeting, clerk):
    made.built(meeting)
    pack = pack_of(meeting)
    preflight(meeting, on=made.LAST_DAY)
    path = f"{pack.stored.sha256[:2]}/{pack.stored.sha256[2:4]}/{pack.stored.sha256}"
    with open(storages["private"].path(path), "r+b") as handle:
        handle.write(b"%XXX")
    version = publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert files.read(version.public_pack.stored).startswith(b"%PDF")
