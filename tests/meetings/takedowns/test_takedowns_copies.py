"""What was taken down does not come back, and words that were copied from it go with it, wherever they went (R60)."""

import datetime as dt
import io

import pikepdf
import pytest
from django.urls import reverse

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import MunicipalYear, StoredFile
from meetings.access.taken_down import fingerprints_down
from meetings.agendas import amendments
from meetings.agendas import verbs as agenda
from meetings.models import (
    Action,
    AgendaItem,
    Certificate,
    LeaveToOpen,
    Meeting,
    Paper,
    PaperFile,
    Takedown,
    TakedownWords,
)
from meetings.packs.pdf.fingerprint import Fingerprint
from meetings.papers import background_verbs, open_by_leave
from meetings.papers import verbs as papers
from meetings.takedowns import verbs as takedowns
from tests.answers import client_of
from tests.meetings.minuted import APRIL, TENTH, entry, schedule
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import AT as BEFORE
from tests.meetings.publishing import issue, meeting_of, moment
from tests.meetings.taken_down import CONFIRMED, DECIDED, GROUND, POISON, answers, confirm_all, telling
from tests.staging import staged
from tests.workprogramme.considered import ACT
from tests.workprogramme.world import AT, ON
from workprogramme.items import on_agenda, scheduling
from workprogramme.items import verbs as items
from workprogramme.models import Move, Programme, ProgrammeItem
from workprogramme.outcomes import verbs as outcomes
from workprogramme.programmes import rolling
from workprogramme.programmes import verbs as programmes

TITLE = f"The case of {POISON}"
ASKED = {"text": "figures be sent to members", "owner_body": "the Director", **ACT}
pytestmark = pytest.mark.both_databases("queries: what is read where after a takedown")


@pytest.fixture
def take_down(clerk, proper_officer, after_commit):
    """Hide a thing and confirm whatever is hidden with it; the takedown of the thing itself."""

    def done(thing) -> Takedown:
        hidden = after_commit(lambda: takedowns.hide(thing, **GROUND, by=clerk))
        confirm_all(proper_officer, after_commit)
        return hidden

    return done


def publish(meeting: Meeting, by, at=BEFORE) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    issue(meeting, by, at=at)


def pages(*meetings: Meeting) -> set[str]:
    """Return the public addresses of the agendas and of every programme item."""
    found = {f"/committees/safeguarding/{meeting.slug}/{end}" for meeting in meetings for end in ("", "pack.pdf")}
    for year in {item.programme.year.slug for item in ProgrammeItem.objects.all()}:
        for name in ("programme", "programme-csv", "programme-ics", "programme-file"):
            found.add(reverse(f"public:{name}", args=["safeguarding", year]))
    for item in ProgrammeItem.objects.select_related("programme__year"):
        found.add(reverse("public:programme-item", args=["safeguarding", item.programme.year.slug, item.pk]))
    return found


@staged
def item(ground, year, clerk, officer) -> ProgrammeItem:
    """Return a programme item, considered on 10 January 2022, with the word in its own and its agenda's title."""
    programme = programmes.open_programme(ground, year, at=AT, by=clerk)
    programmes.publish_programme(programme, at=AT, by=clerk)
    january = schedule(ground, TENTH, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(january.items.get(kind=kind), by=clerk)
    made = items.add_item(
        Programme.objects.get(pk=programme.pk), title=TITLE, meeting=january, on=ON, at=AT, by=clerk
    )  # fmt: skip
    on_agenda.tie_to_agenda(made, agenda.add_item(january, title=TITLE, by=clerk), on=ON, at=AT, by=clerk)
    publish(january, clerk, at=moment(2021, 12, 20, 9))
    outcomes.accept(ProgrammeItem.objects.get(pk=made.pk), text="The report was noted.", **ACT, by=clerk)
    return ProgrammeItem.objects.get(pk=made.pk)


def test_r60_what_an_outcome_asked_for_is_reported_without_the_title(ground, item, clerk, take_down):
    outcomes.ask_more(item, **ASKED, by=clerk)
    april = schedule(ground, APRIL, clerk)
    publish(april, clerk)
    assert f"/committees/safeguarding/{april.slug}/" in telling(answers(pages(april)))
    take_down(item.agenda_item)
    found = answers(pages(april))
    assert telling(found) == set()
    assert "figures be sent to members" in found[f"/committees/safeguarding/{april.slug}/"][1]
    assert POISON not in Action.objects.get().asked_in


def test_r60_follow_ups_and_what_was_merged_lose_the_title(ground, item, clerk, take_down):
    later = outcomes.ask_more(item, look_back_on=dt.date(2022, 5, 1), **ACT, by=clerk).follow_up
    other = items.add_item(item.programme, title=f"{TITLE} again", on=ON, at=AT, by=clerk)
    why = f"It is the case of {POISON} again."
    scheduling.merge(other, into=ProgrammeItem.objects.get(pk=item.pk), reason=why, on=ON, at=AT, by=clerk)
    kept = items.add_item(item.programme, title="Fostering", details="A case of its own", on=ON, at=AT, by=clerk)
    assert telling(answers(pages()))
    take_down(item.agenda_item)
    assert telling(answers(pages())) == set()
    assert "Removed on" in ProgrammeItem.objects.get(pk=later.pk).title
    assert ProgrammeItem.objects.get(pk=kept.pk).details == "A case of its own"
    assert POISON not in "".join(Move.objects.values_list("reason", flat=True))


@pytest.mark.parametrize("published", [True, False], ids=["published", "waiting"])
def test_r60_the_follow_up_is_taken_off_other_agendas(ground, item, clerk, take_down, published):
    later = outcomes.ask_more(item, look_back_on=dt.date(2022, 5, 1), **ACT, by=clerk).follow_up
    april = schedule(ground, APRIL, clerk)
    there = agenda.add_item(april, title=TITLE, lead_line="The mother speaks", by=clerk)
    scheduling.schedule(later, april, reason="It is wanted.", on=ACT["on"], at=ACT["at"], by=clerk)
    on_agenda.tie_to_agenda(ProgrammeItem.objects.get(pk=later.pk), there, on=ACT["on"], at=ACT["at"], by=clerk)
    if published:
        publish(april, clerk)
    take_down(item.agenda_item)
    assert Takedown.objects.filter(subject="item", subject_id=there.pk).exists() == published
    if not published:
        publish(april, clerk)
    assert telling(answers(pages(april))) == set()
    assert AgendaItem.objects.get(pk=there.pk).lead_line == ("" if published else "The mother speaks")


def test_r60_the_row_it_was_rolled_forward_from_loses_its_words(ground, year, clerk, take_down):
    programme = programmes.open_programme(ground, year, at=AT, by=clerk)
    programmes.publish_programme(programme, at=AT, by=clerk)
    june = schedule(ground, dt.date(2022, 6, 16), clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(june.items.get(kind=kind), by=clerk)
    programme = Programme.objects.get(pk=programme.pk)
    old = items.add_item(programme, title=TITLE, details="A child", meeting=june, on=ON, at=AT, by=clerk)
    there = agenda.add_item(june, title=TITLE, by=clerk)
    on_agenda.tie_to_agenda(old, there, on=ON, at=AT, by=clerk)
    after = MunicipalYear.objects.create(is_draft=False, starts=dt.date(2022, 5, 19), ends=dt.date(2023, 5, 17))
    at = moment(2022, 5, 20, 9)
    rolled = rolling.roll_forward(programme, after, on=at.date(), at=at, by=clerk)
    programmes.publish_programme(Programme.objects.get(pk=rolled.pk), at=at, by=clerk)
    publish(june, clerk, at=moment(2022, 6, 1, 9))
    assert telling(answers(pages()))
    take_down(AgendaItem.objects.get(pk=there.pk))
    assert telling(answers(pages())) == set()
    assert ProgrammeItem.objects.get(pk=old.pk).details == ""


def test_r60_what_was_asked_once_the_outcome_was_known_goes_with_the_minute(considered, officer, clerk, take_down):
    considered.publish()
    item, meeting = considered.item, considered.minutes.meeting
    outcomes.accept(item, text="The report was noted.", **ACT, by=officer)
    text = f"the mother of {POISON} be visited"
    about = ASKED | {"text": text, "look_back_on": dt.date(2022, 5, 1)}
    made = outcomes.ask_more(ProgrammeItem.objects.get(pk=item.pk), **about, by=clerk)
    april = schedule(meeting.committee, APRIL, clerk)
    publish(april, clerk)
    assert f"/committees/safeguarding/{april.slug}/" in telling(answers(pages(april)))
    take_down(entry(considered.minutes, "Young Carers"))
    assert telling(answers(pages(april))) == set()
    assert POISON not in Action.objects.get(pk=made.action.pk).text
    follow_up = ProgrammeItem.objects.get(pk=made.follow_up.pk)
    assert (follow_up.title, POISON in follow_up.details) == ("Young Carers", False)


def test_r60_the_certificate_says_no_word_of_a_paper_that_went_out_by_leave(ground, clerk, proper_officer, take_down):
    meeting = meeting_of(ground, clerk)
    for kind in ("minutes", "work_programme"):
        agenda.remove_item(meeting.items.get(kind=kind), by=clerk)
    item = agenda.add_item(meeting, title="Part Two matter", part=2, by=clerk)
    about = {"at": BEFORE, "by": clerk, "background_papers": "None"}
    exempt = {"access": "exempt", "paragraphs": (1,), "public_interest_reason": "It would harm a person."}
    papers.add_paper(
        item, title="A placement", data=pdf_of(2, "A secret of the council"), filename="s.pdf",
        not_own_development=True, **exempt, **about,
    )  # fmt: skip
    opened = papers.add_paper(
        item, title=f"Summary of {POISON}", data=pdf_of(1, "An open summary"), filename="o.pdf", access="open", **about
    )  # fmt: skip
    open_by_leave.allow_open(opened, reason=f"Everyone knows of {POISON}", at=BEFORE, by=proper_officer)
    publish(meeting, clerk)
    address = f"/committees/safeguarding/{meeting.slug}/certificate/"
    assert telling(answers({address}))
    kept = Certificate.objects.get().opened[0]
    take_down(Paper.objects.get(pk=opened.pk))
    said = answers({address})[address][1]
    assert POISON not in said.lower()
    assert "Removed on" in said
    now = Certificate.objects.get().opened[0]
    assert {**now, "title": "", "reason": ""} == {**kept, "title": "", "reason": ""}
    assert POISON not in LeaveToOpen.objects.get().reason


COPY = {"filename": "r.pdf", "at": DECIDED}


def address(paper: Paper) -> str:
    return f"/committees/safeguarding/2022-04-21/papers/{paper.file_id}/x.pdf"


def holds(stored: StoredFile) -> bool:
    return files.holds(StoredFile.objects.get(pk=stored.pk))


def test_r60_a_clerk_takes_a_bad_redacted_copy_away(world, clerk, proper_officer, after_commit):
    desk = client_of(clerk)
    path = f"/desk/takedowns/new/paper/{world.upload.pk}/"
    assert f"“{world.upload.title}”" in desk.get(path).content.decode()
    row = takedowns.hide(world.upload, **GROUND, by=clerk)
    bad = {"data": pdf_of(2, "It still names Joan"), **COPY}
    copy = after_commit(lambda: takedowns.place_redacted_copy(row, **bad, by=proper_officer)).redacted
    assert "names joan" in answers({address(world.upload)})[address(world.upload)][1].lower()
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


def publish_supplement(meeting: Meeting, by, at, after_commit) -> None:
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
        publish_supplement(world.meeting, clerk, moment(2022, 4, 19, 11), after_commit)
    with pytest.raises(Refused, match="what was taken down on"):
        background_verbs.add_background(world.other, title="A letter", data=saved_again(long_report()), **about)
    leave = {"reason": "The name is left out.", "at": moment(2022, 4, 19, 12)}
    open_by_leave.allow_open(Paper.objects.get(pk=new.pk), **leave, by=proper_officer)
    publish_supplement(world.meeting, clerk, moment(2022, 4, 19, 13), after_commit)


def test_r60_what_it_stays_known_by_is_no_name_and_no_word(gone):
    file = PaperFile.objects.get(paper=gone.subject_id)
    kept = TakedownWords.objects.get(row_id=file.pk, of_table="meetings_paperfile", field="fingerprint")
    assert kept.original is None
    known = fingerprints_down()[file.pk]
    assert known.shingles
    assert known == Fingerprint(shingles=known.shingles, streams=known.streams)
