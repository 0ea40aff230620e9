"""Title, language and claims of a PDF: written afresh, so that nothing of an author's machine travels with a paper."""

import re
from html import escape

from pikepdf import Dictionary, Name, Pdf, PdfError, Stream, String

from meetings.packs.pdf import links

# A kept file has no title, which may be hidden, and PDF/UA-1 asks for one: it says what it is once a pack gives it one.
UNTITLED = '<xmp:Label xmlns:xmp="http://ns.adobe.com/xap/1.0/">PDF/UA-1 but for its title</xmp:Label>'
CLAIM = re.compile(rb"pdfuaid:part\s*(?:>|=\s*[\"'])\s*1|" + re.escape(UNTITLED).encode())


def claims_ua(pdf: Pdf) -> bool:
    """Say whether the document calls itself PDF/UA-1 in its metadata (no XML parser: the bytes may be a stranger's)."""
    stream = pdf.Root.get(Name.Metadata)
    if not isinstance(stream, Stream):
        return False
    try:
        return CLAIM.search(stream.read_bytes()[:1_000_000]) is not None
    except PdfError:
        return False


def describe(pdf: Pdf, *, title: str, language: str, ua: bool) -> None:
    """Replace all metadata by the title and language; ``ua`` claims PDF/UA-1, but for the title where it has none."""
    links.drop(pdf.trailer, "/Info", "/ID")
    if title:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
    if language:
        pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=bool(title))
    pdf.Root.Metadata = pdf.make_stream(xmp(title, language, ua).encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp(title: str, language: str, ua: bool) -> str:
    """Return the XMP packet that says so."""
    parts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        if title
        else ""
    ]
    if language:
        parts.append(f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>")
    if ua:
        parts.append("<pdfuaid:part>1</pdfuaid:part>" if title else UNTITLED)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
