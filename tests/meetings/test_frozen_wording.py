"""What was published, confirmed or certified keeps the words that it was printed with, whatever is chosen since."""

import datetime as dt

import pypdfium2
import pytest

from committee.models import Council
from committee.register.council import save_council
from committee.wording import wording
from meetings.minutes.document import document, printing, word_export
from meetings.models import AgendaVersion, Certificate, Edition
from meetings.packs import front_sheet, notices_pdf
from meetings.packs.builds import build
from tests.answers import everything_of
from tests.meetings import printed_minutes

OTHERWISE = {"presiding": "Chair", "member_title": "Cllr", "date_style": "ordinal_comma", "time_style": "dot"}
PAGE = "/committees/safeguarding/2022-04-21/"


def words_of(pdf: bytes) -> str:
    """Return the words of a PDF, in one line."""
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())


@pytest.fixture
def changed(administrator):
    """Let the council word everything otherwise from now on."""

    def change() -> None:
        save_council(**OTHERWISE, by=administrator)

    return change


def test_a_published_agenda_and_its_certificate_keep_their_words_on_their_pages_and_in_print(
    published, changed, client
):
    before = client.get(PAGE).content.decode()
    changed()
    after = client.get(PAGE).content.decode()
    for words in ("The Chairman to move", "Charles Chair (Chairman)", "Issued on Wednesday 13 April 2022"):
        assert words in before and words in after
    assert "Thursday, 21st April, 2022" in after, "what the page itself says is of today"
    version = AgendaVersion.objects.filter(meeting=published.meeting).earliest("number")
    row = Certificate.objects.filter(version__meeting=published.meeting).earliest("pk")
    with wording.read_once():
        certificate = words_of(notices_pdf.certificate(row))
        notice = notices_pdf.notice(
            published.meeting, version.snapshot, at=version.published_at, kind=version.kind, note=""
        )
        title = front_sheet.title_of(version.snapshot, 0)
        sheet = front_sheet.render(
            version.snapshot, edition=Edition.PUBLIC, supplement=0, keys={}, council=Council.current()
        )
    assert "Thursday 21 April 2022, 10:00" in words_of(notice)
    assert title.endswith(", 21 April 2022")
    assert "Thursday 21 April 2022 10:00" in words_of(sheet) and "The Chairman to move" in words_of(sheet)
    for text in (client.get(f"{PAGE}certificate/").text, certificate):
        assert "Monday 11 April 2022, 09:00" in text
        assert "11th April" not in text


def test_published_minutes_keep_their_words_and_minutes_taken_later_have_those_of_today(
    safeguarding, clerk, changed, client
):
    made = printed_minutes.make(safeguarding, clerk)
    version = made.publish("confirmed")
    changed()
    page = client.get("/committees/safeguarding/2022-01-10/minutes/").content.decode()
    assert '<p class="minutes-signature__line">Chairman</p>' in page and "The meeting ended at 12:05." in page
    with wording.read_once():
        later = made.take()
        files = [printing.pdf(words, Edition.PUBLIC, draft=False) for words in (version.document, later)]
        word = everything_of(word_export.docx(version.document, Edition.PUBLIC, draft=False))
    old, new = map(words_of, files)
    assert "ended at 12:05" in old and "Chairman" in old and "ended at 12:05" in word
    assert "ended at 12.05pm" in new and "held on 10th January, 2022" in new
    assert " Chair Date" in new
    assert document.for_public(later)["wording"] == OTHERWISE and "wording" not in version.document


def test_a_change_of_words_makes_a_built_pack_stale_and_is_printed_from_then_on(agenda, changed):
    pack = build.current_pack(agenda, Edition.PUBLIC)
    assert not build.is_stale(pack)
    changed()
    with wording.read_once():
        assert build.is_stale(pack)
        plan = build.plan(agenda, Edition.PUBLIC, issued_on=dt.date(2022, 5, 3))
        sheet = words_of(
            front_sheet.render(plan.snapshot, edition=Edition.PUBLIC, supplement=0, keys={}, council=plan.council)
        )
    assert plan.snapshot["wording"] == OTHERWISE
    assert "10.00am" in sheet and "Charles Chair (Chair)" in sheet
