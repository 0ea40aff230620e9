"""Files made to harm whoever brings them in: too large when unpacked, too long to compare, nested, endless."""

import io
import zipfile

import docx
import pytest

from committee.acts.refusal import Refused
from tests.workprogramme import source
from workprogramme.importing.cells import date_cell
from workprogramme.importing.checking import look_over
from workprogramme.importing.reading import MOST_LEFT_OUT, MOST_ROWS, read
from workprogramme.importing.titles import alike
from workprogramme.importing.word_file import MOST_LINES

pytestmark = pytest.mark.usefixtures("own_processes")

HEADINGS = "Date of meeting,Item,Details,Action/Outcome\n"


def titled(number: int) -> str:
    return " ".join(f"{letter}{number}" for letter in "abcdefghijklmnopqrstuvwxyz")


FILES = {
    "titles of as many words as fit": [f"tbc,{titled(number)} {titled(-number)},d,o" for number in range(MOST_ROWS)],
    "a crowd in every row": [
        f'tbc,"Homes {number}\nLead Officer: {"; ".join(f"A{number}x{one} Smith" for one in range(90))}",d,o'
        for number in range(MOST_ROWS)
    ],
    "brackets that never close": [f"{'(' * 7900},Homes {number},d,o" for number in range(120)],
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_keep_the_portal_busy_is_looked_over_and_its_faults_told(safeguarding, year, clerk, name):
    source.make(safeguarding, clerk)
    found = look_over(read((HEADINGS + "\n".join(FILES[name])).encode(), "a.csv"), safeguarding, year, on=source.ON)
    assert found.faults


def test_no_pattern_is_tried_at_each_of_thousands_of_blanks_and_no_endless_title_is_compared():
    blanks = " " * 7800
    (row,) = read(f"{HEADINGS}tbc,Homes Lead Officer: a{blanks}b,suggested{blanks}x,o".encode(), "a.csv").rows
    assert (row.item, row.details) == ("Homes Lead Officer: a b", "suggested x")
    assert date_cell("17 June 2021") and date_cell("(" * 200 + "17 June 2021") is None
    assert (alike("Homes for children", "Homes"), alike("Homes " * 42, "Homes " * 43)) == (0.5, 0)


def test_more_rows_than_any_programme_has_are_refused():
    with pytest.raises(Refused, match="more than 300 rows"):
        read((HEADINGS + "tbc,Homes,d,o\n" * (MOST_ROWS + 1)).encode(), "a.csv")
    assert len(read((HEADINGS + "tbc,Homes,d,o\n" * MOST_ROWS).encode(), "a.csv").rows) == MOST_ROWS


def test_of_what_belongs_to_no_table_some_lines_are_told():
    assert read(("a,b\n" * 5000 + HEADINGS + "tbc,Homes,d,o\n").encode(), "a.csv").strange == [("Row 1", "a | b", 4999)]
    found = read(("a,b\n\n" * 5000 + HEADINGS + "tbc,Homes,d,o\n").encode(), "a.csv")
    assert len(found.left_out) == MOST_LEFT_OUT + 1
    assert found.left_out[-1] == "And 4,950 lines more"


@pytest.mark.django_db
def test_more_people_than_can_lead_an_item_are_told(safeguarding, year):
    names = ", ".join(f"Ann Smith{number}" for number in range(13))
    found = look_over(
        read(f'{HEADINGS}tbc,"Homes Lead Officers: {names}",d,'.encode(), "a.csv"), safeguarding, year, on=source.ON
    )
    assert [fault.text for fault in found.blocking] == ["It names 13 people: 12 can be."]


def _word(document: str, prolog: str = "") -> bytes:
    """Return a Word document with `document` as its body, and `prolog` before it all."""
    plain, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                head, _, rest = data.decode().replace("?>", f"?>{prolog}", 1).partition("<w:body>")
                assert prolog in head
                data = f"{head}<w:body>{document}{rest}".encode()
            new.writestr(info, data)
    return made.getvalue()


CELL = '<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'
ROW = "<w:tr>{cells}</w:tr>"
TABLE = "<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
WIDE = ROW.format(cells=CELL.format(span=2_000_000_000, words="Item"))
THIN = ROW.format(cells=CELL.format(span=1, words="x"))
PARAGRAPH = "<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
WIDEST = "a cell as wide as nothing is"
WORDS = {
    WIDEST: TABLE.format(rows=WIDE),
    "rows without end": TABLE.format(rows=THIN * (MOST_LINES + 1)),
    "paragraphs without end": PARAGRAPH.format(words="x") * (MOST_LINES + 1),
    "a bomb in its words": PARAGRAPH.format(words="x" * 70_000_000),
}


@pytest.mark.parametrize(
    "name", [WIDEST, *(pytest.param(name, marks=pytest.mark.drill) for name in WORDS if name != WIDEST)]
)
def test_a_word_document_made_to_harm_is_refused_in_a_sentence(name):
    with pytest.raises(Refused):
        read(_word(WORDS[name]), "programme.docx")


def test_entities_of_a_word_document_are_not_followed():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    rows = ROW.format(cells=CELL.format(span=1, words="Item") + CELL.format(span=1, words="Details"))
    rows += ROW.format(cells=CELL.format(span=1, words="Homes &file;&l8;") + CELL.format(span=1, words="Why"))
    try:
        (row,) = read(_word(TABLE.format(rows=rows), head), "programme.docx").rows
    except Refused:
        return
    assert "root:" not in row.item and "haha" not in row.item
