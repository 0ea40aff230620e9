"""Minutes as data, and on paper: leaves with a space for initials (R27), PDF/UA-1 and Word; nothing withheld."""

import io
import json
import re
from collections import Counter
from html.parser import HTMLParser

import docx
import page as page_validation
import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.minutes.document import document, printing, template_context, word_export
from meetings.packs import check
from meetings.packs.pdf.compile import prepare
from meetings.packs.watermark import marked
from tests.meetings import printed_minutes
from tests.meetings.printed_minutes import SECRET, SENSITIVE, moment
from tests.staging import staged


@staged
def made(safeguarding, clerk, year):
    return printed_minutes.make(safeguarding, clerk)


def named(people: list[dict]) -> list[str]:
    return [one["printed"] for one in people]


def entry(words: document.Document, heading: str) -> dict:
    return next(row for row in words["entries"] if row["heading"].startswith(heading))


def test_the_document_tells_who_was_there_when_the_minutes_by_number_and_the_interests_r31_r35(made):
    words = made.take()
    assert json.loads(json.dumps(words)) == words
    assert words["presiding"]["printed"] == "Bob Spencer (Chairman)"
    assert named(words["attendance"])[0] == "Gill Burnett (Vice-Chairman (Overview))"
    assert named(words["attendance"])[-1] == "Mike Wilcox (substitute for Richard Ford)"
    assert named(words["apologies"]) == ["Richard Ford", "Julia Jessel", "Jason Jones"]
    assert named(words["also"]) == ["Johnny McMahon", "Peter Screen (virtual)", "John Wood (SSASPB)"]
    assert [row["number"] for row in words["entries"]] == [1, 2, 3, 4, 5, 6]
    assert entry(words, "Declarations")["movements"] == ["Jill Waring arrived at 10:20."]
    assert words["movements"] == ["Jill Waring left at 11:30."]
    (exclusion,) = entry(words, "Exclusion")["resolutions"]
    assert exclusion["lead"].startswith("RESOLVED: That the public be excluded from the meeting")
    assert exclusion["lines"][0].startswith("Minute 6 – paragraphs 1 and 3. Information relating to any individual.")
    assert [row["words"] for row in words["declarations"]] == [
        "Janet Eagland declared a personal interest in minute 3 (She is a governor of a special school).",
        "Gill Burnett declared a disclosable pecuniary interest in minute 4 and left the room while it was considered.",
    ]
    assert SENSITIVE not in json.dumps(words)


def test_what_was_declared_while_the_public_were_out_keeps_its_nature_to_members(made):
    row = made.minutes.declarations.get(sensitive=False)
    row.item, row.made_at = made.entries["private"].item, moment(11, 11)
    row.save()
    words = made.take()
    assert "governor" in json.dumps(words["declarations"])
    assert "governor" not in json.dumps(document.for_public(words))


def test_an_amendment_stands_before_what_it_amends_and_what_was_lost_says_so(made):
    report = made.entries["report"]
    carried = report.resolutions.get()
    printed_minutes.resolve(
        report, ("limb b) be deleted", "agreed"), amends=carried, result="lost", position=2,
        mover=made.attendees["Perry"], method="hands", votes_for=1, votes_against=4,
    )  # fmt: skip
    printed_minutes.resolve(report, ("nothing be done", "agreed"), result="pending", decided_at=None, position=3)
    lost, after = entry(made.take(), printed_minutes.REPORT)["resolutions"]
    assert (lost["moved"], lost["lead"]) == (
        "Moved by Kath Perry, MBE.",
        "Amendment: That part (a) be replaced by “limb b) be deleted”.",
    )
    assert lost["votes"] == ["On a show of hands, 1 voted for and 4 against."]
    assert lost["outcome"] == "The amendment was lost." and after["pk"] == carried.pk


def test_the_public_reads_of_an_exempt_minute_its_heading_marking_and_summary_alone(made):
    public = document.for_public(made.take())
    private = public["entries"][-1]
    assert private["heading"] == "A placement" and "made a recommendation" in private["public_summary"]
    assert private["marking"].startswith("Not for publication by virtue of paragraphs 1 and 3")
    assert not any(private[key] for key in ("text", "resolutions", "in_attendance", "urgency", "corrections"))
    assert SECRET in json.dumps(made.take()) and SECRET not in json.dumps(public)
    assert document.for_public(public) == public


def test_r16_a_key_that_somebody_adds_later_is_not_public(made):
    words = made.take() | {"gossip": SECRET}
    for row in words["entries"]:
        row["gossip"] = SECRET
    assert SECRET not in json.dumps(document.for_public(words))


WITHHELD = ("text", "in_attendance", "urgency", "heading")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(WITHHELD), st.booleans(), st.text(alphabet="abcdefghij", min_size=12, max_size=20))
def test_no_poison_word_of_a_withheld_minute_is_ever_in_the_public_rendering(made, key, confidential, poison):
    words = made.__dict__.setdefault("_taken", made.take())
    private = words["entries"][-1] | {key: f"About {poison}."}
    private |= {"access": "confidential", "paragraphs": ""} if confidential else {}
    poisoned = words | {"entries": [*words["entries"][:-1], private]}
    assert poison in json.dumps(poisoned)
    assert poison not in json.dumps(document.for_public(poisoned))
    assert poison not in repr(template_context.context(poisoned, draft=True))


NUMBERED = ["3", "4"]  # of a numbered list: page and Word count by themselves
MARGIN = r"Leaf \d+|Initials"


@staged
def on_paper(safeguarding, clerk, year):
    made = printed_minutes.make(safeguarding, clerk)
    more = "<h4>A small heading</h4>" + "<p>Members asked how this compares with other councils.</p>" * 60
    odd = (
        "<ul><li><p>a</p><p>more of a</p><ul><li>b<ol><li>c</li></ol></li></ul></li></ul>"
        "<table><tr><td colspan='2'>wide</td></tr><tr><th>row</th><td><p>x</p><ul><li>y</li></ul></td></tr></table>"
    )
    made.entries["urgent"].text += f"{more}<ol start='3'><li>three</li><li>four</li></ol>"
    made.entries["urgent"].save()
    made.entries["private"].text += odd
    made.entries["private"].save()
    return made


def said_by(pdf: bytes) -> list[str]:
    """Return the words of each page of a PDF."""
    return [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)]


# What begins a line by itself: pages have no break beside it.
BLOCKS = {"p", "div", "section", "ol", "ul", "li", "tr", "td", "th", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "table"}


class Article(HTMLParser):
    """The words of the document on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.inside = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.inside |= tag == "article"
        self.words += " " if tag in BLOCKS else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        self.words += data if self.inside else ""


def test_page_and_pdf_say_the_same(client, on_paper):
    version = on_paper.publish()
    html = client.get("/committees/safeguarding/2022-01-10/minutes/").content.decode()
    pdf = b"".join(client.get("/committees/safeguarding/2022-01-10/minutes.pdf").streaming_content)
    printed = "\n".join(said_by(pdf))
    assert len(said_by(pdf)) >= 4
    in_pdf = sorted(re.findall(r"\w+", re.sub(r"\ufffe|[\r\n]+", " ", re.sub(f"{MARGIN}", " ", printed))))
    title, drafts = version.document["title"], len(said_by(pdf))
    on_page = sorted(re.findall(r"\w+", f"{Article(html).words} {title} {f'{template_context.DRAFT} ' * drafts}"))
    assert Counter(in_pdf) - Counter(on_page) == Counter(NUMBERED)
    assert Counter(on_page) - Counter(in_pdf) == Counter()


def test_r27_every_leaf_has_its_number_and_a_space_for_initials_beside_the_text_of_pdf_ua_1(on_paper, tmp_path):
    data = printing.pdf(on_paper.take(), "members", draft=True)
    leaves = said_by(data)
    for number, leaf in enumerate(leaves, 1):
        assert f"Leaf {number}" in leaf and "Initials" in leaf
        assert template_context.DRAFT in leaf and "ot for publication" in leaf
    assert SECRET in " ".join(leaves)
    (tmp_path / "minutes.pdf").write_bytes(data)
    report = page_validation.validate_pdf(str(tmp_path / "minutes.pdf"), profile="ua1")
    assert report.is_compliant, report.failures
    assert check.belied(marked(prepare(data), "", title="Minutes")) == [], "as they lie in the next pack"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b"/Artifact <</Type /Pagination>> BDC" in pdf.pages[0].Contents.read_bytes()


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def test_word_has_real_headings_lists_tables_and_header_rows(on_paper):
    doc = opened(word_export.docx(on_paper.take(), draft=True))
    by_style = {}
    for row in doc.paragraphs:
        by_style.setdefault(row.style.name, []).append(row.text)
    assert by_style["Heading 1"] == [on_paper.take()["title"]]
    assert by_style["Heading 2"] == ["Attendance", "PART ONE", "PART TWO"]
    assert by_style["Heading 3"][0] == "1. Declarations of Interest"
    assert by_style["Heading 4"] == ["Recording", "A small heading"]
    assert by_style["List Bullet"][0] == "concerns had been raised 12,176 times;"
    assert by_style["List Number"] == ["three", "four"]
    limb = "figures for Covid-positive patients discharged to care homes be sent to members;"
    (lettered,) = [row._p for row in doc.paragraphs if row.text == limb]
    (number,) = lettered.xpath("./w:pPr/w:numPr/w:numId/@w:val")
    (kind,) = doc.part.numbering_part.element.xpath(f"./w:num[@w:numId={number}]/w:abstractNumId/@w:val")
    of_kind = f"./w:abstractNum[@w:abstractNumId={kind}]/w:lvl"
    assert doc.part.numbering_part.element.xpath(f"{of_kind}/w:lvlText/@w:val") == ["%1)"]
    assert doc.part.numbering_part.element.xpath(f"{of_kind}/w:numFmt/@w:val") == ["lowerLetter"]
    table = doc.tables[0]
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader") and not table.rows[1]._tr.xpath(".//w:tblHeader")
    assert "Initials" in doc.sections[0].footer.paragraphs[0].text


def test_word_and_pdf_say_the_same_and_keep_the_secret(on_paper):
    words = on_paper.take()
    assert SECRET in " ".join(row.text for row in opened(word_export.docx(words, "members", draft=False)).paragraphs)
    doc = opened(word_export.docx(words, "public", draft=False))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    in_word = sorted(re.findall(r"\w+", " ".join([*(row.text for row in doc.paragraphs), *cells])))
    printed = "\n".join(said_by(printing.pdf(words, "public", draft=False)))
    printed = re.sub(r"\ufffe|[\r\n]+", " ", re.sub(MARGIN, " ", printed))
    limbs = [row._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for row in doc.paragraphs if row.style.name == "Normal"]
    letters = [
        chr(ord("a") + at) for of in Counter(number for (number,) in filter(None, limbs)).values() for at in range(of)
    ]
    assert sorted([*in_word, *NUMBERED, *letters]) == sorted(re.findall(r"\w+", printed))
    assert SECRET not in " ".join(in_word)


def test_minutes_are_printed_from_the_shell_for_the_public_and_in_word(on_paper, tmp_path):
    """For members, and what is refused: `tests/meetings/minutes/test_what_is_withheld_stays_so.py`."""
    for name in ("a.pdf", "c.docx"):
        call_command("print_minutes", "safeguarding", "2022-01-10", "--output", str(tmp_path / name))
    assert SECRET not in " ".join(said_by((tmp_path / "a.pdf").read_bytes()))
    assert opened((tmp_path / "c.docx").read_bytes()).paragraphs[0].text.startswith("Minutes of")
    with pytest.raises(CommandError, match="There are no minutes"):
        call_command("print_minutes", "safeguarding", "2022-02-28", "--output", str(tmp_path / "d.pdf"))
