"""Office files cleaned in the child: what must not be printed goes, is named, and nothing outside the file is left."""

import io
import re
import time
import zipfile

import docx
import pytest
from PIL import Image

from committee.acts.refusal import Refused
from meetings.packs.intake.office import archive, kinds, left_out
from meetings.packs.intake.office.prepare import prepare
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON, R, W


def cleaned(data: bytes, ending: str = "docx") -> tuple[dict[str, str], bytes, list]:
    facts, made = prepare(data, ending=ending, title="A title")
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        everything = b"\n".join(name.encode() + b"\n" + file.read(name) for name in file.namelist())
    return dict(left_out.gathered(facts["left_out"])), everything, facts["texts"]


def test_no_poisoned_word_is_left_in_the_file_and_each_is_named_but_for_properties():
    named, everything, texts = cleaned(making.poisoned_word())
    assert [word for word in POISON.values() if word.encode() in everything] == []
    assert POISON["deleted"] in named[left_out.DELETED] and POISON["comment"] in named[left_out.COMMENTS]
    assert POISON["hidden"] in named[left_out.HIDDEN] and POISON["styled"] in named[left_out.HIDDEN]
    said = " ".join(text for _, text in texts)
    for words in ("Agreed words stay.", "Inserted words", "Commented words", "Shown words", "Saved result", "Beside"):
        assert words in said


def test_deleted_rows_and_paragraph_marks_go():
    by = 'w:id="3" w:author="Vermilion"'
    row = f"<w:tr><w:trPr><w:del {by}/></w:trPr><w:tc><w:p>{making.run('Zebrafish row')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:p>{making.run('Kept row')}</w:p></w:tc></w:tr>"
    mark = f"<w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr>{making.run('Kept words')}</w:p>"
    named, everything, _ = cleaned(making.with_body(making.word(), f"<w:tbl>{row}{kept}</w:tbl>{mark}"))
    assert b"Zebrafish" not in everything and b"Kept row" in everything and b"Kept words" in everything
    assert b"Vermilion" not in everything and named[left_out.DELETED] == "Zebrafish row"


@pytest.mark.parametrize("code", ['INCLUDEPICTURE "http://127.0.0.1:9/picture.png"', "DOCPROPERTY Company"])
def test_fields_that_fetch_keep_their_saved_result_alone(code):
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    quoted = making.escape(code, {'"': "&quot;"})
    field = (
        f"<w:p>{marks.format('begin')}<w:r><w:instrText>{making.escape(code)}</w:instrText></w:r>"
        f"{marks.format('separate')}{making.run('Saved result')}{marks.format('end')}"
        f'<w:fldSimple w:instr="{quoted}">{making.run("Second result")}</w:fldSimple></w:p>'
    )
    _, everything, _ = cleaned(making.with_body(making.word(), field))
    assert b"Saved result" in everything and b"Second result" in everything
    assert code.split()[0].encode() not in everything and b"127.0.0.1" not in everything


def tied(kind: str, target: str, body: str) -> bytes:
    def add(parts):
        tie = f'<Relationship Id="rIdX" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        ties = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = ties.replace(b"</Relationships>", tie.encode())

    return making.changed(making.with_body(making.word(), body), add)


@pytest.mark.parametrize(
    ("kind", "target"),
    [("image", "http://127.0.0.1:9/p.png"), ("oleObject", "file:///etc/passwd"), ("hyperlink", "file:///etc/passwd")],
)
def test_relationships_to_the_outside_go(kind, target):
    picture = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
        f'xmlns:r="{R}" r:href="rIdX" r:id="rIdX" src="http://127.0.0.1:9/v.png"/></v:shape></w:pict></w:r></w:p>'
    )
    named, everything, _ = cleaned(tied(kind, target, picture))
    assert b"127.0.0.1" not in everything and b"passwd" not in everything
    assert kind == "hyperlink" or target in named[left_out.LINKS]


def test_a_link_that_a_reader_follows_stays():
    body = f'<w:p><w:hyperlink xmlns:r="{R}" r:id="rIdX">{making.run("Our page")}</w:hyperlink></w:p>'
    assert b"https://council.example/" in cleaned(tied("hyperlink", "https://council.example/", body))[1]


def test_macros_embedded_files_and_what_nobody_sees_go():
    def add(parts):
        for name in ("word/vbaProject.bin", "word/embeddings/oleObject1.bin", "customXml/item1.xml"):
            parts[name] = b"Zebrafish"
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    named, everything, _ = cleaned(making.changed(making.word(), add))
    assert b"Zebrafish" not in everything and b"macroEnabled" not in everything
    assert {left_out.MACROS, left_out.OBJECTS} <= set(named)


def test_hidden_slides_and_notes_are_named():
    data = making.presentation("Young carers", hidden="Zebrafish slide", notes="Yellowtail notes")
    named, everything, texts = cleaned(data, "pptx")
    assert named == {left_out.NOTES: "Yellowtail notes", left_out.HIDDEN_SLIDES: "Zebrafish slide"}
    assert b"Yellowtail" not in everything and [text for _, text in texts] == ["Young carers"]


def test_hidden_rows_and_sheets_go_and_formulas_that_fetch_keep_their_result():
    data = making.workbook(
        [["Budget", "Spent"]], hidden_row="Zebrafish", hidden_sheet="Yellowtail",
        formula='WEBSERVICE("http://127.0.0.1:9/x")',
    )  # fmt: skip
    named, everything, texts = cleaned(data, "xlsx")
    assert b"Zebrafish" not in everything and b"Yellowtail" not in everything and b"127.0.0.1" not in everything
    assert set(named[left_out.HIDDEN_CELLS].split(" / ")) == {"Zebrafish", "Yellowtail"}
    assert [text for _, text in texts] == ["Budget", "Spent", "Saved result"]


def test_a_libreoffice_text_loses_its_changes_comments_hidden_text_and_links():
    change = "<text:changed-region><text:deletion><text:p>Zebrafish</text:p></text:deletion></text:changed-region>"
    more = (
        f"<text:tracked-changes>{change}</text:tracked-changes>"
        "<text:p>Kept<office:annotation><dc:creator>Vermilion</dc:creator><text:p>Yellowtail</text:p></office:annotation>"
        '<text:span text:style-name="T1">Xylophone</text:span> words, by '
        "<text:initial-creator>Olive</text:initial-creator>"
        '</text:p><text:section text:name="s"><text:section-source xlink:href="http://127.0.0.1:9/s.odt"/>'
        "<text:p>In a section</text:p></text:section>"
        '<text:p><draw:frame><draw:image xlink:href="http://127.0.0.1:9/p.png"/>'
        "</draw:frame></text:p>"
    )
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    named, everything, _ = cleaned(making.odt("First words", more=more, styles=style), "odt")
    for word in (b"Zebrafish", b"Yellowtail", b"Xylophone", b"Vermilion", b"127.0.0.1"):
        assert word not in everything, word
    assert b"words, by Olive" in everything and b"In a section" in everything
    assert (named[left_out.DELETED], named[left_out.COMMENTS], named[left_out.HIDDEN]) == (
        "Zebrafish", "Yellowtail", "Xylophone",
    )  # fmt: skip


def with_part(name: str, content: bytes, data: bytes = b"") -> bytes:
    return making.changed(data or making.word(), lambda parts: parts.update({name: content}))


ENTITY = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
XML = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;&c;</w:t></w:r></w:p></w:body></w:document>'.encode()


@pytest.mark.parametrize(
    ("data", "ending", "why"),
    [
        (with_part("word/document.xml", ENTITY + XML), "docx", "external entities"),
        (with_part("word/document.xml", LAUGHS + XML), "docx", "external entities"),
        (with_part("content.xml", ENTITY + XML, making.odt("Words")), "odt", "external entities"),
        (with_part("word/styles.xml", b"<unfinished"), "docx", "damaged"),
        (with_part("xl/media/a.png", b"\0" * (60 << 20), making.workbook([["1"]])), "xlsx", "too large when unpacked"),
        (with_part("../../evil.xml", b"<x/>"), "docx", "damaged"),
        (making.zipped({"word/": b"", "[Content_Types].xml": b"<Types/>"}), "docx", "damaged"),
        (making.word()[:3000], "docx", "damaged"),
        (making.zipped({f"word/{number}.xml": b"" for number in range(5001)}), "docx", "too large when unpacked"),
    ],
    ids=["entity", "laughs", "entity in odt", "xml", "bomb", "path", "empty", "cut short", "entries"],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data, ending, why):
    with pytest.raises(Refused, match=why):
        prepare(data, ending=ending, title="A title")


def test_a_file_with_a_password_is_refused():
    locked = kinds.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match="needs a password"):
        kinds.refuse_at_sight(locked, "report.docx")
    with zipfile.ZipFile(out := io.BytesIO(), "w") as file:
        file.writestr("word/document.xml", b"<w/>")
    data = bytearray(out.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(Refused, match="needs a password"):
        archive.unpacked(bytes(data), lambda name: True)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (making.word(), kinds.DOCX), (making.presentation("One"), kinds.PPTX), (making.workbook([["One"]]), kinds.XLSX),
        (making.odt("One"), kinds.ODT_TEXT), (kinds.OLE + "WordDocument".encode("utf-16-le"), kinds.DOC),
        (making.zipped({"a.txt": b"a"}), None), (b"%PDF-1.7", None), (kinds.OLE + b"Workbook", None),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_content(data, kind):
    assert kinds.kind_of(data) == kind


def test_words_that_the_pdf_lacks_are_found_and_those_that_are_only_broken_are_not():
    pdf = "The com-\nmittee is asked to note the of\ufb01cer's report.\nPage 2\nIt goes on here."
    there = [("Text", "The committee is asked to note the officer’s report. It goes on here."), ("Text", "12 / 13")]
    assert left_out.missing(there, pdf) == []
    assert left_out.missing([("Text boxes", "Urgent: call us")], pdf) == [("Text boxes", "Urgent: call us")]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://evil.example/x.png"/></svg>'


def with_picture(data: bytes, picture: bytes, name: str = "image1.png") -> bytes:
    def add(parts: dict[str, bytes]) -> None:
        parts[f"word/media/{name}"] = picture
        tie = f'<Relationship Id="rIdP" Type="{R}/image" Target="media/{name}"/></Relationships>'.encode()
        ties = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = ties.replace(b"</Relationships>", tie)

    return making.changed(data, add)


def test_a_drawing_that_may_fetch_is_left_out_whatever_its_name_says():
    named, everything, _ = cleaned(with_picture(making.word(), SVG))
    assert b"evil.example" not in everything and named[left_out.PICTURES] == "image1.png"


def renamed_slide(new: str) -> bytes:
    def rename(parts: dict[str, bytes]) -> None:
        parts[f"ppt/slides/{new}"] = parts.pop("ppt/slides/slide2.xml")
        parts[f"ppt/slides/_rels/{new}.rels"] = parts.pop("ppt/slides/_rels/slide2.xml.rels")
        for name in ("ppt/_rels/presentation.xml.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace(b"slides/slide2.xml", f"slides/{new}".encode())

    return making.changed(making.presentation("Shown", hidden="Zebrafish"), rename)


def test_a_slide_under_another_name_is_cleaned_and_one_that_is_no_xml_refused():
    assert cleaned(renamed_slide("page2.xml"), "pptx")[0][left_out.HIDDEN_SLIDES] == "Zebrafish"
    for name in ("slide2.bin", "slide2.XML", "slide-2.xml"):
        with pytest.raises(Refused, match="damaged"):
            cleaned(renamed_slide(name), "pptx")


def test_shapes_that_are_switched_off_go():
    space = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    box = f'<w:p><w:r><w:drawing><wp:inline {space}><wp:docPr id="7" name="b" hidden="1"/><w:txbxContent><w:p>'
    box += f"{making.run('Zebrafish')}</w:p></w:txbxContent></wp:inline></w:drawing></w:r></w:p>"
    old = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt; visibility: hidden">'
    old += f"<v:textbox><w:txbxContent><w:p>{making.run('Yellowtail')}</w:p></w:txbxContent></v:textbox></v:shape>"
    named, everything, _ = cleaned(making.with_body(making.word(), box + old + "</w:pict></w:r></w:p>"))
    assert b"Zebrafish" not in everything and b"Yellowtail" not in everything
    assert named[left_out.HIDDEN] == "Zebrafish / Yellowtail"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_is_cropped_away_of_a_picture_is_in_the_file_no_more(kind):
    whole, data, out = Image.new("RGB", (80, 40), "red"), io.BytesIO(), io.BytesIO()
    whole.paste("blue", (40, 0, 80, 40))
    whole.save(data, kind)
    made = docx.Document()
    made.add_picture(data)
    made.save(out)

    def halve(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"]
        parts["word/document.xml"] = re.sub(rb"(<a:blip [^>]*/>)", rb'\1<a:srcRect r="50000"/>', body)

    _, kept = prepare(making.changed(out.getvalue(), halve), ending="docx", title="A title")
    with zipfile.ZipFile(io.BytesIO(kept)) as file:
        pictures = [Image.open(io.BytesIO(file.read(name))) for name in file.namelist() if "/media/" in name]
        assert b'r="50000"' not in file.read("word/document.xml")
    (picture,) = pictures
    assert picture.size == (40, 40) and picture.convert("RGB").getpixel((38, 20))[2] < 60


def test_words_without_end_are_compared_for_a_limited_time_and_told_of_once():
    begun = time.monotonic()
    words = [("Text", " ".join(f"absent{number}x{place}" for place in range(2_000))) for number in range(200)] * 100
    found = left_out.missing(words, "there " * 200_000, seconds=0.2)
    assert "too long to be compared" in found[-1][1] and time.monotonic() - begun < 20
    many = [("Comments", f"comment {number}") for number in range(60_000)]
    begun = time.monotonic()
    ((what, said),) = left_out.gathered([*many, *many])
    assert what == "Comments" and said.count("comment 7 ") == 1 and time.monotonic() - begun < 10
