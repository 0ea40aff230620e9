"""Nothing that a withheld paper is known by goes out to the public, and no builder of packs opens a withheld file."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from pikepdf import Dictionary, Name, Pdf

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import Council, WithheldPapers
from meetings.agendas import amendments, preflight, publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.models import Access, AgendaItem, Edition, PageText, Paper, PaperFile
from meetings.packs import join, notices_pdf
from meetings.packs.builds import build
from meetings.packs.leak_check import meeting_check
from meetings.papers import text_versions
from meetings.papers import verbs as papers
from tests.meetings import publishing as made
from tests.meetings.packs import making
from tests.staging import staged
from tests.workprogramme import executive
from workprogramme.forward_plan import private_notices

SECRET = "Zanzibar Respite offers four hundred and twelve pounds a night for"  # eleven words a page
LATER = made.AT + dt.timedelta(days=2)


@staged
def meeting(safeguarding, clerk, proper_officer):
    """Return a meeting with an open report and an exempt one."""
    meeting = made.meeting_of(safeguarding, clerk)
    made.report(meeting, clerk)
    withheld(meeting, clerk)
    return meeting


def withheld(meeting, clerk, *, text: str = SECRET, filename: str = "larkfield settlement.pdf") -> Paper:
    """Add an exempt report of two pages with those words, in an item of its own."""
    item = agenda.add_item(
        meeting, title="Prices of Zanzibar", public_title="Contract for respite care", part=2, by=clerk
    )
    data = making.pdf_of(2, text)
    return papers.add_paper(item, title="Bid", data=data, filename=filename, at=made.AT, by=clerk, **made.EXEMPT)


@pytest.fixture
def leak(monkeypatch) -> Callable[..., None]:
    """Return a function that draws a text on the last page of every pack joined from then on."""

    def leak(text: str) -> None:
        whole = join.join

        def faulty(*args, **kwargs):
            joined = whole(*args, **kwargs)
            plain = Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
            with Pdf.open(io.BytesIO(joined.pdf)) as pdf:
                page = pdf.pages[-1]
                page.obj.Resources.Font.Leaky = pdf.make_indirect(plain)
                drawn = f"BT /Leaky 9 Tf 60 300 Td ({text}) Tj ET ".encode()
                page.contents_add(pdf.make_stream(drawn), prepend=True)
                return replace(joined, pdf=making.saved(pdf))

        monkeypatch.setattr(join, "join", faulty)

    return leak


def test_a_public_pack_with_words_of_a_withheld_paper_is_not_used(meeting, leak):
    leak(f"{SECRET} 1")
    with pytest.raises(Refused) as refusal:
        build.build(meeting, Edition.PUBLIC, at=made.AT)
    number = made.item_of(meeting, "Prices of Zanzibar").number
    assert refusal.value.rule == "R16"
    assert "The public pack was made but is not used." in refusal.value.text
    assert f"It holds words of the withheld paper of item {number} (page 4)." in refusal.value.text
    assert "Zanzibar" not in refusal.value.text
    assert not meeting.packs.filter(edition=Edition.PUBLIC).exists()
    assert build.build(meeting, Edition.MEMBERS, at=made.AT).pages, "the members’ edition may hold them"


def test_a_file_name_a_hidden_title_and_a_text_version_are_looked_for_too(meeting, clerk, leak):
    file = made.item_of(meeting, "Prices of Zanzibar").papers.get().file
    words = "Scanned letter: the bidder asks that no one learns of its losses last year"
    PageText.objects.create(file=file, page=1, text=words, written_by=clerk, written_at=made.AT)
    for text, what in (
        ("See larkfield settlement there", "the file name of"),
        ("Prices of Zanzibar", "the hidden title of item"),
        (words, "words of"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(join, "join", join.join)
            leak(text)
            with pytest.raises(Refused, match=what):
                build.build(meeting, Edition.PUBLIC, at=made.AT)


def leaks(meeting, text: str = f"{SECRET} 1") -> bool:
    """Return whether the gate stops a public file that says so."""
    try:
        meeting_check.refuse_leaks(making.pdf_of(1, text), meeting, shown=[], what="It")
    except Refused as refusal:
        return "words of the withheld paper" in refusal.text
    return False


@pytest.mark.parametrize("how", ["replaced", "its item withdrawn"])
def test_a_file_that_is_no_longer_wanted_is_still_withheld(meeting, clerk, how):
    paper = made.item_of(meeting, "Prices of Zanzibar").papers.get()
    if how == "replaced":
        papers.receive_file(paper, data=making.pdf_of(1, "New words"), filename="new.pdf", at=made.AT, by=clerk)
    else:
        type(paper.item).objects.filter(pk=paper.item_id).update(withdrawn_at=made.AT, withdrawn_reason="No longer")
    assert leaks(meeting)


def test_what_an_open_paper_says_is_no_leak_and_what_it_said_before_it_was_replaced_is(meeting, clerk):
    assert leaks(meeting)
    paper = made.report(meeting, clerk, title="Open version", data=making.pdf_of(2, SECRET))
    assert not leaks(meeting)
    PaperFile.objects.filter(paper=paper).update(fingerprint=b"")
    assert not leaks(meeting), "without a fingerprint its words are read"
    papers.receive_file(paper, data=making.pdf_of(2, "Redacted"), filename="b.pdf", at=made.AT, by=clerk)
    assert leaks(meeting)


def test_public_titles_markings_and_our_own_wording_are_no_leak(meeting, clerk):
    """An exempt report prints its heading, the motion and the marking as everybody's front sheet does."""
    front = (
        "Borsetshire County Council Safeguarding Overview and Scrutiny Committee Thursday 21 April 2022 10:00 Oak "
        "Room, Shire Hall, Felpersham. Contract for respite care. Not for publication by virtue of paragraph 3 of "
        "Part 1 of Schedule 12A of the Local Government Act 1972. This page is intentionally left blank."
    )
    withheld(meeting, clerk, text=front, filename="Contract for respite care.pdf")
    for shown in WithheldPapers.values:
        Council.objects.update(withheld_papers=shown)
        assert build.build(meeting, Edition.PUBLIC, at=made.AT).pages


def test_a_pack_that_was_clean_when_it_was_built_is_read_again_for_what_is_withheld_since(meeting, clerk, leak):
    """The structure of a pack is kept with it; whether it tells anything is not."""
    later = "The settlement with the owners of the old mill is two hundred thousand pounds in all"
    leak(f"{later} 1")
    made.built(meeting)
    secret = made.item_of(meeting, "Prices of Zanzibar").papers.get()
    data = making.pdf_of(secret.file.pages, later)
    papers.receive_file(secret, data=data, filename="c.pdf", at=made.AT, by=clerk)
    made.built(meeting, Edition.MEMBERS)
    assert not build.is_stale(build.current_pack(meeting, Edition.PUBLIC))
    with pytest.raises(
        Refused, match=r"The public pack was made but is not used\. It holds words of the withheld paper"
    ):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert not meeting.versions.exists()


def test_a_public_supplement_is_read_through_as_well(meeting, clerk, leak):
    made.issue(meeting, clerk)
    item = made.item_of(meeting, "Young Carers")
    papers.add_paper(item, title="Figures", data=making.pdf_of(1), filename="f.pdf", at=LATER, by=clerk)
    leak(f"{SECRET} 1")
    with pytest.raises(Refused, match=r"The public supplement 1 was made but is not used\. It holds words of"):
        amendments.publish_supplement(meeting, reason="It came late.", at=LATER, by=clerk)
    assert meeting.versions.count() == 1


def test_the_notice_of_meeting_is_read_through_as_well(meeting, clerk, monkeypatch):
    made.built(meeting)
    monkeypatch.setattr(notices_pdf, "notice", lambda *_, **__: making.pdf_of(1, SECRET))
    with pytest.raises(Refused, match=r"The notice of meeting was made but is not used\. It holds words of"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    assert not meeting.versions.exists()


def test_an_open_paper_that_says_all_that_a_withheld_one_says_stops_it(meeting, clerk):
    """The gate must take its words for public, so pre-flight asks the clerk whether it is the right file."""
    secret = made.item_of(meeting, "Prices of Zanzibar").papers.get()
    told = [f"{SECRET} night {number} of the year and of every year after it" for number in range(3)]
    data = making.pdf_of(2, ", ".join(told))
    papers.receive_file(secret, data=data, filename="a.pdf", at=made.AT, by=clerk)
    assert not _alike(meeting)
    made.report(meeting, clerk, title="Other", data=making.pdf_of(2, f"{SECRET} night 0, and no more"))
    assert not _alike(meeting)
    wrong = made.report(meeting, clerk, title="Wrong", data=making.pdf_of(3, f"Draft. {', '.join(told)}"))
    (warning,) = _alike(meeting)
    assert "Wrong: report" in warning.text and warning.blocks
    Paper.objects.filter(pk=secret.pk).update(open_version=wrong)
    assert not _alike(meeting)


def _alike(meeting) -> list:
    found = preflight.preflight(meeting, on=made.LAST_DAY)
    return [check for check in found if "nearly all the words" in check.text]


# --- A hidden title is never waived ---------------------------------------------------------------------------------


def r16(meeting, on=made.LAST_DAY) -> list[str]:
    """Return the findings that stop publication under R16."""
    return [check.text for check in preflight.preflight(meeting, on=on) if check.blocks and check.rule == "R16"]


def test_a_hidden_title_that_an_open_paper_names_stops_publication_with_item_and_page(meeting, clerk):
    hidden = "PFI"
    secret = made.item_of(meeting, "Prices of Zanzibar")
    agenda.edit_item(secret, title=hidden, by=clerk)
    last = making.pdf_of(1, f"See {hidden},")
    with Pdf.open(io.BytesIO(making.pdf_of(2, "A report"))) as pdf, Pdf.open(io.BytesIO(last)) as more:
        pdf.pages.extend(more.pages)
        data = making.saved(pdf)
    naming = made.report(meeting, clerk, title="Homes", data=data)
    with pytest.raises(Refused, match=r"It holds the hidden title of item \d+ \(page \d+\)") as refusal:
        build.build(meeting, Edition.PUBLIC, at=made.AT)
    assert hidden not in refusal.value.text
    said = " ".join(r16(meeting))
    number, secret_number = (type(secret).objects.get(pk=pk).number for pk in (naming.item_id, secret.pk))
    assert f"“Homes: report”, item {number}: It holds the hidden title of item {secret_number} (page 3)." in said
    made.built(meeting, Edition.MEMBERS)
    with pytest.raises(Refused, match="hidden title"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)
    papers.receive_file(naming, data=making.pdf_of(2, "Mended"), filename="b.pdf", at=made.AT, by=clerk)
    made.built(meeting)
    assert r16(meeting) == []
    assert publishing.publish_agenda(meeting, at=made.AT, by=clerk).public_pack


def test_a_text_version_from_before_that_names_a_hidden_title_stops_publication(meeting, clerk):
    file = made.item_of(meeting, "Young Carers").papers.get().file
    secret = made.item_of(meeting, "Prices of Zanzibar").papers.get().file
    text_versions.write_page_text(secret, page=2, text="A chart of the prices of Zanzibar", at=made.AT, by=clerk)
    written = {"written_by": clerk, "written_at": made.AT}
    PageText.objects.create(file=file, page=2, text="A chart of the prices of Zanzibar", **written)
    (said,) = r16(meeting)
    assert said.startswith("The text version of “Young Carers: report”, item ") and "(page 2)" in said


# --- Nobody opens a withheld file -----------------------------------------------------------------------------------


@pytest.fixture
def guarded(meeting, monkeypatch) -> list[str]:
    """Storage that fails where anything made of a withheld file is opened; returns what was opened."""
    rows = PaperFile.objects.filter(paper__item__meeting=meeting).exclude(paper__access=Access.OPEN)
    secret = set(rows.values_list("stored__sha256", flat=True))
    storage = storages["private"]
    opened: list[str] = []
    whole = type(storage).open

    def watched(self, name, mode="rb"):
        opened.append(name)
        assert not any(sha in name for sha in secret), "a withheld file was opened"
        return whole(self, name, mode)

    monkeypatch.setattr(type(storage), "open", watched)
    return opened


@pytest.mark.parametrize("shown", WithheldPapers.values)
def test_building_the_public_edition_and_reading_it_through_opens_no_withheld_file(meeting, guarded, shown):
    Council.objects.update(withheld_papers=shown)
    pack = build.build(meeting, Edition.PUBLIC, at=made.AT)
    before = len(guarded)
    build.refuse_leaks(files.read(pack.stored), build.plan(meeting, Edition.PUBLIC, issued_on=made.LAST_DAY))
    assert len(guarded) > before > 0, "the storage was not watched"
    assert leaks(meeting), "and a leak is found"
    with pytest.raises(AssertionError, match="a withheld file was opened"):
        build.build(meeting, Edition.MEMBERS, at=made.AT)


# --- Files from before ----------------------------------------------------------------------------------------------


def test_without_a_fingerprint_nothing_is_published_until_it_is_made(meeting, clerk):
    PaperFile.objects.update(fingerprint=b"")
    with pytest.raises(Refused) as refusal:
        build.build(meeting, Edition.PUBLIC, at=made.AT)
    assert refusal.value.rule == "R16"
    assert "fingerprint_papers" in refusal.value.text
    assert refusal.value.text.startswith("The withheld paper of item ")
    call_command("fingerprint_papers")
    build.build(meeting, Edition.PUBLIC, at=made.AT)
    assert leaks(meeting)
    PaperFile.objects.update(fingerprint=b"")
    calendar.cancel(meeting, reason="There is no business.", at=made.AT, by=clerk)  # which cannot wait for it


def test_a_file_that_storage_has_lost_is_named_and_hinders_no_other(meeting):
    lost = PaperFile.objects.get(paper__access=Access.EXEMPT)
    PaperFile.objects.update(fingerprint=b"")
    storages["private"].delete(f"{lost.stored.sha256[:2]}/{lost.stored.sha256[2:4]}/{lost.stored.sha256}")
    with pytest.raises(CommandError, match=r"Could not be read: file 1 of Bid"):
        call_command("fingerprint_papers")
    assert PaperFile.objects.filter(fingerprint=b"").count() == 1


def test_an_open_item_that_says_what_the_exempt_report_says_stops_publication(meeting, clerk):
    item = agenda.add_item(meeting, title="Respite", by=clerk)
    for column in (*AgendaItem.printed, "title"):
        agenda.edit_item(
            item, **{"title": "Respite", **dict.fromkeys(AgendaItem.printed, ""), column: SECRET}, by=clerk
        )
        said = " ".join(r16(meeting))
        assert f"what the agenda says of item {item.number}" in said, f"the gate does not read {column}"
    made.built(meeting)
    with pytest.raises(Refused, match="It holds words of the withheld paper of item"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_what_was_said_of_a_meeting_before_a_title_was_hidden_stops_the_publication(meeting, clerk):
    words = "A visit to Quince House comes first."
    calendar.rearrange(meeting, day=meeting.date, starts=dt.time(11), reason=words, at=made.AT, by=clerk)
    meeting.refresh_from_db()
    assert not r16(meeting)
    agenda.add_item(meeting, title="Quince House", public_title="A placement", by=clerk)
    [found] = r16(meeting)
    assert "It holds the hidden title of item" in found
    made.built(meeting)
    with pytest.raises(Refused, match="It holds the hidden title of item"):
        publishing.publish_agenda(meeting, at=made.AT, by=clerk)


def test_an_item_added_later_hides_no_title_that_the_note_of_the_meeting_tells(meeting, clerk):
    calendar.set_details(meeting, note="A visit to Quince House comes first.", by=clerk)
    made.built(meeting)
    publishing.publish_agenda(meeting, at=made.AT - dt.timedelta(days=7), by=clerk)
    item = agenda.add_item(meeting, title="Quince House", public_title="A placement", by=clerk)
    with pytest.raises(Refused, match="the note of the meeting"):
        amendments.publish_added_item(item, at=made.AT, by=clerk)


def test_a_notice_of_a_private_meeting_that_tells_what_the_agenda_hides_since_is_warned_of(clerk, proper_officer):
    meeting = executive.cabinet_meeting(clerk)
    notice = executive.private_notice(clerk, meeting)
    private_notices.publish_first(notice, at=executive.at("2022-05-10"), by=clerk)
    agenda.add_item(meeting, title=notice.matter, public_title="A lease", part=2, by=clerk)
    found = preflight.preflight(meeting, on=dt.date(2022, 6, 7))
    assert [
        check for check in found if "the published notice of the private meeting" in check.text and not check.blocks
    ]
