"""The text of a minute: allowed markup, its one shape, its double in plain text, and pasted text without old marks."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from committee.richtext import cleaning
from committee.richtext.cleaning import clean, from_plain, is_empty, plain
from committee.richtext.pasted import lines_of, title_from
from meetings.models import AgendaItem, Paper

WORDS = some.text("ab<>&\"' \xa0\u202e\x00\n-#1.*|", max_size=8)
TAGS = some.sampled_from(
    re.findall(
        r"\w+",
        "p h1 h3 h4 h6 ul ol li strong b em i a br table tbody thead tr td th div span script style svg math template "
        "iframe img form input textarea select option title noscript caption colgroup col pre blockquote",
    )
)
ATTRIBUTES = some.sampled_from(
    [
        "",
        ' onclick="alert(1)"',
        ' href="javascript:alert(1)"',
        ' href=" java\tscript:alert(1)"',
        ' href="data:text/html,x"',
        ' href="https://a.example/?a=1&amp;b=2"',
        ' href="/committees/"',
        ' href="//evil.example/"',
        ' style="background:url(javascript:x)"',
        ' start="3"',
        ' start="-7"',
        ' value="5"',
        ' colspan="2"',
        ' rowspan="999999999999"',
        ' class="MsoNormal"',
        ' src="x" onerror=alert(1)',
    ]
)
PIECES = some.one_of(
    WORDS,
    some.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    some.builds("</{}>".format, TAGS),
    some.sampled_from(["<!-- x -->", "<![CDATA[x]]>", "<", "&lt;script&gt;", "<o:p>", "&#x202e;", "&#0;"]),
)
HTML = some.lists(PIECES, max_size=25).map("".join)
ALLOWED = re.compile(
    r"</?(p|h3|h4|ul|li|strong|em|table|tbody|tr)>|<br>|</(a|ol|td|th)>|<ol( start=\"\d{1,5}\")?>"
    r"|<t[dh]( colspan=\"\d\d?\")?( rowspan=\"\d\d?\")?>|<a href=\"(https?://|mailto:|/(?!/))[^\"<>]*\">"
)


@given(HTML)
def test_nothing_but_the_allowed_gets_through_and_cleaning_twice_changes_nothing(html):
    kept = clean(html)
    assert "<" not in ALLOWED.sub("", kept) and ">" not in ALLOWED.sub("", kept)
    assert clean(kept) == kept


@given(HTML)
def test_unchanged_plain_text_leaves_the_html_unchanged(html):
    kept = clean(html)
    assert from_plain(plain(kept), kept) == kept
    assert from_plain(plain(kept).replace("\n", "\r\n") + "\r\n \r\n", kept) == kept


@given(some.text("ab -#1.*|\n\t<&\xa0", max_size=60))
def test_plain_text_keeps_its_words_and_settles_at_once(text):
    once = plain(from_plain(text))
    assert plain(from_plain(once)) == once
    assert re.findall("[ab<&|]+", text) == re.findall("[ab<&|]+", once)


def test_a_changed_paragraph_in_plain_text_leaves_the_others_as_they_were():
    html = "<p>One <strong>bold</strong> word.</p><p>Two.</p><table><tbody><tr><td><p>a</p></td></tr></tbody></table>"
    changed = from_plain(plain(html).replace("Two.", "Two & three."), html)
    assert changed == html.replace("Two.", "Two &amp; three.")


def test_lists_and_headings_are_written_in_plain_text():
    html = from_plain("# Visits\n\nThe Committee saw:\n- homes\n  - two in Ambridge\n- schools\n\n3. third\n4. fourth")
    assert html == (
        "<h3>Visits</h3><p>The Committee saw:</p><ul><li><p>homes</p><ul><li><p>two in Ambridge</p></li></ul></li>"
        '<li><p>schools</p></li></ul><ol start="3"><li><p>third</p></li><li><p>fourth</p></li></ol>'
    )


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> <br>&nbsp;</p><ul><li></li></ul>", "<script>x</script>", None])
def test_what_says_nothing_is_empty(html):
    assert is_empty(html)
    assert clean(html) == plain(html) == ""


def test_what_is_nested_a_thousand_deep_is_flattened_and_keeps_its_words():
    html = clean("<ul><li>" * 1000 + "deep" + "</li></ul>" * 1000)
    assert "deep" in html and html.count("<ul>") < 10
    assert clean(html) == html


def test_words_of_a_text_that_cannot_be_encoded_are_kept():
    assert clean("<p>a\ud800b</p>") == "<p>ab</p>"


@pytest.mark.parametrize(
    "text",
    ["\n".join(f"{'  ' * depth}- Item" for depth in range(60)), "- Item\n" + "  more\n" * 2000],
    ids=["nested 60 deep", "2,000 lines below an item"],
)
def test_plain_text_is_read_once_however_it_is_nested(text, monkeypatch):
    """What is nested 20 deep took four seconds, and twice that with each list more."""
    read = []
    blocks_of = cleaning._blocks_of
    monkeypatch.setattr(cleaning, "_blocks_of", lambda *about: read.append(about) or blocks_of(*about))
    made = cleaning.from_plain(text)
    assert len(read) <= 61
    assert made.count("Item") + made.count("Heading") == text.count("Item") + text.count("Heading")
    assert made == cleaning.clean(made)


@pytest.mark.parametrize("part", ["<ul><li>x", '<x "'])
def test_180_kb_of_whatever_nested_is_cleaned_in_seconds(part):
    """They took minutes, in which nobody else could write in the meeting."""
    begun = time.process_time()
    made = clean(part * (180_000 // len(part)))
    assert time.process_time() - begun < 15
    assert made.count("x") == (180_000 // len(part) if ">x" in part else 0)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("5. five\n1. one\n2. two", [5, 1, 2]), ("1. one\n1. one\n3. three", [1, 1, 3]), ("0. none\n1. one", [0, 1])],
)
def test_a_number_that_somebody_typed_stays(written, numbers):
    kept = from_plain(written)
    assert [int(line.split(".")[0]) for line in plain(kept).split("\n") if line] == numbers
    assert clean(kept) == kept and from_plain(plain(kept), kept) == kept


def test_a_list_that_restarts_or_skips_keeps_its_numbers_when_it_is_pasted():
    pasted = "<ul><li>a<ol start=5><li>five</li><li value=1>one</li><li>two</li><li value=9>nine</li></ol></li></ul>"
    kept = clean(pasted)
    assert plain(kept).split("\n") == ["- a", "  5. five", "  1. one", "  2. two", "  9. nine"]
    assert clean(kept) == kept


def test_pasted_bullets_are_printed_once():
    pasted = (
        "• Fostering\n\uf0b7\tAdoption\n- Kinship care\n– Care leavers\no\tYoung carers\n* SEND\n\n  ▪ Health  \n"
        "• • Homes\n- • Roads"
    )
    lines = ["Fostering", "Adoption", "Kinship care", "Care leavers", "Young carers", "SEND", "Health", "Homes"]
    lines.append("Roads")
    assert AgendaItem(bullets=pasted).lines["bullets"] == lines
    assert Paper(recommendations=pasted).recommendation_lines == lines


@pytest.mark.parametrize("line", ["-5 °C in the hall", "o dear", "2022-23 budget", "*starred*", "—"])
def test_what_only_looks_like_a_bullet_stays(line):
    assert lines_of(line) == [line]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("young_carers-report.pdf", "Young carers report"),
        ("Copy of Young carers FINAL v3 (2).pdf", "Young carers"),
        ("Item 5 - Fostering annual report v1.2 draft.PDF", "Fostering annual report"),
        ("Appendix 2.pdf", "Appendix 2"),
        ("Budget 2022-23.pdf", "Budget 2022-23"),
        ("Final v3 (2).pdf", ""),
        ("scan0001.pdf", ""),
    ],
)
def test_a_title_is_never_which_file_it_is(name, title):
    assert title_from(name) == title
