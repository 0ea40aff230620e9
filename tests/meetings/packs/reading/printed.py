"""Files that WeasyPrint prints: tagged by the portal's printer, or by WeasyPrint itself with and without tags."""

from collections.abc import Callable
from functools import partial
from typing import Any

import lxml.html
import weasyprint

from committee.printing import render_pdf
from committee.printing.pdfua_fixes import mended
from tests.meetings.packs.reading.kind import Kind, prose

BREAKS = {
    "p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "div", "dt", "dd", "tr", "caption", "blockquote",
    "pre", "figure", "figcaption",
}  # fmt: skip
PICTURE = (
    "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='80' height='40'>"
    "<rect width='80' height='40' fill='navy'/></svg>"
)
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='60'>"
    "<text x='5' y='30' font-size='14'>Placements of the quarter</text></svg>"
)


def page(body: str, style: str = "", *, lang: str = "en-GB", direction: str = "ltr") -> str:
    """Return a whole HTML document."""
    return f"<html lang='{lang}' dir='{direction}'><head><style>{style}</style></head><body>{body}</body></html>"


def by_portal(html: str) -> bytes:
    """Return a tagged PDF/UA-1, as the portal prints its own papers."""
    return mended(render_pdf(html, title="Report"))


def by_weasyprint(html: str, **options: Any) -> bytes:
    """Return a PDF as WeasyPrint prints it by itself, without tags unless `options` ask for them."""
    made: bytes = weasyprint.HTML(string=html).write_pdf(**options)
    return made


def words_of(html: str) -> str:
    """Return the words of an HTML document in its order, with numbers of lists and alternative texts."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        tag = element.tag
        if tag in ("style", "head"):
            return
        if tag in BREAKS:
            parts.append("\n")
        if tag == "img":
            parts.append(f"\n{element.get('alt')}\n")
        if tag == "li" and element.getparent().tag == "ol":
            before = [item for item in element.itersiblings(preceding=True) if item.tag == "li"]
            parts.append(f"{1 + len(before)}. ")
        parts.append((element.text or "").replace("\u00ad", ""))
        for child in element:
            walk(child)
            parts.append((child.tail or "").replace("\u00ad", ""))
        if tag in BREAKS:
            parts.append("\n")

    walk(lxml.html.document_fromstring(html))
    return "".join(parts)


def rows(count: int, columns: int, seed: int = 7) -> str:
    """Return rows of a table: a name, words, and numbers."""
    words = prose(count * 3, seed).replace(".", "").lower().split()
    cells = (
        [f"Ward {at}", " ".join(words[3 * at : 3 * at + 3]), *(f"{at * 37 + column:,}" for column in range(2, columns))]
        for at in range(count)
    )
    return "".join(
        f"<tr><th scope=row>{row[0]}</th>{''.join(f'<td>{cell}</td>' for cell in row[1:])}</tr>" for row in cells
    )


ADDRESS = "https://www.example.org/committees/safeguarding/2026-12-09/papers/report"
HEAD = (
    "<thead><tr><th scope=col>Ward</th><th scope=col>Remarks</th><th scope=col>Children</th><th "
    "scope=col>Carers</th></tr></thead>"
)
PLAIN = (
    f"<h1>Annual report</h1><p>{prose(90, 1)}</p><h2>Findings</h2><p>{prose(70, 2)}</p><ul>"
    f"<li>{prose(20, 3)}</li><li>Second point</li></ul>"
)
COLUMNS = f"<h1>News of the ward</h1><div><p>{prose(110, 4)}</p><p>{prose(150, 5)}</p><p>{prose(40, 6)}</p></div>"
LONG_TABLE = f"<h1>Wards</h1><table>{HEAD}<tbody>{rows(90, 4)}</tbody></table><p>{prose(20, 8)}</p>"
MERGED = (
    "<h1>Budget</h1><table><thead><tr><th rowspan=2 scope=col>Service</th><th colspan=2 scope=colgroup>Spending</th>"
    "</tr>"
    "<tr><th scope=col>2025</th><th scope=col>2026</th></tr></thead><tbody><tr><th scope=row rowspan=2>Fostering</th>"
    "<td>1,200</td><td>1,300</td></tr><tr><td colspan=2>not yet audited</td></tr>"
    "<tr><th scope=row>Libraries</th><td>410</td><td></td></tr></tbody></table>"
)
NESTED = (
    f"<h1>Recommendations</h1><ol><li>{prose(25, 9)}<ol><li>First step</li><li>{prose(20, 10)}</li></ol></li>"
    f"<li>Second one<ul><li>Bullet below</li><li>{prose(15, 11)}</li></ul></li></ol><ol><li>Another one</li></ol>"
)
HEBREW = "הוועדה שאלה כמה ילדים ממתינים להערכה ומה עושים השותפים. "
HEBREW_BODY = (
    f"<h1>דוח שנתי</h1><p>{HEBREW * 4}</p><table><tr><td>שלום עולם</td><td>2021</td></tr></table><ul><li>ועדה</li></ul>"
)
HEADINGS = "".join(f"<h{level}>Level {level} heading</h{level}><p>{prose(25, 20 + level)}</p>" for level in range(1, 7))
BODIES: dict[str, tuple[str, str]] = {
    "a plain report": (PLAIN, ""),
    "two columns": (COLUMNS, "div { columns: 2 }"),
    "three columns": (COLUMNS, "div { columns: 3; font-size: 9pt }"),
    "a table over pages": (LONG_TABLE, ""),
    "merged cells": (MERGED, ""),
    "nested lists": (NESTED, ""),
    "six levels of headings": (HEADINGS, ""),
    "spaced headings": (
        f"<h1>AGENDA PACK</h1><p>{prose(30, 30)}</p><h2>Part One</h2><p>{prose(30, 31)}</p>",
        "h1, h2 { letter-spacing: .35em }",
    ),
    "justified lines": (f"<p>{prose(150, 32)}</p><p>{prose(60, 33)}</p>", "p { text-align: justify; width: 9cm }"),
    "landscape among portrait": (
        (
            f"<h1>Report</h1><p>{prose(60, 34)}</p><div class=wide><table>{HEAD}{rows(6, 4)}</table></div>"
            f"<p>{prose(50, 35)}</p>"
        ),
        "@page wide { size: A4 landscape } .wide { page: wide }",
    ),
    "a small page": (
        f"<h1>Card</h1><p>{prose(60, 36)}</p>",
        "@page { size: 74mm 105mm; margin: 6mm } * { font-size: 7pt }",
    ),
    "a poster": (
        f"<h1>Poster</h1><p>{prose(200, 37)}</p>",
        "@page { size: 841mm 1189mm } p { font-size: 48pt } h1 { font-size: 90pt }",
    ),
    "numbers and empty cells": (
        (
            f"<table>{HEAD}<tbody><tr><th scope=row>Ambridge</th><td></td><td>3</td><td>−4.5%</td></tr><tr><th "
            f"scope=row>Felpersham</th><td>none</td><td></td><td>£1,250.00</td></tr></tbody></table>"
        ),
        "",
    ),
}
TAGGED: dict[str, tuple[str, str]] = {
    **BODIES,
    "a picture with alternative text": (
        (
            f"<h1>Chart</h1><figure><img src=\"{PICTURE}\" alt='Carers by year rise from 40 to 60'>"
            f"<figcaption>Figure 1: carers</figcaption></figure><p>{prose(30, 40)}</p>"
        ),
        "",
    ),
    "a drawing with words": (f"<h1>Chart</h1><p>{prose(20, 41)}</p>{DRAWING}<p>{prose(20, 42)}</p>", ""),
    "soft hyphens": (
        f"<p class=narrow>safe&shy;guard&shy;ing re&shy;exam&shy;in&shy;ation safeguarding {prose(40, 43)}</p>",
        ".narrow { width: 3cm }",
    ),
    "hyphens at the ends of lines": (
        f"<p>{prose(80, 44)}</p><p class=narrow>{prose(80, 44)}</p>",
        ".narrow { width: 3.5cm; hyphens: auto }",
    ),
    "ligatures": (
        (
            "<p>The official office file of the fifth affiliate: efficient staff, sufficient fluency, flow and "
            "affluence.</p>"
        ),
        "p { font-family: DejaVu Serif; font-variant-ligatures: common-ligatures }",
    ),
    "raised and lowered figures": (
        "<p>On the 1<sup>st</sup> of May 40 m<sup>2</sup> held H<sub>2</sub>O and x<sup>n</sup>.</p>",
        "",
    ),
    "mathematical signs": (
        "<p>If a ≤ b and c ≥ 2 × 3 ± ½ then √16 ÷ 4 ≠ ∞, and 5 − 3 = 2 °C ≈ €20.</p>",
        "p { font-family: DejaVu Sans }",
    ),
    "letters of Wales and beyond": (
        "<p>Tŷ, dŵr, môr a’r Ŵyl; Łódź, Škoda, Győr, Ångström, naïve, İzmir, ẞ, Ðorđe, 5′ 6″.</p>",
        "",
    ),
    "accents apart from their letters": (
        "<p>Cafe\u0301 re\u0301sume\u0301 nai\u0308ve of the ward, w\u0302 and y\u0302.</p>",
        "",
    ),
    "words half in bold": (
        (
            f"<p>A re<b>port</b> of the <i>com</i>mittee, <u>under</u>lined and <b>bold words</b> in a row. "
            f"{prose(20, 45)}</p>"
        ),
        "",
    ),
    "links": (
        (
            "<p>See <a href='#end'>the end</a>, <a href='https://www.example.org/a?b=1&amp;c=2'>a web page</a>, "
            "<a href='mailto:clerk@example.org'>clerk@example.org</a>.</p><p id=end>The end.</p>"
        ),
        "",
    ),
    "quotations, terms and code": (
        (
            f"<blockquote><p>{prose(30, 46)}</p></blockquote><dl><dt>Carer</dt><dd>{prose(15, 47)}</dd>"
            f"<dt>Ward</dt><dd>An area.</dd></dl><pre>first line\nsecond line\n</pre>"
        ),
        "",
    ),
    "a large first letter": (
        f"<p class=drop>{prose(60, 48)}</p>",
        ".drop::first-letter { float: left; font-size: 3em; line-height: 1 }",
    ),
    "capitals by style": (
        f"<h1>THE ANNUAL REPORT</h1><p class=small>Chairman of the Panel</p><p>{prose(20, 49)}</p>",
        ".small { font-variant-caps: small-caps }",
    ),
    "a long address over lines": (
        f"<p class=narrow>Read <a href='{ADDRESS}'>{ADDRESS}</a> today.</p>",
        ".narrow { width: 6cm; overflow-wrap: anywhere }",
    ),
    "a wide table in small print": (f"<table>{rows(14, 12, 50)}</table>", "table { font-size: 6pt }"),
    "a contents list with dots": (
        "<ul class=toc><li><a href='#a'>Findings of the panel</a></li><li><a href='#b'>Costs</a></li></ul>"
        + f"<h2 id=a>Findings of the panel</h2><p>{prose(40, 51)}</p><h2 id=b>Costs</h2>",
        "",
    ),
    "light words on dark": (
        f"<div class=dark><h2>In short</h2><p>{prose(40, 52)}</p></div><p>{prose(20, 53)}</p>",
        ".dark { background: #123; color: #fff; padding: 1cm }",
    ),
    "a box beside the words": (
        f"<div class=box><p>{prose(20, 54)}</p></div><p>{prose(120, 55)}</p>",
        ".box { float: right; width: 5cm; border: 1pt solid }",
    ),
    "words turned in a table": (
        (
            f"<table><thead><tr><th><span>Children waiting</span></th><th>Ward</th></tr></thead><tbody><tr>"
            f"<td>12</td><td>Ambridge</td></tr></tbody></table><p>{prose(20, 56)}</p>"
        ),
        "th span { display: inline-block; transform: rotate(-90deg); margin: 1.5cm 0 }",
    ),
}


def _kind(pdf: Callable[..., bytes], name: str, sources: str = "tags", **options: Any) -> Kind:
    html = page(*TAGGED[name])
    more = AGAIN if name == "a table over pages" else ()
    why = "the head of the table is on each page" if more else ""
    return Kind(partial(pdf, html, **options), words_of(html), sources, more=more, why=why)


AGAIN = ("Ward", "Ward", "Remarks", "Remarks", "Children", "Children", "Carers", "Carers")
VERSIONS = ("1.4", "1.5", "1.6", "1.7", "2.0")
RIGHT_TO_LEFT = page(HEBREW_BODY, lang="he", direction="rtl")
HEADED = page(
    PLAIN, "@page { @top-center { content: 'Borsetshire Council' } @bottom-right { content: 'Page ' counter(page) } }"
)
NOTES = page(f"<p>{prose(30, 60)}<span>Footnote one here.</span> {prose(30, 61)}</p>", "span { float: footnote; }")
NOTED = f"{prose(30, 60)}1 {prose(30, 61)} 1. Footnote one here."
PRINTED = {
    **{f"tagged: {name}": _kind(by_portal, name) for name in TAGGED},
    **{
        f"untagged PDF {version}: {name}": _kind(by_weasyprint, name, "lines", pdf_version=version)
        for name, version in zip(BODIES, VERSIONS * 3, strict=False)
    },
    "tagged: from right to left": Kind(partial(by_portal, RIGHT_TO_LEFT), words_of(RIGHT_TO_LEFT)),
    "untagged: from right to left": Kind(partial(by_weasyprint, RIGHT_TO_LEFT), words_of(RIGHT_TO_LEFT), "lines"),
    "tagged: heads and feet of pages": Kind(partial(by_portal, HEADED), words_of(HEADED)),
    "untagged: heads and feet of pages": Kind(
        partial(by_weasyprint, HEADED), f"{words_of(HEADED)} Borsetshire Council Page 1", "lines"
    ),
    "tagged: a footnote": Kind(partial(by_portal, NOTES), NOTED),
    "untagged: a footnote": Kind(partial(by_weasyprint, NOTES), NOTED, "lines"),
    "tagged by WeasyPrint, PDF 2.0": _kind(by_weasyprint, "a plain report", pdf_tags=True, pdf_version="2.0"),
    "tagged PDF/UA-2": _kind(by_weasyprint, "a table over pages", pdf_variant="pdf/ua-2"),
    "tagged PDF/A-3a": _kind(by_weasyprint, "nested lists", pdf_variant="pdf/a-3a"),
}
