"""Other scripts in a print: set in fonts that come with the portal, so that it looks alike on every machine."""

import io

from pikepdf import Pdf

from committee.printing import render_pdf

WORDS = {
    "Arabic": "اردو میں",
    "Bengali": "বাংলা",
    "Devanagari": "हिन्दी",
    "Gujarati": "ગુજરાતી",
    "Gurmukhi": "ਪੰਜਾਬੀ",
    "Hebrew": "עברית",
    "Symbols": "☐ and ➢",
    "Tamil": "தமிழ்",
}


def fonts(html: str) -> set[str]:
    """Return the fonts that the print of a document is set in."""
    with Pdf.open(io.BytesIO(render_pdf(f"<html><body><h1>Names</h1>{html}</body></html>", title="Names"))) as pdf:
        return {str(found.BaseFont).split("+")[-1] for page in pdf.pages for found in page.Resources.Font.values()}


def test_every_script_has_a_font_of_ours():
    assert fonts("".join(f"<p>{words}</p>" for words in WORDS.values())) == {
        "Portal",
        "Portal-Bold",
        *(f"Portal-{name}" for name in WORDS),
    }


def test_greek_cyrillic_and_the_letters_of_europe_are_in_the_face_itself():
    assert fonts("<p>Ελληνικά, Кириллица, Łódź, Ŵyn, Việt → ✓</p>") == {"Portal", "Portal-Bold"}
