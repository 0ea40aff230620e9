"""What was taken down does not come back: not by a bad redacted copy, nor as the same file saved again (R60)."""

import io

import pikepdf
import pytest

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import StoredFile
from meetings.access.taken_down import fingerprints_down
from meetings.agendas import amendments
from meetings.models import Meeting, Paper, PaperFile, Takedown, TakedownWords
from meetings.packs.pdf.fingerprint import Fingerprint
from meetings.papers import background_verbs, open_by_leave
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.meetings.packs.making import pdf_of
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND, POISON, answers
from tests.meetings.world import moment
from tests.staging import staged

pytestmark = pytest.mark.both_databases("queries: what is read where after a takedown")
COPY = {"filename": "r.pdf", "at": DECIDED}


def address(paper: Paper) -> str:
    return f"/committees/safeguarding/2022-04-21/papers/{paper.file_id}/x.pdf"


def holds(stored: StoredFile) -> bool:
    return files.holds(StoredFile.objects.get(pk=stored.pk))


def test_r60_a_clerk_takes_a_bad_redacted_copy_away(world, clerk, proper_officer, after_commit):
    row = takedowns.hide(world.upload, **GROUND, by=clerk)
    bad = {"data": pdf_of(2, "It still names Joan"), **COPY}
    copy = after_commit(lambda: takedowns.place_redacted_copy(row, **bad, by=proper_officer)).redacted
    assert "names joan" in answers({address(world.upload)})[address(world.upload)][1].lower()
    desk = client_of(clerk)
    path = f"/desk/takedowns/new/paper/{world.upload.pk}/"
    sent = {"ground": "personal", "with_item": "False", "why": "The copy names Joan."}
    answer = after_commit(lambda: desk.post(path, sent))
    assert answer.status_code == 302
    assert answer.url == f"/desk/takedowns/{row.pk}/"
    status, said = answers({address(world.upload)})[address(world.upload)]
    assert (status, "joan" in said.lower()) == (410, False)
    pack = answers({"/committees/safeguarding/2022-04-21/pack.pdf"})
    assert not [one for one, (_, words) in pack.items() if "joan" in words.lower()]
    assert not holds(copy)
    with pytest.raises(Refused, match="already taken this down"):
        takedowns.hide(world.upload, **GROUND, by=clerk)
    good = {"data": pdf_of(2, "About a child"), **COPY}
    after_commit(lambda: takedowns.place_redacted_copy(Takedown.objects.get(), **good, by=proper_officer))
    assert "about a child" in answers({address(world.upload)})[address(world.upload)][1].lower()


def test_r60_a_redacted_copy_that_is_replaced_is_erased_with_its_packs(world, clerk, proper_officer, after_commit):
    row = takedowns.hide(world.upload, **GROUND, by=clerk)
    bad = {"data": pdf_of(2, "It still names Joan"), **COPY}
    copy = after_commit(lambda: takedowns.place_redacted_copy(row, **bad, by=proper_officer)).redacted
    packs = [pack.stored for pack in world.meeting.packs.filter(emptied=False, large_print=False)]
    assert packs
    good = {"data": pdf_of(2, "About a child"), **COPY}
    after_commit(lambda: takedowns.place_redacted_copy(Takedown.objects.get(), **good, by=proper_officer))
    assert not holds(copy)
    again = {pack.stored_id for pack in world.meeting.packs.all()}
    assert [one for one in packs if one.pk not in again]
    assert not [one for one in packs if one.pk not in again and holds(one)]
    after_commit(lambda: takedowns.place_redacted_copy(Takedown.objects.get(), **good, by=proper_officer))
    assert holds(Takedown.objects.get().redacted)


def saved_again(data: bytes) -> bytes:
    """Return the same pages saved as other bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo["/Producer"] = "Saved again"
        pdf.pages[0].contents_add(b"\n% again \n q Q")
        pdf.save(out)
    return out.getvalue()


def long_report() -> bytes:
    """Return a report with enough words to identify it."""
    return pdf_of(3, f"The case of {POISON} " + " ".join(f"word{number}" for number in range(60)))


@staged
def gone(world, clerk, proper_officer) -> Takedown:
    """Return the confirmed takedown of a long report that a supplement published."""
    about = {"filename": "long.pdf", "at": moment(2022, 4, 13, 11), "by": clerk, "background_papers": "None"}
    report = papers.add_paper(world.other.item, title="A long report", data=long_report(), **about)
    about = {"reason": "It came in since.", "at": moment(2022, 4, 13, 12), "by": clerk}
    amendments.publish_supplement(Meeting.objects.get(pk=world.meeting.pk), **about)
    row = takedowns.hide(Paper.objects.get(pk=report.pk), **GROUND, by=clerk)
    takedowns.confirm(row, **CONFIRMED, by=proper_officer)
    return Takedown.objects.get()


def publish(meeting: Meeting, by, at, after_commit) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    after_commit(lambda: amendments.publish_supplement(meeting, reason="It came in since.", at=at, by=by))


def test_r60_a_file_that_was_taken_down_does_not_come_back_saved_again(
    world, gone, clerk, proper_officer, after_commit
):
    about = {"filename": "x.pdf", "at": moment(2022, 4, 19, 10), "by": clerk}
    new = papers.add_paper(
        world.other.item, title="More", data=saved_again(long_report()), background_papers="None", **about
    )
    with pytest.raises(Refused, match="nearly all that was taken down on Thursday 14 April 2022"):
        publish(world.meeting, clerk, moment(2022, 4, 19, 11), after_commit)
    with pytest.raises(Refused, match="what was taken down on"):
        background_verbs.add_background(world.other, title="A letter", data=saved_again(long_report()), **about)
    leave = {"reason": "The name is left out.", "at": moment(2022, 4, 19, 12)}
    open_by_leave.allow_open(Paper.objects.get(pk=new.pk), **leave, by=proper_officer)
    publish(world.meeting, clerk, moment(2022, 4, 19, 13), after_commit)


def test_r60_what_it_stays_known_by_is_no_name_and_no_word(gone):
    file = PaperFile.objects.get(paper=gone.subject_id)
    kept = TakedownWords.objects.get(row_id=file.pk, of_table="meetings_paperfile", field="fingerprint")
    assert kept.original is None
    known = fingerprints_down()[file.pk]
    assert known.shingles
    assert known == Fingerprint(shingles=known.shingles, streams=known.streams)
